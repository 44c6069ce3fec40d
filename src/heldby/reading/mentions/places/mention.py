"""The type of a place mention."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.model import Candidate, PlaceRef


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span of a document that names or describes a place.

    Attributes:
        start: first character.
        end: character after the last one.
        head: index of the head token.
        ref: the place that it resolves to, as far as known.
        candidates: the best candidates, the chosen one first.
        score: log odds that this is a place at all.
        grounds: the reasons for the score or the answer, as text.
        nominal: whether it is a description without a name ("the city").
        kind: the type noun that the text gives ("city" in "the city of X"), or "".
        anchor: whether it only locates another place.
        mention_only: whether it cannot be the place of a claim. This holds for a place in an actor's name ("Government of Iraq") and for a
            site without a name ("a hospital").
    """

    start: int
    end: int
    head: int
    ref: PlaceRef
    candidates: tuple[Candidate, ...] = ()
    score: float = 0.0
    grounds: str = ""
    nominal: bool = False
    kind: str = ""
    anchor: bool = False
    mention_only: bool = False
