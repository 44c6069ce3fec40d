"""What finding places gives back."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.model import Candidate, PlaceRef


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span of a document that names a place: character offsets, token index of its head, what it resolves to, and what else it might.

    `score` is how sure it is that this is a place at all (a log-odds); `grounds` says in words why it was taken and placed so;
    `nominal` marks a description without a name ("the city"). `kind` is the
    noun of type that the text gives it ("the city of X": city); `anchor` marks a place that only tells where another one lies, `borne` one
    that is told of as a place and no more: a country that an actor bears in its name ("Government of Iraq"), whose claims are the actor's,
    and a site without a name ("a hospital").
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
