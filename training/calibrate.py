"""Fit the calibration of confidence (Platt scaling of the log-odds, by kind of claim) on out-of-fold claims.

usage: python -m training.calibrate TRAIN_DIR MODELS_DIR UNSEEN_DIR [CLAIMS.jsonl]

MODELS_DIR holds fold-0 to fold-4 as written by `train_classifiers --folds`; UNSEEN_DIR holds the networks trained without some folds.
Prints the slope and shift of each kind for src/heldby/reading/claims/calibration.py, and writes the out-of-fold claims to CLAIMS.jsonl if
given. A claim is right if an annotated claim of its kind and type overlaps its quote; each annotated claim is matched once.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from heldby.model import Claim, Report
from heldby.reading import Classifiers
from heldby.reading.claims.builder import ClaimBuilder
from training.folds import FOLDS, fold_of
from training.train_classifiers import Unseen


def match_gold(claims: tuple[Claim, ...], gold: list[dict[str, Any]], text: str) -> list[bool]:
    """Return for each claim whether it matches an annotated claim. The most confident claims are matched first."""
    spans = [(text.find(g["quote"]), g) for g in gold]
    free = [True] * len(gold)
    out = [False] * len(claims)
    for n in sorted(range(len(claims)), key=lambda n: -claims[n].confidence):
        c = claims[n]
        for k, (start, g) in enumerate(spans):
            if free[k] and (g["kind"], g["type"]) == (c.kind, c.type) and start < c.end and c.start < start + len(g["quote"]):
                free[k], out[n] = False, True
                break
    return out


def main() -> None:
    """Read the reports, compute out-of-fold claims, fit the calibration and print it."""
    folder, models = Path(sys.argv[1]), Path(sys.argv[2])
    unseen = Unseen(Path(sys.argv[3]))
    lines: list[str] = []
    builders = {k: ClaimBuilder(Classifiers.load(models / f"fold-{k}"), unseen.analyser.lexicon, "calibration") for k in range(FOLDS)}
    odds, agreed = defaultdict(list), defaultdict(list)
    for path in sorted(folder.glob("*.gold.json")):
        raw = json.loads(path.with_name(path.name.replace(".gold.json", ".json")).read_text("utf8"))
        metadata = {"title": raw.get("title"), "published": raw.get("published"), "source": raw.get("outlet")}
        report = Report(id=raw["id"], sha256="", text=raw["text"], **metadata)
        decided = {
            claim.id: (claim, one.probability) for one, claim in builders[fold_of(report.id)].accepted_claims(unseen.analyse(report))
        }
        claims = tuple(claim for claim, _ in decided.values())
        lines += [claim.model_dump_json() + "\n" for claim in claims]
        for (claim, probability), ok in zip(
            decided.values(), match_gold(claims, json.loads(path.read_text("utf8")), report.text), strict=True
        ):
            p = min(max(probability, 0.011), 0.989)  # the classifier's own probability, without calibration
            odds[claim.kind].append(math.log(p / (1 - p)))
            agreed[claim.kind].append(ok)
    if len(sys.argv) > 4:
        Path(sys.argv[4]).write_text("".join(lines), "utf-8")
    for kind in sorted(odds):
        fit = LogisticRegression(C=1e3).fit(np.array(odds[kind])[:, None], agreed[kind])
        slope, shift = round(float(fit.coef_[0, 0]), 3), round(float(fit.intercept_[0]), 3)
        print(kind, slope, shift, f"({len(odds[kind])} claims, {sum(agreed[kind])} right)")


if __name__ == "__main__":
    main()
