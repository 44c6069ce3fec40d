"""Write the classes of the network's heads: tags, morphology and relations of the treebanks, and claim types of the lexicon.

usage: python -m training.write_labels TREEBANKS_DIR

Writes labels.json beside this file and prints the number of classes of each head.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from heldby.reference import lexicon
from training.treebank import documents

RARE = 3
"""Least number of words with a combination of morphological features. A rarer combination has no class of its own."""
STATUSES = ["happened", "ongoing", "planned", "expected", "attempted", "denied", "hypothetical"]


def main() -> None:
    """Write labels.json."""
    train, _ = documents(Path(sys.argv[1]))
    sentences = [s for d in train for s in d]
    morphs = Counter(m for s in sentences for m in s.morphs)
    book = lexicon.load()
    claims = {label for names in (*book.triggers.values(), *book.figures.values()) for label in names} | {"figure/other"}
    out = {
        "tags": sorted({t for s in sentences for t in s.tags}),
        "morphs": ["X", *sorted(m for m, n in morphs.items() if n >= RARE and m != "X")],
        "deps": sorted({d for s in sentences for d in s.deps}),
        "claims": sorted(claims),
        "roles": ["actor", "target", "place"],
        "statuses": STATUSES,
    }
    (Path(__file__).parent / "labels.json").write_text(json.dumps(out, indent=0) + "\n", "utf-8")
    print({k: len(v) for k, v in out.items()})


if __name__ == "__main__":
    main()
