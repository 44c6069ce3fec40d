"""Find two holders of one place at one time, claims that are asserted and denied, and captures announced before the place was entered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from heldby.events.contradictions.claim_index import ClaimIndex, SitedClaim, actor_name, contradiction, is_about_place
from heldby.model.contradiction import Contradiction

HOLDS = frozenset({"holds", "repel", "capture"})
ASSERTED = frozenset({"happened", "ongoing"})
DENIED_DAYS = 5
"""Greatest number of days between a denial and the claim that it denies."""
ENTRY_DAYS = 21
"""Days after an announced capture within which an entry shows that it was announced too early."""
CROWDED = 400
"""Greatest number of claims about one place that are all compared with one another."""
COMPARED = 30
"""If there are more than `CROWDED` claims about a place, each is compared with fewer than this many of those that follow it."""
VERBS = {
    "capture": "took", "holds": "holds", "withdraw": "withdrew from", "lost": "lost", "advance": "advanced in", "besiege": "besieged",
    "airstrike": "struck", "shelling": "shelled", "attack": "attacked", "clash": "fought in", "surrender": "surrendered",
    "kill": "killed in", "repel": "repelled an attack on", "besieged": "besieges", "partly_holds": "holds part of",
    "contests": "is fighting for", "ceasefire": "agreed a ceasefire in", "abduct": "abducted people in", "detain": "detained people in",
}  # fmt: skip
"""Verbs for the reasons, by type of claim. A missing type is written with spaces for its underscores."""
ENTRIES = {"advance": "advanced on or entered", "contests": "fought for", "capture": "captured"}
"""Types of claims which show that a place had not been taken before, with verbs for the reasons."""


def two_holders(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield pairs of claims of different families which say that two sides held one place on the same day.

    For each place and week, there is at most one pair for the same two sides.
    """
    for claims in index.by_place.values():
        holding = [one for one in claims if one.claim.type in HOLDS and one.claim.status in ASSERTED and one.actors and is_about_place(one)]
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
                    reason = f"{actor_name(one.claim)} and {actor_name(other.claim)} are both reported to hold {where} on {day}."
                    days = min(first, last), max(first, last)
                    yield contradiction("two_holders", reason, (one.claim, other.claim), days, one.place)


def _both_hold(one: SitedClaim, other: SitedClaim) -> bool:
    if one.family == other.family or set(one.actors) & set(other.actors):
        return False
    exact = all(each.first == each.last or each.claim.kind == "control" for each in (one, other))
    if not exact or max(one.first, other.first) > min(one.last, other.last):
        return False
    captures = [each for each in (one, other) if each.claim.type == "capture"]
    # On the day of a capture both the old and the new holder held the place.
    return len(captures) != 1 or max(one.last, other.last) > captures[0].last


def denied(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield each denial with the claims that assert the same thing within `DENIED_DAYS` of it."""
    for claims in index.by_place.values():
        for denial in [one for one in claims if one.claim.status == "denied"]:
            asserted: dict[str, list[SitedClaim]] = defaultdict(list)
            for one in claims:
                if _denies(denial, one):
                    asserted[_in_words(one)].append(one)
            for words, group in sorted(asserted.items()):
                days = [denial.first, *(one.first for one in group)]
                by = denial.claim.source.text if denial.claim.source else "Another report"
                both = (denial.claim, *(one.claim for one in group))
                yield contradiction("denied", f"One report says: {words}. {by} denies it.", both, (min(days), max(days)), denial.place)


def _in_words(one: SitedClaim) -> str:
    who = actor_name(one.claim) if one.claim.actor else "an unnamed party"
    verb = VERBS.get(one.claim.type, one.claim.type.replace("_", " "))
    return f"{who} {verb} {one.place.name or one.place.text}"


def _denies(denial: SitedClaim, one: SitedClaim) -> bool:
    """Check whether a denial is of the same type as a claim, near in time, and not about another side."""
    if one.claim.status not in ASSERTED or one.claim.type != denial.claim.type or one.claim.id == denial.claim.id:
        return False
    near = one.first - DENIED_DAYS <= denial.last and denial.first <= one.last + DENIED_DAYS
    return near and (not one.actors or not denial.actors or bool(set(one.actors) & set(denial.actors)))


def capture_before_entry(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield captures that were reported as completed too early, each with the claim that shows it.

    That claim is of another family and says that the same side entered, fought for or captured the place on a later day. If the side lost
    the place in between, the later entry contradicts nothing, and the capture is left out.
    """
    for claims in index.by_place.values():
        for taken in filter(_is_capture, claims):
            later = [one for one in claims if taken.last < one.first <= taken.last + ENTRY_DAYS and one.claim.status in ASSERTED]
            lost = next((one.first for one in later if _loses(one, taken)), taken.last + ENTRY_DAYS + 1)
            entry = next((one for one in later if one.first < lost and _enters(one, taken)), None)
            if entry is not None:
                where = taken.place.name or taken.place.text
                reason = (
                    f"{actor_name(taken.claim)} had captured {where} by {dt.date.fromordinal(taken.last)} according to one report, "
                    f"but only {ENTRIES[entry.claim.type]} it on {dt.date.fromordinal(entry.first)} according to another."
                )
                days = taken.last, entry.first
                yield contradiction("capture_before_entry", reason, (taken.claim, entry.claim), days, taken.place)


def _is_capture(one: SitedClaim) -> bool:
    return one.claim.type == "capture" and one.claim.status == "happened" and bool(one.actors) and is_about_place(one)


def _enters(one: SitedClaim, taken: SitedClaim) -> bool:
    """Check whether a claim of another family says that the taker entered the place on a stated day."""
    if one.family == taken.family or not set(one.actors) & set(taken.actors) or not one.claim.when:
        return False
    return one.claim.type in ENTRIES and one.first == one.last


def _loses(one: SitedClaim, taken: SitedClaim) -> bool:
    """Check whether the taker lost the place again: to another side's capture, or by its own withdrawal."""
    same = bool(set(taken.actors) & set(one.actors))
    return not same if one.claim.type == "capture" else same and one.claim.type in ("withdraw", "lost")


def _pairs(claims: Sequence[SitedClaim]) -> Iterator[tuple[SitedClaim, SitedClaim]]:
    if len(claims) <= CROWDED:
        yield from combinations(claims, 2)
        return
    for index, one in enumerate(claims):
        yield from ((one, other) for other in claims[index + 1 : index + COMPARED])
