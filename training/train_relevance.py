"""Train the model that decides which reports cannot be about armed conflict (src/heldby/reading/relevance.py).

usage: python -m training.train_relevance CLAIMS UNLABELLED TREEBANKS VALIDATION [--work DIR] [--out FILE]

CLAIMS holds annotated reports, and VALIDATION those that only check the result. UNLABELLED is a file of reports (JSON Lines) and TREEBANKS
a folder of treebanks (CoNLL-U, gzip). heldby's reader finds the claims of these, which takes half an hour on two cores; DIR keeps them. A
run of 20 words is about armed conflict if it holds a claim that is annotated or sure, and is not if no claim that is at all likely touches
it. Most runs without a claim are news, about politics for example. Runs between the two are not used.

Prints, for each threshold, the shares of annotated claims and of sure claims of other reports that would be lost with their reports, and
the shares of runs without claims, and of text of treebanks, that are below. All are out of fold. The file has the highest threshold that
loses at most one in ten thousand annotated claims.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from heldby.model import Report
from heldby.reading.parse.masking import neutral_lemma
from heldby.reading.readers import ChosenReader
from heldby.reading.relevance import FILE, RelevanceModel, words
from heldby.reference import lexicon
from training import treebank
from training.folds import FOLDS, fold_of

SIZE, STEP = 20, 10
"""Words in a run, and words from the start of a run to that of the next in training."""
LEAST_TEXTS = 3
"""Least number of texts that a word must occur in."""
MOST_NAMED = 0.9
"""A word is a name, and gets no weight, if it is capitalised in more than this share of its uses that do not begin a sentence. "Army" and
"brigade" are often parts of names, and still are words."""
PARTICLES = frozenset({"abu", "al", "bin", "de", "el", "ibn", "la", "umm"})
"""Parts of names that are written in lower case. They get no weight, either."""
STRENGTH = 0.1
"""Inverse strength of the regularisation."""
SCALE = 100
"""The weights are stored as integers: log odds times this number."""
THRESHOLDS = range(0, 501, 10)
ALLOWED = 0.0001
"""Largest share of annotated claims that may be lost out of fold. It is small because other texts differ more: reports that only say who
holds what, corrections and travel pieces score lower than the annotated ones."""
UNLIKELY, SURE = 0.1, 0.8
"""A claim that the reader finds with at most the first probability (`claim_confidence`) is none; with at least the second, it is one."""
_SPOKEN = re.compile(r"(?<=[\w,;] )[^\W\d_]+")


Span = tuple[int, int, float]
"""First and last character of a claim, and its probability."""


@dataclass
class Text:
    """A text with its claims, and its runs of words.

    `held` says for each run whether it holds a claim; None if that is not clear.
    """

    id: str
    text: str
    claims: list[Span]
    annotated: bool = False
    runs: list[list[str]] = field(default_factory=list)
    held: list[bool | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = list(re.finditer(r"[^\W\d_]+|\d+", self.text))
        for start in range(0, max(1, len(found) - SIZE + STEP), STEP):
            run = found[start : start + SIZE]
            if run:
                self.runs.append([neutral_lemma(word) for word in words(self.text[run[0].start() : run[-1].end()])])
                self.held.append(self._holds(run[0].start(), run[-1].end()))

    @property
    def sure(self) -> int:
        """The number of claims that are annotated or sure."""
        return sum(p >= SURE for _, _, p in self.claims)

    def _holds(self, start: int, end: int) -> bool | None:
        if any(start <= first and last <= end + 1 and p >= SURE for first, last, p in self.claims):
            return True
        return None if any(first < end and last > start and p > UNLIKELY for first, last, p in self.claims) else False


def annotated(folder: Path) -> Iterator[Text]:
    """Yield annotated reports."""
    for path in sorted(folder.glob("*.gold.json")):
        report = json.loads(path.with_name(path.name.replace(".gold", "")).read_text("utf-8"))
        quotes = [row["quote"] for row in json.loads(path.read_text("utf-8"))]
        spans = [(at, at + len(quote), 1.0) for quote in quotes if (at := report["text"].find(quote)) >= 0]
        yield Text(report["id"], report["text"], spans, annotated=True)


def others(unlabelled: Path, treebanks: Path) -> Iterator[Report]:
    """Yield the texts without annotation: reports, and the documents of treebanks."""
    for line in unlabelled.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Report(id=row["id"], sha256="", text=row["text"], language="en")
    for path in sorted(treebanks.glob("*.conllu.gz")):
        for number, document in enumerate(treebank.read(path)):
            text = " ".join(sentence.metadata.get("text", "") for sentence in document)
            yield Report(id=f"{path.name}-{number}", sha256="", text=text, language="en")


def read(reports: Sequence[Report], kept: Path) -> Iterator[Text]:
    """Yield texts with the claims that the reader finds in them. The file `kept` has those that were found before."""
    from heldby.reading.parallel import read_reports

    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.touch()
    known = {row["id"]: row["claims"] for row in map(json.loads, kept.read_text("utf-8").splitlines())}
    with kept.open("a", encoding="utf-8") as out:
        unread = (report for report in reports if report.id not in known)
        for done, reading in enumerate(read_reports(unread, None, ChosenReader(read_all=True, alone=True)), 1):
            known[reading.report.id] = [(claim.start, claim.end, claim.claim_confidence or 1.0) for claim in reading.claims]
            out.write(json.dumps({"id": reading.report.id, "claims": known[reading.report.id]}) + "\n")
            if done % 100 == 0:
                print(f"{done} texts read", flush=True)
    for report in reports:
        yield Text(report.id, report.text, [(first, last, p) for first, last, p in known[report.id]])


class Trainer:
    """Fits models on subsets of texts, over one vocabulary."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        self.vocabulary = {word: number for number, word in enumerate(_vocabulary(texts))}
        self.rows = [self._matrix(text.runs) for text in texts]

    def model(self, chosen: Iterable[int], threshold: int = 0) -> RelevanceModel:
        """Return a model of the chosen texts as it is stored: rounded, and with the loaded words that are read as plain ones."""
        rows, labels = [], []
        for n in chosen:
            held = self.texts[n].held
            rows.append(self.rows[n][[one is not None for one in held]])
            labels += [one for one in held if one is not None]
        fitted = LogisticRegression(C=STRENGTH, solver="liblinear").fit(sparse.vstack(rows), labels)
        stored = {word: round(SCALE * float(fitted.coef_[0][number])) for word, number in self.vocabulary.items()}
        for word in _loaded():
            if (plain := neutral_lemma(word)) in stored:
                stored[word] = stored[plain]
        return RelevanceModel(stored, size=SIZE, bias=round(SCALE * float(fitted.intercept_[0])), threshold=threshold)

    def _matrix(self, runs: list[list[str]]) -> Any:
        columns = [[self.vocabulary[word] for word in run if word in self.vocabulary] for run in runs]
        starts = np.cumsum([0, *map(len, columns)])
        flat = np.array([n for row in columns for n in row], np.int32)
        return sparse.csr_matrix((np.ones(len(flat), np.float32), flat, starts), shape=(len(runs), len(self.vocabulary)))


def _vocabulary(texts: Sequence[Text]) -> list[str]:
    """Return the words that may get a weight: those in several texts, except names."""
    seen: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for text in texts:
        seen.update({word for run in text.runs for word in run})
        for match in _SPOKEN.finditer(text.text):
            word = neutral_lemma(match[0].lower())
            inside[word] += 1
            capitals[word] += match[0][0].isupper()
    common = {word for word, count in seen.items() if count >= LEAST_TEXTS and capitals[word] <= MOST_NAMED * inside[word]}
    return sorted(common - PARTICLES)


def _loaded() -> set[str]:
    """Return the words that are read as others: loaded words, and words of one class."""
    data = lexicon.neutral()
    return {*data["plain"], *(word for group in data["one_class"].values() for word in group)}


class Scores:
    """The scores of texts, and of their runs without claims, under models that have not seen their folds."""

    def __init__(self, trainer: Trainer) -> None:
        folds = [fold_of(text.id) for text in trainer.texts]
        models = [trainer.model(n for n, of in enumerate(folds) if of != fold) for fold in range(FOLDS)]
        self.texts = [(text, models[fold].score(text.text)) for text, fold in zip(trainer.texts, folds, strict=True)]
        self.runs = [
            models[fold].score(" ".join(run))
            for text, fold in zip(trainer.texts, folds, strict=True)
            for run, held in zip(text.runs, text.held, strict=True)
            if held is False and not _of_treebank(text)
        ]

    def lost(self, threshold: int, *, annotated: bool) -> float:
        """Return the share of annotated, or of other sure claims, in texts whose score is below a threshold."""
        counts = [(text.sure, score) for text, score in self.texts if text.annotated is annotated]
        return sum(count for count, score in counts if score < threshold) / sum(count for count, _ in counts)

    def row(self, threshold: int) -> str:
        """Return the row of the printed table for a threshold."""
        lost = f"{self.lost(threshold, annotated=True):9.3%}  {self.lost(threshold, annotated=False):5.3%}"
        below = sum(score < threshold for score in self.runs) / len(self.runs)
        banks = [(len(text.runs), score) for text, score in self.texts if _of_treebank(text) and not text.sure]
        return f"{threshold:9}  {lost}  {below:5.1%}  {sum(n for n, score in banks if score < threshold) / sum(n for n, _ in banks):9.1%}"


def _of_treebank(text: Text) -> bool:
    return ".conllu" in text.id


def write(model: RelevanceModel, path: Path) -> None:
    """Write a model in the form that `heldby.reading.relevance` reads."""
    groups: dict[int, list[str]] = {}
    for word, weight in sorted(model.weights.items()):
        groups.setdefault(weight, []).append(word)
    head = f"size {model.size}\nbias {model.bias}\nthreshold {model.threshold}\n\n"
    path.write_text(head + "".join(f"{weight} {' '.join(group)}\n" for weight, group in sorted(groups.items())), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=Path)
    parser.add_argument("unlabelled", type=Path)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("validation", type=Path)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--out", type=Path, default=Path("src/heldby/reading") / FILE)
    given = parser.parse_args()
    unread = list(others(given.unlabelled, given.treebanks))
    trainer = Trainer([*annotated(given.claims), *read(unread, given.work / "relevance-claims.jsonl")])
    scores = Scores(trainer)
    print("threshold  annotated  other   runs  treebanks")
    for threshold in THRESHOLDS:
        print(scores.row(threshold))
    chosen = max(threshold for threshold in THRESHOLDS if scores.lost(threshold, annotated=True) <= ALLOWED)
    model = trainer.model(range(len(trainer.texts)), chosen)
    checked = [(text.sure, model.score(text.text)) for text in annotated(given.validation)]
    missed = sum(count for count, score in checked if score < chosen)
    print(f"threshold {chosen}: {missed} of {sum(count for count, _ in checked)} claims in {given.validation} lost")
    write(model, given.out)


if __name__ == "__main__":
    main()
