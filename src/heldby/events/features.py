"""The features of claims that decide whether two claims report the same event: type, sides, place, time, figures and wording."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from heldby.base.text import fold as fold_name
from heldby.model import ActorRef, Claim, PlaceRef, Value
from heldby.reference.sides import SideResolver

LAG = 4
"""Days before publication within which an event without a stated time is taken to have happened."""
AREAS = frozenset({"country", "admin1"})
WORD = re.compile(r"[^\W\d_]{3,}")
ENDINGS = re.compile(r"(?:ing|ed|es|s|’s|'s)$")
"""Endings of number, tense and the genitive."""

fold = partial(fold_name, keep_punctuation=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """The features of a place: its key, its point if it has one, whether it is an area, its name and the areas it lies in, folded."""

    key: str
    lat: float | None
    lon: float | None
    area: bool
    name: str
    within: frozenset[str]
    country: str | None


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a claim. Days are ordinals; None if nothing dates the event.

    Attributes:
        claim: the claim.
        family: its family.
        spots: its places.
        actors: the sides of its actors.
        targets: the sides of its targets.
        first: first day on which the event may have happened.
        last: last such day.
        published: publication date of its report.
        stated: whether the text states the time.
        numbers: the casualty figures of its sentence, by type.
        words: the stems of its sentence.
        place_from_report: whether the claim names no place, and `spots` has the only place that its report names.
    """

    claim: Claim
    family: str
    spots: tuple[Spot, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    first: int | None
    last: int | None
    published: int | None
    stated: bool
    numbers: tuple[tuple[str, Value], ...]
    words: frozenset[str]
    place_from_report: bool = False


def extract_features(
    claim: Claim, family: str, published: dt.date | None, sides: SideResolver, *, figures: Sequence[Claim] = (),
    only_place: Spot | None = None,
) -> Features:  # fmt: skip
    """Extract the features of a claim about an event.

    Args:
        claim: the claim.
        family: its family.
        published: publication date of its report.
        sides: gives the side of each actor.
        figures: the figure claims of the same sentence.
        only_place: the only place that the report names, for a claim that names none.
    """
    first, last, stated = _days(claim, published)
    on = dt.date.fromordinal(last) if last else None
    country = claim.place[0].country if claim.place else None
    return Features(
        claim=claim, family=family, spots=tuple(spot_of(ref) for ref in claim.place) or ((only_place,) if only_place else ()),
        actors=frozenset(sides.side(ref, on, country) for ref in claim.actor),
        targets=frozenset(sides.side(ref, on, country) for ref in claim.target),
        first=first, last=last, published=published.toordinal() if published else None, stated=stated,
        numbers=tuple((one.type, one.value) for one in figures if one.value is not None), words=stems(claim.quote),
        place_from_report=not claim.place and only_place is not None,
    )  # fmt: skip


def spot_of(ref: PlaceRef) -> Spot:
    """Return the features of a place."""
    within = frozenset(part for part in (fold(part) for part in (ref.within or "").split(",")) if part)
    area = ref.precision in AREAS and ref.method != "enclosing-area"
    return Spot(spot_key(ref), ref.lat, ref.lon, area, fold(ref.name or ref.text), within, ref.country)


def spot_key(ref: PlaceRef) -> str:
    """Return what identifies a place: its id, or its folded name and the area it lies in."""
    return ref.id or f"{fold(ref.name or ref.text)}|{fold(ref.within or '')}"


def actor_key(ref: ActorRef) -> str:
    """Return what identifies an actor: its id, or its folded name."""
    return ref.id or fold(ref.name or ref.text)


def stems(text: str) -> frozenset[str]:
    """Return the folded words of a sentence, without endings of number and tense."""
    return frozenset(ENDINGS.sub("", word) or word for word in WORD.findall(fold(text)))


def _days(claim: Claim, published: dt.date | None) -> tuple[int | None, int | None, bool]:
    """Return the first and last day on which an event may have happened, and whether the text states them."""
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
