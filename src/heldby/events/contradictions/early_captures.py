"""Find captures that were announced before the place was entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from heldby.events.contradictions.claim_index import ASSERTED, ClaimIndex, SitedClaim, actor_name, contradiction, is_about_place
from heldby.events.contradictions.wording import INTO, ONLY_THEN, PART
from heldby.model.contradiction import Contradiction

ENTRY_DAYS = 21
"""Days after an announced capture within which an entry shows that it was announced too early."""
VAGUE_DAYS = 14
"""Greatest number of days that the time of a capture may span. "Since the summer" does not say when a place was taken."""
ENTRIES = {"advance": "advanced on or entered", "contests": "fought for", "clash": "fought its way into", "capture": "captured"}
"""Types of claims which show that a place had not been taken before, with verbs for the reasons."""


def capture_before_entry(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield captures that were reported as completed too early, each with the claim that shows it.

    That claim is of another family and says that the same side entered or fought for the place on a later day, or captured it only then.
    If the side lost the place in between, the later entry contradicts nothing, and the capture is left out. For each place, side and day
    of entry, there is at most one.
    """
    for claims in index.by_place.values():
        seen: set[tuple[str, int]] = set()
        for taken in filter(_is_capture, claims):
            later = [one for one in claims if taken.last < one.first <= taken.last + ENTRY_DAYS and one.claim.status in ASSERTED]
            lost = next((one.first for one in later if loses(one, taken)), taken.last + ENTRY_DAYS + 1)
            entry = next((one for one in later if one.first < lost and _enters(one, taken)), None)
            if entry is not None and (key := (taken.actors[0], entry.first)) not in seen:
                seen.add(key)
                where = taken.place.name or taken.place.text
                reason = (
                    f"{actor_name(taken.claim)} had captured {where} by {dt.date.fromordinal(taken.last)} according to one report, "
                    f"but only {ENTRIES[entry.claim.type]} it on {dt.date.fromordinal(entry.first)} according to another."
                )
                days = taken.last, entry.first
                yield contradiction("capture_before_entry", reason, (taken.claim, entry.claim), days, taken.place)


def loses(one: SitedClaim, taken: SitedClaim) -> bool:
    """Check whether the taker lost the place again: to another side's capture, or by its own withdrawal."""
    same = bool(set(taken.actors) & set(one.actors))
    return not same if one.claim.type == "capture" else same and one.claim.type in ("withdraw", "lost")


def _is_capture(one: SitedClaim) -> bool:
    """Check whether a claim says that a side took the whole of a place."""
    whole = one.claim.type == "capture" and one.claim.status == "happened" and not PART.search(one.claim.quote)
    return whole and one.last - one.first <= VAGUE_DAYS and bool(one.actors) and is_about_place(one)


def _enters(one: SitedClaim, taken: SitedClaim) -> bool:
    """Check whether a claim of another family says that the taker entered the place on a stated day.

    A later report of a capture repeats or completes the first, unless it says that the place was taken only then.
    """
    if one.family == taken.family or not set(one.actors) & set(taken.actors) or not one.claim.when or one.first != one.last:
        return False
    if one.claim.type == "capture":
        return bool(ONLY_THEN.search(one.claim.quote))
    if one.claim.type == "clash":
        return bool(INTO.search(one.claim.quote))
    return one.claim.type in ENTRIES
