"""Train the classifiers of claims on annotated reports: trigger, role and status in the first pass, claim and filler in the second.

usage: python -m training.train_classifiers TRAIN_DIR OUT_DIR [--folds] [--unseen DIR]

TRAIN_DIR holds X.json (report) and X.gold.json (claims). The fold of a report is the SHA-256 of its id, modulo 5. Gold claims state a
quote, not a trigger. Each is aligned with the candidate of its type inside its quote that the model of the previous round scores highest.

The second pass is trained on decisions of a first pass that has not seen the report. For this purpose, the first pass is trained five
times, each time without one fold, and once more with all folds.

The network was trained on the same reports, so its scores on them are too good. With --unseen, the scores for a report come from a network
in DIR (pipelines such as `without-0-1`) that was trained without the report's fold.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.language import Language

from heldby.model import Report
from heldby.reading import Classifiers
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.analysis import ReportAnalyser, blank_boilerplate
from heldby.reading.claims.builder import ClaimBuilder
from heldby.reading.claims.candidates import Candidate
from heldby.reading.claims.entities import find_entities
from heldby.reading.claims.features.joint_claim import joint_claim_features
from heldby.reading.claims.features.joint_index import JointIndex
from heldby.reading.claims.features.joint_roles import joint_role_features
from heldby.reading.claims.features.roles import RoleScene, role_features
from heldby.reading.claims.features.status import status_features
from heldby.reading.claims.features.trigger import token_features, trigger_features
from heldby.reading.claims.linear_model import LinearModel
from heldby.reading.claims.roles import RoleCandidate, RoleHistory, role_candidates
from heldby.reading.claims.two_pass import decision_order
from heldby.reading.parse.model.encoded_text import ENCODED_KEY
from heldby.reading.parse.model.load import load_model
from training.folds import fold_of

ROLES = ("actor", "target", "place")
UNTRAINED = LinearModel([], ["yes"], np.zeros((0, 1)), [0.0])
ROUNDS = 2
"""Rounds of aligning gold claims with triggers and training the trigger model."""
SMALL = frozenset(["the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "or", "with", "its", "their", "al", "el", "-", "'", "s"])
"""Words that do not count in the comparison of mentions."""


@dataclass
class Example:
    """An analysed report, its gold claims, and each candidate's features: all (`triggers`), and those of its trigger word (`shared`)."""

    report: Report
    gold: list[dict[str, Any]]
    analysed: AnalysedReport
    shared: list[list[str]]
    triggers: list[list[str]]


def words(text: str) -> list[str]:
    """Return the words of a mention without accents, case and small words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return [w for w in re.findall(r"\w+", plain) if w not in SMALL] or re.findall(r"\w+", plain)


def similarity(gold: str, text: str) -> float:
    """Return the similarity of two mentions, 0 to 1: shared words over all words, where the last word counts double."""
    a, b = words(gold), words(text)
    if not a or not b:
        return 0.0
    shared = len(set(a) & set(b))
    return (2 * shared + (a[-1] == b[-1])) / (len(set(a)) + len(set(b)) + 1)


class Unseen:
    """Analyses reports, each with the scores of a network that was not trained on its fold."""

    def __init__(self, folder: Path | None) -> None:
        self.analyser = ReportAnalyser()
        self.others: dict[int, Language] = {}
        for path in sorted(folder.glob("without-*")) if folder else ():
            nlp = ReportAnalyser(load_model(str(path)), self.analyser.gazetteer).nlp
            self.others |= {int(k): nlp for k in path.name.split("-")[1:]}

    def analyse(self, report: Report) -> AnalysedReport:
        """Analyse a report."""
        text = blank_boilerplate(report)
        doc = self.analyser.nlp(text)
        other = self.others.get(fold_of(report.id))
        if other is not None:
            doc.user_data[ENCODED_KEY] = other(text).user_data[ENCODED_KEY]
        return self.analyser.analyse_parsed(report, doc)


def read(folder: Path, unseen: Unseen) -> list[Example]:
    """Read and analyse the annotated reports of a folder."""
    out = []
    lexicon = unseen.analyser.lexicon
    for path in sorted(folder.glob("*.gold.json")):
        raw = json.loads(path.with_name(path.name.replace(".gold.json", ".json")).read_text("utf8"))
        report = Report(
            id=raw["id"], sha256="", text=raw["text"], title=raw.get("title"), published=raw.get("published"), source=raw.get("outlet")
        )
        analysed = unseen.analyse(report)
        cache: dict[tuple[int, int | None], list[str]] = {}
        shared = []
        for candidate in analysed.candidates:
            key = (candidate.trigger, analysed.counted_noun(candidate))
            if key not in cache:
                cache[key] = token_features(analysed.parsed, candidate.trigger, lexicon, analysed.counted_noun(candidate))
            shared.append(cache[key])
        triggers = [
            trigger_features(analysed.parsed, candidate, features, analysed.match_of(candidate) is not None)
            for candidate, features in zip(analysed.candidates, shared, strict=True)
        ]
        out.append(Example(report, json.loads(path.read_text("utf8")), analysed, shared, triggers))
    return out


def align(example: Example, model: LinearModel | None) -> dict[int, int]:
    """Map the index of a candidate to that of its gold claim, one to one, best pairs first. Without a model, all candidates score alike."""
    text, context = example.report.text, example.analysed.parsed
    pairs = []
    probabilities = [model.probability(f) if model else 0.5 for f in example.triggers]
    for g, gold in enumerate(example.gold):
        start = text.find(gold["quote"])
        if start < 0:
            continue
        end = start + len(gold["quote"])
        label = f"{gold['kind']}/{gold['type']}"
        for p, candidate in enumerate(example.analysed.candidates):
            token = context.doc[candidate.trigger]
            if candidate.label == label and start <= token.idx < end:
                depth = sum(1 for a in context.ancestors(candidate.trigger) if start <= context.doc[a].idx < end)
                value = value_fit(gold, example.analysed, candidate)
                pairs.append((probabilities[p] + value - 0.08 * depth, g, p))
    used_gold, out = set(), {}
    for _, g, p in sorted(pairs, reverse=True):
        if g not in used_gold and p not in out:
            used_gold.add(g)
            out[p] = g
    return out


def value_fit(gold: dict[str, Any], analysed: AnalysedReport, candidate: Any) -> float:
    """Return 1.0 if a figure has both bounds of the gold value, 0.5 if it has the lower bound, else 0.0."""
    if candidate.quantity < 0 or not gold.get("value"):
        return 0.0
    value = analysed.quantities[candidate.quantity].value
    return (
        1.0
        if (value.low, value.high) == (gold["value"].get("low"), gold["value"].get("high"))
        else 0.5
        if value.low == gold["value"].get("low")
        else 0.0
    )


def fit(
    rows: list[list[str]], labels: list[str], strength: float, minimum: int = 2, binary: bool = False, weights: list[float] | None = None
) -> LinearModel:
    """Fit a logistic regression.

    Args:
        rows: features of each example.
        labels: class of each example.
        strength: inverse strength of the regularisation.
        minimum: least number of examples with a feature.
        binary: whether to keep only the weights of the positive class.
        weights: weight of each example.
    """
    counts = collections.Counter(f for row in rows for f in set(row))
    index = {f: k for k, f in enumerate(sorted(f for f, n in counts.items() if n >= minimum))}
    indptr = [0]
    indices: list[int] = []
    data: list[float] = []
    for row in rows:
        merged = collections.Counter(index[f] for f in row if f in index)
        indices.extend(merged)
        data.extend(merged.values())
        indptr.append(len(indices))
    matrix = csr_matrix((data, indices, indptr), shape=(len(rows), len(index)), dtype=np.float64)
    learner = LogisticRegression(C=strength, max_iter=150, solver="lbfgs", tol=2e-3)
    learner.fit(matrix, labels, sample_weight=weights)
    if binary:
        return LinearModel(list(index), ["yes"], learner.coef_.T, learner.intercept_)
    classes = [str(c) for c in learner.classes_]
    if len(classes) == 2:
        return LinearModel(
            list(index),
            classes,
            np.hstack([-learner.coef_.T / 2, learner.coef_.T / 2]),
            np.concatenate([-learner.intercept_ / 2, learner.intercept_ / 2]),
        )
    return LinearModel(list(index), classes, learner.coef_.T, learner.intercept_)


def fit_triggers(examples: list[Example], strength: float) -> tuple[LinearModel, list[dict[int, int]]]:
    """Fit the trigger model and return it with the alignment of each report."""
    model = None
    for _ in range(ROUNDS):
        alignments = [align(e, model) for e in examples]
        rows = [f for e in examples for f in e.triggers]
        labels = ["yes" if p in t else "no" for e, t in zip(examples, alignments, strict=True) for p in range(len(e.triggers))]
        labels = ["1" if y == "yes" else "0" for y in labels]
        model = fit(rows, labels, strength, binary=True)
    assert model is not None
    return model, [align(e, model) for e in examples]


def role_rows(example: Example, aligned: dict[int, int]) -> tuple[list[list[str]], list[str]]:
    """Return the features and true role of every role candidate of every aligned claim, in the order in which the reader decides."""
    rows, labels = [], []
    analysed, parsed = example.analysed, example.analysed.parsed
    entities, history = find_entities(parsed, example.report.title), RoleHistory()
    for p in decision_order(analysed.candidates, parsed):
        if p not in aligned:
            continue
        candidate, gold = analysed.candidates[p], example.gold[aligned[p]]
        fillers = role_candidates(parsed, entities, history, candidate.trigger)
        truth, unsure = true_roles(analysed, candidate, gold, fillers)
        scene = RoleScene(parsed, entities, history, candidate.label, candidate.trigger, analysed.match_of(candidate))
        for k, features in enumerate(role_features(scene, fillers)):
            if k in truth or k not in unsure:
                rows.append(features)
                labels.append(truth.get(k, "none"))
        filled = {role: [(fillers[k].phrase, 1.0) for k, r in truth.items() if r == role] for role in ROLES}
        history.add(entities, parsed.sentence[candidate.trigger], candidate.label, filled)
    return rows, labels


def true_roles(
    analysed: AnalysedReport, candidate: Candidate, gold: dict[str, Any], fillers: list[RoleCandidate]
) -> tuple[dict[int, str], set[int]]:
    """Return the role of each filler that matches a gold mention best, and the other matching fillers, which are not used."""
    parsed = analysed.parsed
    texts = [analysed.phrase_text(c.phrase) for c in fillers]
    truth: dict[int, str] = {}
    unsure: set[int] = set()
    for role in ROLES:
        for name in gold[role]:
            scored = [
                (similarity(name, t), -c.distance, -abs(parsed.phrases[c.phrase].head - candidate.trigger), k)
                for k, (t, c) in enumerate(zip(texts, fillers, strict=True))
            ]
            good = sorted((x for x in scored if x[0] >= 0.5), key=lambda x: (x[1] == 0, round(x[0] * 3), x[1:]), reverse=True)
            for rank, (_, _, _, k) in enumerate(good):
                if rank == 0 and k not in truth:
                    truth[k] = role
                else:
                    unsure.add(k)
    return truth, unsure


def fit_first_pass(examples: list[Example], lexicon: Any, strengths: Sequence[float]) -> Classifiers:
    """Fit the trigger, role and status classifiers."""
    trigger, alignments = fit_triggers(examples, strengths[0])
    rows, labels = [], []
    for e, t in zip(examples, alignments, strict=True):
        r, y = role_rows(e, t)
        rows += r
        labels += y
    role = fit(rows, labels, strengths[1])
    rows = [
        status_features(e.analysed.parsed, e.analysed.candidates[p].label, e.analysed.candidates[p].trigger, lexicon)
        for e, t in zip(examples, alignments, strict=True)
        for p in t
    ]
    labels = [e.gold[g]["status"] for e, t in zip(examples, alignments, strict=True) for g in t.values()]
    aligned = sum(len(t) for t in alignments)
    print(f"{len(examples)} reports, {sum(len(e.gold) for e in examples)} claims, {aligned} aligned with a trigger", file=sys.stderr)
    return Classifiers(trigger, role, fit(rows, labels, strengths[2]), UNTRAINED, UNTRAINED)


@dataclass
class SecondPassRows:
    """Training rows of the second pass from one report: features and classes of its candidates and of their role candidates."""

    claims: list[list[str]]
    right: list[str]
    fillers: list[list[str]]
    roles: list[str]


def second_pass_rows(example: Example, classifiers: Classifiers, lexicon: Any) -> SecondPassRows:
    """Return the training rows from a report that the first-pass classifiers have not seen."""
    analysed = example.analysed
    index = JointIndex(ClaimBuilder(classifiers, lexicon, "training").first_pass(analysed))
    alignments = {analysed.candidates[p]: example.gold[g] for p, g in align(example, classifiers.trigger).items()}
    out = SecondPassRows([], [], [], [])
    for n, scored in enumerate(index.scored):
        gold = alignments.get(scored.candidate)
        out.claims.append(joint_claim_features(index, n))
        out.right.append("1" if gold else "0")
        if gold is None:
            continue
        truth, unsure = true_roles(analysed, scored.candidate, gold, scored.role_candidates)
        for k, features in joint_role_features(index, n):
            if k in truth or k not in unsure:
                out.fillers.append(features)
                out.roles.append(truth.get(k, "none"))
    return out


def fit_second_pass(first: Classifiers, rows_by_report: Sequence[SecondPassRows], strengths: Sequence[float]) -> Classifiers:
    """Fit the claim and filler classifiers, and return all classifiers."""
    claim = fit(
        [r for one in rows_by_report for r in one.claims], [y for one in rows_by_report for y in one.right], strengths[3], binary=True
    )
    filler = fit([r for one in rows_by_report for r in one.fillers], [y for one in rows_by_report for y in one.roles], strengths[4])
    return Classifiers(first.trigger, first.role, first.status, claim, filler)


def save(classifiers: Classifiers, out: Path) -> None:
    """Write each classifier to a file in the folder."""
    out.mkdir(parents=True, exist_ok=True)
    for field in fields(Classifiers):
        getattr(classifiers, field.name).save(out / f"{field.name}.npz")


def main() -> None:
    """Read the options, train the classifiers and save them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", action="store_true", help="also save the classifiers trained without one fold, in OUT/fold-K")
    parser.add_argument(
        "--strengths", default="0.1,0.02,0.3,0.03,0.003", help="inverse regularisation of trigger, role, status, claim and filler"
    )
    parser.add_argument("--unseen", type=Path, help="folder of pipelines trained without some folds")
    args = parser.parse_args()
    strengths = tuple(float(x) for x in args.strengths.split(","))
    unseen = Unseen(args.unseen)
    examples, lexicon = read(args.train, unseen), unseen.analyser.lexicon
    folds = [fold_of(e.report.id) for e in examples]
    first_passes = {
        k: fit_first_pass([e for e, f in zip(examples, folds, strict=True) if f != k], lexicon, strengths) for k in sorted(set(folds))
    }
    rows_by_report = [second_pass_rows(e, first_passes[f], lexicon) for e, f in zip(examples, folds, strict=True)]
    save(fit_second_pass(fit_first_pass(examples, lexicon, strengths), rows_by_report, strengths), args.out)
    for k, first in first_passes.items() if args.folds else ():
        save(
            fit_second_pass(first, [one for one, f in zip(rows_by_report, folds, strict=True) if f != k], strengths), args.out / f"fold-{k}"
        )


if __name__ == "__main__":
    main()
