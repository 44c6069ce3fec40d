"""Explain which names were not taken as places, for `heldby locate`."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from heldby.reading.mentions.places.candidate_spans import find_spans
from heldby.reading.mentions.places.classifier import score_span
from heldby.reading.mentions.places.place_span import THRESHOLD
from heldby.reading.mentions.places.place_survey import survey_document
from heldby.reading.mentions.places.token_lists import words_of
from heldby.reference.gazetteer import Gazetteer


def rejected_spans(doc: Doc, gazetteer: Gazetteer, actors: Sequence[tuple[int, int]] = ()) -> list[tuple[str, float, str]]:
    """Return the name, log odds and grounds of each span that is in the gazetteer but was not taken as a place.

    `actors` are the character spans of actor names.
    """
    words = words_of(doc)
    spans = find_spans(words, gazetteer, actors)
    seen = survey_document(words, spans)
    judged = [(span.name, *score_span(words, span, seen)) for span in spans if span.hits]
    return [(name, round(score, 2), grounds) for name, score, grounds in judged if score < THRESHOLD]
