"""The extent of a noun phrase."""

from __future__ import annotations

from heldby.reading.mentions.actors import noun_phrase_span
from heldby.reading.parse.model.load import load_model


def test_noun_phrase_keeps_premodifiers_without_number() -> None:
    doc = load_model()("They blew up two small railway bridges.")
    bridges = next(token for token in doc if token.text == "bridges")
    start, end = noun_phrase_span(bridges)
    assert doc.text[start:end] == "small railway bridges"
