"""What of a claim decides whether another tells of the same event: its type, its sides, where and when."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass

from heldby.model import ActorRef, Claim, PlaceRef

LAG = 4
"""Days before publication within which a past event without a stated time is taken to have happened."""
AREAS = frozenset({"country", "admin1"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as far as clustering cares: its key, its point if it has one, and how far from it the event may lie (km)."""

    key: str
    lat: float | None
    lon: float | None
    radius: float
    area: bool
    within: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Features:
    """One claim's bearing on the question; `first` and `last` are day ordinals, null where the event cannot be dated."""

    claim: Claim
    family: str
    spots: tuple[Spot, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    first: int | None
    last: int | None
    stated: bool


def features(claim: Claim, family: str, published: dt.date | None) -> Features:
    """The features of an event claim; a time the text does not state lies in the days up to publication."""
    first, last, stated = _days(claim, published)
    return Features(
        claim,
        family,
        tuple(spot(ref) for ref in claim.place),
        frozenset(actor_key(ref) for ref in claim.actor),
        frozenset(actor_key(ref) for ref in claim.target),
        first,
        last,
        stated,
    )


def spot(ref: PlaceRef) -> Spot:
    """A place reference as a spot."""
    radius = ref.radius_km if ref.radius_km is not None else 2.0
    area = ref.precision in AREAS and ref.lat is not None
    return Spot(place_key(ref), ref.lat, ref.lon, radius, area, fold(ref.within or ""), ref.country)


def place_key(ref: PlaceRef) -> str:
    """What tells one place from another: its id, or its folded name and the area it lies in."""
    return ref.id or f"{fold(ref.name or ref.text)}|{fold(ref.within or '')}"


def actor_key(ref: ActorRef) -> str:
    """What tells one actor from another: its id, or its folded name."""
    return ref.id or fold(ref.name or ref.text)


def fold(text: str) -> str:
    """A name without case, accents and runs of space."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())


def _days(claim: Claim, published: dt.date | None) -> tuple[int | None, int | None, bool]:
    when = claim.when
    if when and (when.first or when.last):
        first, last = when.first or when.last, when.last or when.first
        assert first and last
        if when.last is None and published and published > first:
            last = published
        return first.toordinal(), last.toordinal(), True
    if published is None:
        return None, None, False
    return published.toordinal() - LAG, published.toordinal(), False
