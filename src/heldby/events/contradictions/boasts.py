"""Boasts: superlatives ("last stronghold") and shares ("95% retaken") held against what the record itself adds up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from heldby.events.contradictions.numbers import bounds
from heldby.events.contradictions.record import Record, contradiction, named
from heldby.model import ActorRef, Claim
from heldby.model.contradiction import Contradiction
from heldby.reference.sites import site_key

FEWEST = 5
"""Places with a known holder that the record needs before a share is held against it."""
SLACK = 20.0
"""Points of a hundred by which a share may differ from the record's: the record counts places, not land."""


def superlatives(record: Record) -> Iterator[Contradiction]:
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


def shares(record: Record) -> Iterator[Contradiction]:
    """A share of land that the record's own places, counted, do not bear out."""
    for claim in record.claims:
        value, days = claim.value, record.days(claim)
        if claim.kind != "figure" or claim.type != "territory" or value is None or value.unit not in ("%", "percent") or days is None:
            continue
        low, high = value.low if value.low is not None else 0.0, value.high if value.high is not None else 100.0
        own = _own_share(record, claim.target[0] if claim.target else claim.actor[0] if claim.actor else None, days[1], bool(claim.target))
        if own is not None and not low - SLACK <= own[0] <= high + SLACK:
            share, places = own
            reason = f"A share of {bounds(value)}% is claimed; of the {places} places in the record it is {share:.0f}%."
            yield contradiction("share", reason, (claim,), days[0], days[1], claim.place[0] if claim.place else None)


def _others(record: Record, claim: Claim, on: int | None) -> list[str]:
    """Names of the other places in the claim's country that the claim's side is thought to have held that day."""
    country, own = claim.place[0].country, {site_key(place) for place in claim.place}
    side = record.camps.side(claim.actor[0], dt.date.fromordinal(on) if on else None, country)
    return [
        control.place
        for control, interval in record.held_on(on)
        if interval.side == side and control.id not in own and country in (None, control.country)
    ]


def _own_share(record: Record, ref: ActorRef | None, day: int, lost: bool) -> tuple[float, int] | None:
    """Of the places a side ever held by that day the share it no longer holds (`lost`), or of all places the share it holds."""
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
        if interval.side == side and interval.first is not None and interval.first.toordinal() <= day
    }
    gone = [place for place in once if place in now and now[place] != side]
    return (100 * len(gone) / len(once), len(once)) if len(once) >= FEWEST else None
