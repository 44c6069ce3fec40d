"""Give a withdrawal that names no place the place that the text before it is about: "they entered Sake. The rebels had left"."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.model import Claim, PlaceRef
from heldby.model.claim import claim_id

TOPICS = frozenset({"advance", "capture", "holds", "clash", "attack"})
"""Types of claims whose place may be the one that is left."""
FACTS = frozenset({"happened", "ongoing"})
SENTENCES = 2
"""Largest distance in sentences between the two claims."""


def add_left_places(text: str, claims: Sequence[Claim], sentences: Sequence[int]) -> list[Claim]:
    """Return the claims, with a place for each withdrawal without one whose paragraph has just named a single place.

    `claims` are in text order, and `sentences` the number of the sentence of each. Only what has happened counts, since a plan to leave may
    concern any place.
    """
    out = []
    topic: tuple[Claim, PlaceRef, int] | None = None
    for claim, sentence in zip(claims, sentences, strict=True):
        town = _town(claim)
        if claim.type in TOPICS and claim.status in FACTS and town is not None:
            topic = claim, town, sentence
        elif claim.type == "withdraw" and claim.status in FACTS and not claim.place and topic is not None:
            before, place, number = topic
            near = sentence - number <= SENTENCES and "\n\n" not in text[before.start : claim.start]
            if near and not _names(before) & _names(claim):  # who came did not leave
                claim = claim.model_copy(update={"place": (place,)})
                claim = claim.model_copy(update={"id": claim_id(claim.model_dump(mode="json"))})
        out.append(claim)
    return out


def _names(claim: Claim) -> set[str]:
    return {ref.id or ref.text.casefold() for ref in claim.actor}


def _town(claim: Claim) -> PlaceRef | None:
    """Return the only place of a claim, if it is a point."""
    return claim.place[0] if len(claim.place) == 1 and claim.place[0].precision == "point" else None
