"""Score whether a span names a place. The log odds are the sum of the weights of its features."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from heldby.reading.mentions.places.candidate_spans import Span
from heldby.reading.mentions.places.features import features
from heldby.reading.mentions.places.place_survey import DocumentSurvey
from heldby.reading.mentions.places.token_lists import Words

PRIORS = {
    "rank=country": 1.2,
    "rank=area1": 0.8,
    "right=body": -0.6,
    "right=outlet": -4.0,
    "body after, low": -0.3,
    "curated town": 1.0,
    "rank=feature": 0.4,
    "rank=course": 0.8,
    "rank=quarter": 0.3,
    "unknown typed": 1.2,
    "told by distance": 2.5,
    "land named": 0.9,
    "long known name": 0.7,
    "written out": 2.0,
    "titled person": -3.0,
    "make": -4.0,
    "a power's act": -6.0,
    "hyphenated word": -3.5,
    "opens ordinary": -1.0,
    "in a body's name": -3.0,
    "inside area behind": 3.5,
    "area behind": 4.0,
}
"""Weights added to the learned ones, for features that differ between the training texts and war reports.

In the training texts, countries stand for their governments more often than elsewhere, and places inside names of bodies are not annotated.
Here, however, "Paris Police" contains a place, but "the New York Times" does not. The training texts name few curated places, and rarely
contain titled people with a country's name, makes of trucks and rockets, strikes by a power, or armed bodies named after places.
"""
MOST_GROUNDS = 4
"""Number of features with the largest weights that are given as grounds."""


@cache
def load_weights() -> dict[str, float]:
    """Return the weights by feature. `bias` is the log odds of a span without any feature."""
    path = Path(__file__).parent / "weights.json"
    loaded: dict[str, float] = json.loads(path.read_text("utf-8"))
    return loaded | {name: loaded.get(name, 0.0) + value for name, value in PRIORS.items()}


def score_span(words: Words, span: Span, seen: DocumentSurvey) -> tuple[float, str]:
    """Return the log odds that a span names a place, and the features with the largest weights as text ("prep=in +1.2, ...")."""
    table = load_weights()
    found = {name: table[name] for name in features(words, span, seen) if name in table}
    grounds = sorted(found.items(), key=lambda item: -abs(item[1]))[:MOST_GROUNDS]
    return table["bias"] + sum(found.values()), ", ".join(f"{name} {value:+.1f}" for name, value in grounds)
