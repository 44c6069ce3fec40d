"""Fit the calibration of both confidences (Platt scaling of the log odds, by kind of claim) on reports that the network has not seen.

usage: python -m training.calibrate FOLDER CLAIMS.jsonl [--unseen DIR]

FOLDER holds annotated reports. With --unseen, each is read by the pipeline in DIR that was not trained on its fold (pipelines are named
such as `without-0-1`); otherwise all are read by the pipeline that heldby ships. Prints the slope and shift of each kind for
src/heldby/reading/claims/calibration.py and writes the claims to CLAIMS.jsonl.

There is such a claim if an annotated claim of its kind and type overlaps its quote; each annotated claim is matched once. The whole claim
is right if that claim also agrees in status and in at least one actor and one place, or has none either.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from heldby.model import Claim, Report
from heldby.reading.claims.analysis import ReportAnalyser, blank_boilerplate
from heldby.reading.claims.builder import ClaimBuilder
from heldby.reading.claims.calibration import whole_group, whole_probability
from heldby.reading.parse.model.load import load_model
from heldby.reading.parse.pipeline import add_report_components
from heldby.reading.version import VERSION
from training.claim_examples import similarity
from training.folds import fold_of

AGREE = 0.34
"""Least similarity of two mentions that agree."""
Decided = list[tuple[Claim, str, float, float]]
"""Claims, each with its group, and the probabilities that it is a claim and that the whole is right, before calibration."""


class UnseenReader:
    """Reads reports, each with a pipeline that was not trained on its fold, if there are such pipelines."""

    def __init__(self, folder: Path | None) -> None:
        self.analyser = ReportAnalyser()
        self.builder = ClaimBuilder(self.analyser.lexicon, VERSION)
        self.others: dict[int, Any] = {}
        for path in sorted(folder.glob("without-*")) if folder else ():
            nlp = add_report_components(load_model(str(path)))
            self.others |= {int(k): nlp for k in path.name.split("-")[1:]}

    def read(self, report: Report) -> Decided:
        """Return the claims of a report with their probabilities."""
        nlp = self.others.get(fold_of(report.id), self.analyser.nlp)
        analysed = self.analyser.analyse_parsed(report, nlp(blank_boilerplate(report)))
        found = {c.id: (c, whole_group(d), d.probability, whole_probability(d)) for d, c in self.builder.decided_claims(analysed)}
        return list(found.values())


def agree(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Check whether two lists of mentions share one, or are both empty."""
    return (not gold and not found) or any(similarity(g, f) >= AGREE for g in gold for f in found)


def judge(decided: Decided, gold: list[dict[str, Any]], text: str) -> list[tuple[bool, bool]]:
    """Return for each claim whether there is such a claim, and whether it is right as a whole. Whole matches come first."""
    pairs = []
    for n, (c, _, _, _) in enumerate(decided):
        for k, g in enumerate(gold):
            start = text.find(g["quote"])
            if (g["kind"], g["type"]) == (c.kind, c.type) and start < c.end and c.start < start + len(g["quote"]):
                facts = {"happened", "ongoing"} if c.kind in ("control", "relation") else set()
                status = g["status"] == c.status or {g["status"], c.status} <= facts
                whole = status and agree(g["actor"], [a.text for a in c.actor]) and agree(g["place"], [p.text for p in c.place])
                pairs.append((not whole, n, k))
    out = [(False, False)] * len(decided)
    used: set[int] = set()
    for missed, n, k in sorted(pairs):
        if not out[n][0] and k not in used:
            used.add(k)
            out[n] = (True, not missed)
    return out


def platt(probabilities: list[float], right: list[bool]) -> tuple[float, float]:
    """Return the slope and shift that turn the log odds of these probabilities into calibrated log odds."""
    p = np.clip(np.array(probabilities), 0.001, 0.999)
    fit = LogisticRegression(C=1e3).fit(np.log(p / (1 - p))[:, None], right)
    return round(float(fit.coef_[0, 0]), 3), round(float(fit.intercept_[0]), 3)


def main() -> None:
    """Read the reports, fit the calibration and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--unseen", type=Path)
    args = parser.parse_args()
    reader = UnseenReader(args.unseen)
    claims: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    wholes: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    lines = []
    for path in sorted(args.folder.glob("*.gold.json")):
        raw = json.loads(path.with_name(path.name.replace(".gold.json", ".json")).read_text("utf8"))
        report = Report(
            id=raw["id"], sha256="", text=raw["text"], title=raw.get("title"), published=raw.get("published"), source=raw.get("outlet")
        )
        decided = reader.read(report)
        lines += [row[0].model_dump_json() + "\n" for row in decided]
        verdicts = judge(decided, json.loads(path.read_text("utf8")), report.text)
        for (claim, group, p, whole), (there, right) in zip(decided, verdicts, strict=True):
            claims[claim.kind].append((p, there))
            wholes[group].append((whole, right))
    args.claims.write_text("".join(lines), "utf-8")
    for name, found in (("CLAIM", claims), ("WHOLE", wholes)):
        for key, rows in sorted(found.items()):
            chances, outcomes = [chance for chance, _ in rows], [verdict for _, verdict in rows]
            print(f'{name} "{key}": {platt(chances, outcomes)}  # {len(rows)} claims, {sum(outcomes)} right')


if __name__ == "__main__":
    main()
