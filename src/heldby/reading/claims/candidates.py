"""Claim candidates: every claim that a word or number of a report may state. Deliberately too many: the classifiers decide later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heldby.reading.parse.parsed_report import ParsedReport
from heldby.reference.lexicon import Lexicon

CONTENT = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADV", "SYM"})
NEIGHBOURHOOD = 14
"""How many tokens before and after a number may suggest what it counts."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible claim of one type at one word. One word may propose several candidates.

    `label` is `kind/type`, such as `event/capture`, and `trigger` is the token that proposes the claim. For a figure, the trigger is the
    number and `quantity` is its index among the report's quantities. For other claims, `quantity` is -1.
    """

    label: str
    trigger: int
    quantity: int = -1

    @property
    def kind(self) -> str:
        """The part of the label before the slash: event, control, relation or figure."""
        return self.label.partition("/")[0]

    @property
    def type(self) -> str:
        """The part of the label after the slash."""
        return self.label.partition("/")[2]


def propose_candidates(parsed: ParsedReport, lexicon: Lexicon, numbers: Sequence[int]) -> list[Candidate]:
    """Return a candidate for each type that the lexicon gives to a word, and one for each figure type that fits a number.

    `numbers` holds the token of each quantity of the report.
    """
    out: list[Candidate] = []
    for i, lemma in enumerate(parsed.lemma):
        if parsed.pos[i] in CONTENT:
            labels = lexicon.triggers.get(lemma) or lexicon.triggers.get(parsed.lower[i])
            if labels:
                out.extend(Candidate(label, i) for label in labels)
    for n, token in enumerate(numbers):
        out.extend(Candidate(label, token, n) for label in _figure_labels(parsed, lexicon, token))
    return out


def _figure_labels(parsed: ParsedReport, lexicon: Lexicon, token: int) -> list[str]:
    """Return the labels of the figure types that the words near a number suggest, followed by `figure/other`."""
    start, end = parsed.sentences[parsed.sentence[token]]
    labels: list[str] = []
    for i in range(max(start, token - NEIGHBOURHOOD), min(end, token + NEIGHBOURHOOD)):
        for label in lexicon.figures.get(parsed.lemma[i], ()):
            if label not in labels:
                labels.append(label)
    return [*labels, "figure/other"]
