"""What was looked at and refused, with the grounds: for `heldby locate` and for whoever wonders."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from heldby.reading.mentions.places.candidate_spans import find_spans, words_of
from heldby.reading.mentions.places.classifier import judge
from heldby.reading.mentions.places.features import survey
from heldby.reading.mentions.places.find import THRESHOLD
from heldby.reference.gazetteer import Gazetteer


def refused(doc: Doc, gazetteer: Gazetteer, actors: Sequence[tuple[int, int]] = ()) -> list[tuple[str, float, str]]:
    """Names that are in the gazetteer but were not taken for places here: the name, its log-odds and its grounds."""
    words = words_of(doc)
    spans = find_spans(words, gazetteer, actors)
    seen = survey(words, spans)
    judged = [(span.name, *judge(words, span, seen)) for span in spans if span.hits]
    return [(name, round(score, 2), grounds) for name, score, grounds in judged if score < THRESHOLD]
