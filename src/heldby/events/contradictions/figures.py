"""Find contradictory figures: different reports or speakers count the same thing, and the ranges of their figures do not overlap."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from heldby.base.text import fold
from heldby.events.contradictions.claim_index import ASSERTED, ClaimIndex, SitedClaim, contradiction
from heldby.events.contradictions.wording import RISEN
from heldby.model import Claim, Value
from heldby.model.contradiction import Contradiction

COUNTED = frozenset({"killed", "wounded", "captured", "displaced", "strength"})
DAYS = 1
"""Greatest number of days between two figures that are compared. Figures farther apart may count the dead of different days."""
ROUGH = 0.2
"""Tolerance of an approximate figure, as a share of the figure."""
CAUSES = frozenset({"airstrike", "shelling", "bombing", "clash"})
"""Types of events that are kept apart: the dead of an air strike are not those of a clash on the same day."""
COMPARED = 30
"""Each figure is compared with fewer than this many of the figures after it."""


def conflicting_figures(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield pairs of figures of the same type, place, time, unit and party for which no number satisfies both."""
    for claims in index.by_place.values():
        by_thing: dict[tuple[object, ...], list[SitedClaim]] = defaultdict(list)
        for one in claims:
            value = one.claim.value
            if one.claim.kind == "figure" and one.claim.type in COUNTED and value and one.claim.status in ASSERTED:
                by_thing[(one.claim.type, value.unit, value.category, one.targets or one.actors)].append(one)
        for figures in by_thing.values():
            yield from _conflicts(index, figures)


def _conflicts(index: ClaimIndex, figures: list[SitedClaim]) -> Iterator[Contradiction]:
    for position, one in enumerate(figures):
        for other in figures[position + 1 : position + COMPARED]:
            if other.first > one.last + DAYS:
                break
            if _independent(one, other) and not overlap(one.claim.value, other.claim.value) and _rivals(index, one.claim, other.claim):
                where, day = one.place.name or one.place.text, dt.date.fromordinal(other.first)
                said = f"{bounds(one.claim.value)} in one report, {bounds(other.claim.value)} in another"
                reason = f"{one.claim.type.capitalize()} in {where}, {day}: {said}. The two do not overlap."
                yield contradiction("numbers", reason, (one.claim, other.claim), (one.first, other.last), one.place)


def _independent(one: SitedClaim, other: SitedClaim) -> bool:
    """Check whether two figures come from different families, or from two speakers that the reports name."""
    speakers = {_speaker(one.claim), _speaker(other.claim)}
    return one.family != other.family or (len(speakers) == 2 and "" not in speakers)


def _rivals(index: ClaimIndex, one: Claim, other: Claim) -> bool:
    """Check whether two figures may count the same event, and neither brings the other up to date."""
    causes = _causes(index, one), _causes(index, other)
    return (not all(causes) or bool(causes[0] & causes[1])) and not _updates(index, one, other) and not _updates(index, other, one)


def _causes(index: ClaimIndex, figure: Claim) -> set[str]:
    """Return the types of the events that the sentence of a figure reports."""
    beside = index.by_report[figure.report]
    return {one.type for one in beside if one.type in CAUSES and one.start < figure.end and figure.start < one.end}


def _updates(index: ClaimIndex, new: Claim, old: Claim) -> bool:
    """Check whether a higher figure replaces an earlier one: by its wording, or as a later figure of the same outlet or speaker."""
    if not _is_higher(new.value, old.value):
        return False
    days = index.published.get(new.report), index.published.get(old.report)
    if days[0] is not None and days[1] is not None and days[0] < days[1]:
        return False
    if RISEN.search(new.quote):
        return True
    outlets = index.outlets.get(new.report), index.outlets.get(old.report)
    same_outlet = outlets[0] is not None and outlets[0] == outlets[1]
    same_speaker = _speaker(new) != "" and _speaker(new) == _speaker(old)
    return (same_outlet or same_speaker) and days[0] != days[1]


def _speaker(claim: Claim) -> str:
    """Return the words that name the speaker of a claim, folded, or "" if there is none."""
    return fold(claim.source.text) if claim.source else ""


def _is_higher(new: Value | None, old: Value | None) -> bool:
    return new is not None and old is not None and _low(new) > _low(old)


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
