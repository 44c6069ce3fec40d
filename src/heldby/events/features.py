"""What of a claim decides whether another tells of the same event: its type, its sides, where, when, how many, in which words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from heldby.base.text import fold
from heldby.model import ActorRef, Claim, PlaceRef, Value
from heldby.reference.sides import SideResolver

LAG = 4
"""Days before publication within which a past event without a stated time is taken to have happened."""
AREAS = frozenset({"country", "admin1"})
WORD = re.compile(r"[^\W\d_]{3,}")
ENDINGS = re.compile(r"(?:ing|ed|es|s|’s|'s)$")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as far as clustering cares: its key, its point if it has one, whether it is an area, and the names of what it lies in."""

    key: str
    lat: float | None
    lon: float | None
    area: bool
    name: str
    within: frozenset[str]
    country: str | None


@dataclass(frozen=True, slots=True)
class Features:
    """One claim's bearing on the question; `first` and `last` are day ordinals, null where the event cannot be dated.

    `told` is the day it was published on, `stated` whether the text itself gives the time, `numbers` the casualty figures of its sentence
    by type, `words` the stems of its sentence. `lent` says that it names no place and has the only one that its report names.
    """

    claim: Claim
    family: str
    spots: tuple[Spot, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    first: int | None
    last: int | None
    told: int | None
    stated: bool
    numbers: tuple[tuple[str, Value], ...]
    words: frozenset[str]
    lent: bool = False


def features(
    claim: Claim, family: str, published: dt.date | None, camps: SideResolver, figures: Sequence[Claim] = (), lent: Spot | None = None
) -> Features:
    """The features of an event claim; a time the text does not state lies in the days up to publication.

    `figures` are the figure claims of the same sentence, `lent` is the place of a claim that names none.
    """
    first, last, stated = _days(claim, published)
    on = dt.date.fromordinal(last) if last else None
    country = claim.place[0].country if claim.place else None
    return Features(
        claim=claim, family=family, spots=tuple(spot(ref) for ref in claim.place) or ((lent,) if lent else ()),
        actors=frozenset(camps.side(ref, on, country) for ref in claim.actor),
        targets=frozenset(camps.side(ref, on, country) for ref in claim.target),
        first=first, last=last, told=published.toordinal() if published else None, stated=stated,
        numbers=tuple((one.type, one.value) for one in figures if one.value is not None), words=stems(claim.quote),
        lent=not claim.place and lent is not None,
    )  # fmt: skip


def spot(ref: PlaceRef) -> Spot:
    """A place reference as a spot."""
    within = frozenset(part for part in (fold(part, keep_punctuation=True) for part in (ref.within or "").split(",")) if part)
    area = ref.precision in AREAS and ref.method != "enclosing-area"
    return Spot(place_key(ref), ref.lat, ref.lon, area, fold(ref.name or ref.text, keep_punctuation=True), within, ref.country)


def place_key(ref: PlaceRef) -> str:
    """What tells one place from another: its id, or its folded name and the area it lies in."""
    return ref.id or f"{fold(ref.name or ref.text, keep_punctuation=True)}|{fold(ref.within or '', keep_punctuation=True)}"


def actor_key(ref: ActorRef) -> str:
    """What tells one actor from another: its id, or its folded name."""
    return ref.id or fold(ref.name or ref.text, keep_punctuation=True)


def stems(text: str) -> frozenset[str]:
    """The words of a sentence, folded, without the endings of number and tense."""
    return frozenset(ENDINGS.sub("", word) or word for word in WORD.findall(fold(text, keep_punctuation=True)))


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
