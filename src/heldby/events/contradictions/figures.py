"""Find contradictory figures: different families of reports count the same thing, and the ranges of their figures do not overlap."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from heldby.events.contradictions.claim_index import ClaimIndex, SitedClaim, contradiction
from heldby.model import Value
from heldby.model.contradiction import Contradiction

COUNTED = frozenset({"killed", "wounded", "captured", "displaced", "strength"})
DAYS = 1
"""Greatest number of days between two figures that are compared. Figures farther apart may count the dead of different days."""
ROUGH = 0.2
"""Tolerance of an approximate figure, as a share of the figure."""
COMPARED = 30
"""Each figure is compared with fewer than this many of the figures after it."""


def conflicting_figures(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield pairs of figures of the same type, place, time, unit and party for which no number satisfies both."""
    for claims in index.by_place.values():
        by_thing: dict[tuple[object, ...], list[SitedClaim]] = defaultdict(list)
        for one in claims:
            value = one.claim.value
            if one.claim.kind == "figure" and one.claim.type in COUNTED and value and one.claim.status in ("happened", "ongoing"):
                by_thing[(one.claim.type, value.unit, value.category, one.targets or one.actors)].append(one)
        for figures in by_thing.values():
            yield from _conflicts(figures)


def _conflicts(figures: list[SitedClaim]) -> Iterator[Contradiction]:
    for index, one in enumerate(figures):
        for other in figures[index + 1 : index + COMPARED]:
            if other.first > one.last + DAYS:
                break
            if one.family != other.family and not overlap(one.claim.value, other.claim.value):
                where, day = one.place.name or one.place.text, dt.date.fromordinal(other.first)
                said = f"{bounds(one.claim.value)} in one report, {bounds(other.claim.value)} in another"
                reason = f"{one.claim.type.capitalize()} in {where}, {day}: {said}. The two do not overlap."
                yield contradiction("numbers", reason, (one.claim, other.claim), (one.first, other.last), one.place)


def overlap(one: Value | None, other: Value | None) -> bool:
    """Check whether some number lies within the bounds of both values. An open bound does not limit."""
    if one is None or other is None:
        return True
    low = max(_low(one), _low(other))
    high = min(_high(one), _high(other))
    return low <= high


def bounds(value: Value | None) -> str:
    """Return the bounds of a value in words."""
    if value is None or (value.low is None and value.high is None):
        return "a number"
    if value.high is None:
        return f"at least {value.low:g}"
    if value.low is None:
        return f"at most {value.high:g}"
    about = "about " if value.approx else ""
    return f"{about}{value.low:g}" if value.low == value.high else f"{about}{value.low:g} to {value.high:g}"


def _low(value: Value) -> float:
    if value.low is None:
        return float("-inf")
    return value.low * (1 - ROUGH) if value.approx else value.low


def _high(value: Value) -> float:
    if value.high is None:
        return float("inf")
    return value.high * (1 + ROUGH) if value.approx else value.high
