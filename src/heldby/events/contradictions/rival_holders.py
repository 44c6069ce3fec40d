"""Rivals: two holders of one place at one time, what is asserted and denied, and captures announced before the ground was entered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from heldby.events.contradictions.claim_index import ClaimIndex, SitedClaim, contradiction, is_place, named
from heldby.model.contradiction import Contradiction

HOLDS = frozenset({"holds", "repel", "capture"})
REAL = frozenset({"happened", "ongoing"})
DENIED_DAYS = 5
"""Days between a denial and what it may be a denial of."""
ENTRY_DAYS = 21
"""Days after a capture was announced within which entering the place shows that the announcement ran ahead."""
CROWDED = 400
"""Claims of one site that are compared pair by pair; of a longer list each meets those after it only."""


def two_holders(record: ClaimIndex) -> Iterator[Contradiction]:
    """Claims of different voices that two sides held one place on one day."""
    for site in record.told.values():
        holding = [one for one in site if one.claim.type in HOLDS and one.claim.status in REAL and one.actors and is_place(one)]
        seen: set[tuple[str, str, int]] = set()
        for one, other in _pairs(holding):
            if _both_hold(one, other):
                sides = sorted((one.actors[0], other.actors[0]))
                key = (sides[0], sides[1], max(one.first, other.first) // 7)
                if key not in seen:
                    seen.add(key)
                    first, last = max(one.first, other.first), min(one.last, other.last)
                    day = dt.date.fromordinal(last)
                    where = one.place.name or one.place.text
                    reason = f"{named(one.claim)} and {named(other.claim)} are both said to hold {where} on {day}."
                    yield contradiction("two_holders", reason, (one.claim, other.claim), min(first, last), max(first, last), one.place)


def _both_hold(one: SitedClaim, other: SitedClaim) -> bool:
    if one.family == other.family or set(one.actors) & set(other.actors):
        return False
    exact = all(told.first == told.last or told.claim.kind == "control" for told in (one, other))
    if not exact or max(one.first, other.first) > min(one.last, other.last):
        return False
    taken = [told for told in (one, other) if told.claim.type == "capture"]
    # On the day of a capture both the old holder and the new one held the place.
    return len(taken) != 1 or max(one.last, other.last) > taken[0].last


def denied(record: ClaimIndex) -> Iterator[Contradiction]:
    """Something asserted and, within days, denied."""
    for site in record.told.values():
        denials = [one for one in site if one.claim.status == "denied"]
        for denial in denials:
            asserted: dict[str, list[SitedClaim]] = defaultdict(list)
            for one in site:
                if _denies(denial, one):
                    asserted[_said(one)].append(one)
            for said, group in sorted(asserted.items()):
                days = [denial.first, *(one.first for one in group)]
                claims = (denial.claim, *(one.claim for one in group))
                yield contradiction(
                    "denied", f"That {said} is asserted, and denied{_by(denial)}.", claims, min(days), max(days), denial.place
                )


def _said(one: SitedClaim) -> str:
    who = named(one.claim) if one.claim.actor else "someone the sentence does not name"
    return f"{who} {WORDS.get(one.claim.type, one.claim.type)} {one.place.name or one.place.text}"


WORDS = {
    "capture": "took", "holds": "holds", "withdraw": "withdrew from", "lost": "lost", "advance": "advanced in",
    "besiege": "besieged",
    "airstrike": "struck", "shelling": "shelled", "attack": "attacked", "clash": "fought in",
    "surrender": "surrendered", "kill": "killed in",
    "repel": "beat off an attack on",
}  # fmt: skip
"""Verbs for reasons; a type without one is named as it is."""


def _by(denial: SitedClaim) -> str:
    return f" by {denial.claim.source.text}" if denial.claim.source else ""


def _denies(denial: SitedClaim, one: SitedClaim) -> bool:
    if one.claim.status not in REAL or one.claim.type != denial.claim.type or one.claim.id == denial.claim.id:
        return False
    near = one.first - DENIED_DAYS <= denial.last and denial.first <= one.last + DENIED_DAYS
    return near and (not one.actors or not denial.actors or bool(set(one.actors) & set(denial.actors)))


def capture_before_entry(record: ClaimIndex) -> Iterator[Contradiction]:
    """A capture told of as done, while the same side is later only said to enter the place or fight in it, with no loss between."""
    for site in record.told.values():
        for taken in filter(_taken, site):
            later = [one for one in site if taken.last < one.first <= taken.last + ENTRY_DAYS and one.claim.status in REAL]
            lost = next((one.first for one in later if _loses(one, taken)), taken.last + ENTRY_DAYS + 1)
            entry = next((one for one in later if one.first < lost and _enters(one, taken)), None)
            if entry is not None:
                where = taken.place.name or taken.place.text
                reason = (
                    f"{named(taken.claim)} was said to have taken {where} by {dt.date.fromordinal(taken.last)}, "
                    f"but on {dt.date.fromordinal(entry.first)} is only said to {ENTERS[entry.claim.type]} it."
                )
                yield contradiction("capture_before_entry", reason, (taken.claim, entry.claim), taken.last, entry.first, taken.place)


ENTERS = {"advance": "advance on or enter", "contests": "fight for", "capture": "take"}
"""What shows that a place had not been taken before."""


def _taken(one: SitedClaim) -> bool:
    return one.claim.type == "capture" and one.claim.status == "happened" and bool(one.actors) and is_place(one)


def _enters(one: SitedClaim, taken: SitedClaim) -> bool:
    if one.family == taken.family or not set(one.actors) & set(taken.actors) or not one.claim.when:
        return False
    return one.claim.type in ENTERS and one.first == one.last


def _loses(one: SitedClaim, taken: SitedClaim) -> bool:
    """Whether the taker lost the place again: to another's capture, or by its own withdrawal."""
    same = bool(set(taken.actors) & set(one.actors))
    return not same if one.claim.type == "capture" else same and one.claim.type in ("withdraw", "lost")


def _pairs(told: Sequence[SitedClaim]) -> Iterator[tuple[SitedClaim, SitedClaim]]:
    if len(told) <= CROWDED:
        yield from combinations(told, 2)
        return
    for index, one in enumerate(told):
        yield from ((one, other) for other in told[index + 1 : index + 30])
