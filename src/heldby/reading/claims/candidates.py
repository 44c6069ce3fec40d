"""What a report might claim: every word and number that some frame names as a trigger. Generous; the sentence decides later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heldby.reading.parse.parsed_report import Context
from heldby.reference.lexicon import Lexicon

CONTENT = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADV", "SYM"})
NEIGHBOURHOOD = 14
"""How many words around a number may tell what it counts."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible claim: `label` is `kind/type`, `trigger` a token; for figures `quantity` is the number's index among the quantities."""

    label: str
    trigger: int
    quantity: int = -1

    @property
    def kind(self) -> str:
        return self.label.partition("/")[0]

    @property
    def type(self) -> str:
        return self.label.partition("/")[2]


def propose(context: Context, lexicon: Lexicon, numbers: Sequence[tuple[int, int | None]]) -> list[Candidate]:
    """All proposals in text order. `numbers`: (token of the number, token of the counted noun or None), a quantity each."""
    out: list[Candidate] = []
    for i, lemma in enumerate(context.lemma):
        if context.pos[i] in CONTENT:
            labels = lexicon.triggers.get(lemma) or lexicon.triggers.get(context.lower[i])
            if labels:
                out.extend(Candidate(label, i) for label in labels)
    for n, (token, _) in enumerate(numbers):
        out.extend(Candidate(label, token, n) for label in _figure_labels(context, lexicon, token))
    return out


def _figure_labels(context: Context, lexicon: Lexicon, token: int) -> list[str]:
    """The figure types that words near a number in its sentence propose, and always `other`."""
    start, end = context.sentences[context.sentence[token]]
    labels: list[str] = []
    for i in range(max(start, token - NEIGHBOURHOOD), min(end, token + NEIGHBOURHOOD)):
        for label in lexicon.figures.get(context.lemma[i], ()):
            if label not in labels:
                labels.append(label)
    return [*labels, "figure/other"]
