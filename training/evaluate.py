"""Score a model's parse on UD English EWT's test part with gold tokens.

usage: python training/evaluate.py MODEL WORK_DIR

Gives labelled and unlabelled attachment with and without punctuation, tags, and words a second on one core.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import spacy
import tokenizer  # noqa: F401
from spacy.tokens import Doc, DocBin


def main() -> None:
    nlp = spacy.load(sys.argv[1])
    gold = list(DocBin().from_disk(Path(sys.argv[2]) / "test.spacy").get_docs(nlp.vocab))
    blank = [Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]) for doc in gold]
    started = time.perf_counter()
    docs = list(nlp.pipe(blank))
    seconds = time.perf_counter() - started
    n = dict.fromkeys(("words", "uas", "las", "tag", "pos", "inner", "uas_inner", "las_inner"), 0)
    for mine, true in zip(docs, gold, strict=True):
        for a, b in zip(mine, true, strict=True):
            head, label = a.head.i == b.head.i, a.dep_ == b.dep_
            n["words"] += 1
            n["uas"] += head
            n["las"] += head and label
            n["tag"] += a.tag_ == b.tag_
            n["pos"] += a.pos_ == b.pos_
            if b.pos_ not in ("PUNCT", "SYM"):
                n["inner"] += 1
                n["uas_inner"] += head
                n["las_inner"] += head and label
    share = lambda key, of: round(n[key] / n[of], 4)  # noqa: E731
    out = {key: share(key, "words") for key in ("uas", "las", "tag", "pos")}
    out |= {
        "uas_no_punct": share("uas_inner", "inner"),
        "las_no_punct": share("las_inner", "inner"),
        "words_per_s": round(n["words"] / seconds),
    }
    print(json.dumps(out))


if __name__ == "__main__":
    main()
