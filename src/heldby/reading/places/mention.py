"""What finding places gives back."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.model import Candidate, PlaceRef


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span of a document that names a place: character offsets, token index of its head, what it resolves to, and what else it might.

    `score` is how sure it is that this is a place at all (a log-odds); `grounds` says in words why it was taken and placed so;
    `nominal` marks a description without a name ("the city"). `kind` is the
    noun of type that the text gives it ("the city of X": city); `anchor` marks a place that only tells where another one lies, `borne` a
    country that an actor bears as its name or in it ("Government of Iraq"): told of as a place, while the claims are the actor's.
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
    borne: bool = False
