"""Boasts: superlatives ("last stronghold") and shares ("95% retaken") held against what the record itself adds up to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from heldby.events.contradictions.claim_index import ClaimIndex, contradiction, named
from heldby.events.contradictions.figures import bounds
from heldby.model import ActorRef, Claim
from heldby.model.contradiction import Contradiction
from heldby.reference.place_keys import is_area, place_key

FEWEST = 5
"""Places with a known holder that the record needs before a share is held against it."""
PERCENT = ("%", "percent")
PART = re.compile(r"(?:%|per ?cent|half|thirds?|quarters?) of (?:the |its )?(?:\w+ )?(?:city|town|village|district|quarter|camp)\b", re.I)
"""A share of one place; the record, which counts places, has nothing to hold against it."""
LOST = re.compile(r"\b(?:lost|los(?:es?|ing)|(?:re)?taken from|driven (?:from|out of)|liberated|freed)\b", re.I)
"""Words by which a share of a side's land is what it no longer holds."""
SLACK = 20.0
"""Points of a hundred by which a share may differ from the record's: the record counts places, not land."""


def superlatives(record: ClaimIndex) -> Iterator[Contradiction]:
    """A "last" or "only" holding of a side that, by the record, held other places that day in the same country."""
    for claim in record.claims:
        if claim.held_as in ("last", "only") and claim.actor and claim.place and claim.status in ("ongoing", "happened"):
            days = record.days(claim)
            on = days[1] if days else None
            others = _others(record, claim, on)
            if others:
                listed = ", ".join(sorted(others)[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
                where, when = claim.place[0].name or claim.place[0].text, f"on {dt.date.fromordinal(on)} " if on else ""
                reason = f"{where} is called the {claim.held_as} place of {named(claim)}, but {when}the record has it hold {listed} too."
                yield contradiction("superlative", reason, (claim,), on, on, claim.place[0])


class Claimed(NamedTuple):
    """A share of land that a claim tells of, `low` to `high` in a hundred, and `own`, what the record's `places`, counted, come to."""

    claim: Claim
    low: float
    high: float
    own: float
    places: int

    @property
    def fits(self) -> bool:
        """Whether the two come within `SLACK` of one another."""
        return self.low - SLACK <= self.own <= self.high + SLACK


def claimed(record: ClaimIndex) -> Iterator[Claimed]:
    """Every share of land that is told of and that the record has enough places to be held against."""
    for claim in record.claims:
        value, days = claim.value, record.days(claim)
        if claim.kind != "figure" or claim.type != "territory" or value is None or value.unit not in PERCENT or days is None:
            continue
        if PART.search(claim.quote) or any(not is_area(place) for place in claim.place):
            continue
        low, high = value.low if value.low is not None else 0.0, value.high if value.high is not None else 100.0
        lost = bool(claim.target) or bool(LOST.search(claim.quote))
        own = _own_share(record, next(iter((*claim.target, *claim.actor)), None), days[1], lost)
        if own is not None:
            yield Claimed(claim, low, high, *own)


def shares(record: ClaimIndex) -> Iterator[Contradiction]:
    """A share of land that the record's own places, counted, do not bear out."""
    for one in claimed(record):
        first, last = record.days(one.claim) or (None, None)
        if not one.fits:
            said = bounds(one.claim.value)
            reason = f"A share of {said}% is claimed; of the {one.places} places in the record it is {one.own:.0f}%."
            yield contradiction("share", reason, (one.claim,), first, last, one.claim.place[0] if one.claim.place else None)


def _others(record: ClaimIndex, claim: Claim, on: int | None) -> list[str]:
    """Names of the other places in the claim's country that the claim's side is thought to have held that day."""
    country, own = claim.place[0].country, {place_key(place) for place in claim.place}
    side = record.camps.side(claim.actor[0], dt.date.fromordinal(on) if on else None, country)
    return [
        control.place
        for control, interval in record.held_on(on)
        if interval.side == side and control.id not in own and country in (None, control.country)
    ]


def _own_share(record: ClaimIndex, ref: ActorRef | None, day: int, lost: bool) -> tuple[float, int] | None:
    """Of the places a side is told to have held by that day the share it no longer holds (`lost`), or of all places the share it holds."""
    if ref is None:
        return None
    side = record.camps.side(ref, dt.date.fromordinal(day))
    now = {control.id: interval.side for control, interval in record.held_on(day)}
    if not lost:
        return (100 * sum(holder == side for holder in now.values()) / len(now), len(now)) if len(now) >= FEWEST else None
    once = {
        control.id
        for control in record.controls
        for interval in control.intervals
        if interval.side == side and not interval.inferred and interval.first is not None and interval.first.toordinal() <= day
    }
    gone = [place for place in once if place in now and now[place] != side]
    return (100 * len(gone) / len(once), len(once)) if len(once) >= FEWEST else None
