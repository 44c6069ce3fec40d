"""The type of a place mention."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.model import Candidate, PlaceRef


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span of a document that names a place: character offsets, token index of its head, its reference and other candidates.

    `score` is the log odds that this is a place at all, and `grounds` says in words why. `nominal` marks a description without a name ("the
    city"). `kind` is the type noun that the text gives ("the city of X": city). `anchor` marks a place that only locates another one.
    `mention_only` marks a place that cannot fill the place of a claim: a country in an actor's name ("Government of Iraq"), whose claims
    are the actor's, or a site without a name ("a hospital").
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
