"""Say how large the calibration error of map claims would be by chance alone, if their confidence were exactly right.

usage: python -m evaluation.calibration_noise CLAIMS.jsonl [--draws 4000]

CLAIMS.jsonl holds the claims that `heldby read --show claims --format jsonl` prints. The calibration error is that of the benchmark: in ten
bins of equal width, the sum of confidences less the number of right claims, its size added up over the bins. With few claims in a bin this
is far from zero even for a perfect reader, so the error of a small set means little without this figure beside it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from heldby.reading.claims.calibration import TERRITORY

FACTS = frozenset({"happened", "ongoing"})
BINS = 10


def confidences(path: Path) -> list[float]:
    """Return the confidence of each claim that colours a map as a fact."""
    rows = map(json.loads, filter(None, path.read_text("utf-8").split("\n")))
    return [row["confidence"] for row in rows if f"{row['kind']}/{row['type']}" in TERRITORY and row["status"] in FACTS]


def calibration_error(told: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error of (confidence, whether it is right)."""
    bins: dict[int, float] = defaultdict(float)
    for sure, right in told:
        bins[min(BINS - 1, int(sure * BINS))] += sure - right
    return sum(map(abs, bins.values())) / len(told)


def main() -> None:
    """Read the options, simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=Path, metavar="CLAIMS.jsonl")
    parser.add_argument("--draws", type=int, default=4000)
    args = parser.parse_args()
    sure, rng = confidences(args.claims), random.Random(1)
    errors = sorted(calibration_error([(c, rng.random() < c) for c in sure]) for _ in range(args.draws))
    low, high = errors[args.draws // 20], errors[-args.draws // 20]
    mean = sum(errors) / len(errors)
    print(f"{len(sure)} map claims; error if confidence is exactly right: {mean:.3f}, 90% from {low:.3f} to {high:.3f}")


if __name__ == "__main__":
    main()
