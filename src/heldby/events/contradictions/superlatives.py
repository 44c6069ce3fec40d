"""Compare superlatives ("last stronghold") and claimed shares of territory ("95% retaken") with the record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from heldby.events.contradictions.claim_index import ASSERTED, ClaimIndex, actor_name, contradiction
from heldby.events.contradictions.figures import bounds
from heldby.events.contradictions.wording import SIZE, SMALLER_SCOPE
from heldby.model import ActorRef, Claim
from heldby.model.contradiction import Contradiction
from heldby.reference.place_keys import is_area, place_key

MIN_PLACES = 5
"""Least number of places with a known holder in the record for a comparison with a claimed share."""
PERCENT = ("%", "percent")
PART = re.compile(r"(?:%|per ?cent|half|thirds?|quarters?) of (?:the |its )?(?:\w+ )?(?:city|town|village|district|quarter|camp)\b", re.I)
"""Words for a share of a single place. It cannot be compared with the record, which counts whole places."""
LOST = re.compile(r"\b(?:lost|los(?:es?|ing)|(?:re)?taken from|driven (?:from|out of)|liberated|freed)\b", re.I)
"""Words for a share of a side's territory that it no longer holds."""
FRESH_DAYS = 30
"""Days before a superlative within which a report must show that a side held another place."""
SLACK = 20.0
"""Tolerance of a share, in percentage points, since the record counts places and not land."""


def contradicted_superlatives(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield claims that call a place the "last" or "only" one of a side, although the side held others according to the record.

    Only places in the same country and on the day of the claim are considered, and only if a claim no more than `FRESH_DAYS` before that
    day shows that the side held them. Claims about the last place in a part of the country, or the last of some size, are left out: the
    record cannot tell which other places they mean. For each place, side and week, there is at most one contradiction.
    """
    seen: set[tuple[str | None, str, int | None]] = set()
    for claim in index.claims:
        if _is_superlative(claim):
            days = index.days(claim)
            on = days[1] if days else None
            others = _other_places(index, claim, on)
            key = (place_key(claim.place[0]), actor_name(claim), on // 7 if on else None)
            if others and key not in seen:
                seen.add(key)
                listed = ", ".join(sorted(others)[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
                where, when = claim.place[0].name or claim.place[0].text, f"on {dt.date.fromordinal(on)} " if on else ""
                reason = (
                    f"{where} is reported as the {claim.held_as} place that {actor_name(claim)} holds, "
                    f"but {when}the record shows it holding {listed} too."
                )
                yield contradiction("superlative", reason, (claim,), (on, on), claim.place[0])


class ShareComparison(NamedTuple):
    """A claimed share of territory and the corresponding share in the record.

    Attributes:
        claim: the claim.
        low: lower bound of the claimed share, in percent.
        high: upper bound of the claimed share, in percent.
        own: the share in the record, in percent of places.
        places: number of places from which the share in the record is computed.
    """

    claim: Claim
    low: float
    high: float
    own: float
    places: int

    @property
    def fits(self) -> bool:
        """Whether the record's share lies within the claimed bounds or misses them by at most `SLACK`."""
        return self.low - SLACK <= self.own <= self.high + SLACK


def compare_shares(index: ClaimIndex) -> Iterator[ShareComparison]:
    """Yield a comparison for each claimed share of territory for which the record has enough places."""
    for claim in index.claims:
        value, days = claim.value, index.days(claim)
        if claim.kind != "figure" or claim.type != "territory" or value is None or value.unit not in PERCENT or days is None:
            continue
        if PART.search(claim.quote) or any(not is_area(place) for place in claim.place):
            continue
        low, high = value.low if value.low is not None else 0.0, value.high if value.high is not None else 100.0
        lost = bool(claim.target) or bool(LOST.search(claim.quote))
        own = _share_in_record(index, next(iter((*claim.target, *claim.actor)), None), days[1], lost=lost)
        if own is not None:
            yield ShareComparison(claim, low, high, *own)


def contradicted_shares(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield claimed shares of territory that differ from the record's by more than `SLACK`."""
    for one in compare_shares(index):
        if not one.fits:
            claimed = bounds(one.claim.value)
            reason = f"A report gives a share of {claimed}%. Of the {one.places} places in the record, the share is {one.own:.0f}%."
            days, place = index.days(one.claim) or (None, None), one.claim.place[0] if one.claim.place else None
            yield contradiction("share", reason, (one.claim,), days, place)


def _other_places(index: ClaimIndex, claim: Claim, on: int | None) -> list[str]:
    """Return the names of the other places in the claim's country that its side held on a day."""
    country, own = claim.place[0].country, {place_key(place) for place in claim.place}
    side = index.sides.side(claim.actor[0], dt.date.fromordinal(on) if on else None, country)
    return [
        control.place
        for control, interval in index.held_on(on)
        if interval.side == side and control.id not in own and country in (None, control.country) and _is_fresh(index, control.id, side, on)
    ]


def _is_superlative(claim: Claim) -> bool:
    """Check whether a claim calls a single place the last or only one of a side in its country."""
    if claim.held_as not in ("last", "only") or not claim.actor or not claim.place or claim.status not in ASSERTED:
        return False
    return not is_area(claim.place[0]) and not SIZE.search(claim.quote) and not SMALLER_SCOPE.search(claim.quote)


def _is_fresh(index: ClaimIndex, place: str, side: str, on: int | None) -> bool:
    """Check whether a claim, at most `FRESH_DAYS` before a day or at any time after it, says that a side held or lost a place."""
    about = index.by_place.get(place, ())
    return on is None or any(
        one.last >= on - FRESH_DAYS and (side in one.targets or side in one.actors) for one in about if one.claim.status in ASSERTED
    )


def _share_in_record(index: ClaimIndex, ref: ActorRef | None, day: int, *, lost: bool) -> tuple[float, int] | None:
    """Return a side's share in the record, in percent, and the number of places that it is computed from; None if these are too few.

    The share is the part of all held places that this side holds on the day. If `lost`, it is computed from the places that the side
    was reported to hold at some time up to the day. It is then the part of these places that another side holds on the day.
    """
    if ref is None:
        return None
    side = index.sides.side(ref, dt.date.fromordinal(day))
    now = {control.id: interval.side for control, interval in index.held_on(day)}
    if not lost:
        return (100 * sum(holder == side for holder in now.values()) / len(now), len(now)) if len(now) >= MIN_PLACES else None
    once = {
        control.id
        for control in index.controls
        for interval in control.intervals
        if interval.side == side and not interval.inferred and interval.first is not None and interval.first.toordinal() <= day
    }
    gone = [place for place in once if place in now and now[place] != side]
    return (100 * len(gone) / len(once), len(once)) if len(once) >= MIN_PLACES else None
