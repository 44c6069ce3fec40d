"""Find two holders of one place at one time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations

from heldby.events.contradictions.claim_index import (
    ASSERTED,
    ClaimIndex,
    SitedClaim,
    actor_name,
    contradiction,
    is_about_place,
    known_sides,
)
from heldby.events.contradictions.early_captures import loses
from heldby.events.contradictions.wording import PART, STILL
from heldby.model.contradiction import Contradiction

HOLDS = frozenset({"holds", "repel", "capture"})
STILL_DAYS = 7
"""Days after a capture within which a report that the loser still holds the place contradicts it."""
STEM = 4
"""Letters by which the name of a country is recognised in the name of its people or army."""
COMMON = frozenset(
    {"the", "government", "army", "armed", "forces", "force", "front", "people", "people's", "national", "liberation", "movement"}
)
"""Words in the names of many parties."""
CROWDED = 400
"""Greatest number of claims about one place that are all compared with one another."""
COMPARED = 30
"""If there are more than `CROWDED` claims about a place, each is compared with fewer than this many of those that follow it."""


def two_holders(index: ClaimIndex) -> Iterator[Contradiction]:
    """Yield pairs of claims of different families which say that two sides held one place on the same day.

    For each place and week, there is at most one pair for the same two sides.
    """
    for claims in index.by_place.values():
        holding = [one for one in claims if _holds_whole(one)]
        seen: set[tuple[str, str, int]] = set()
        for one, other in _pairs(holding):
            if _both_hold(one, other) or _still_held(one, other, claims):
                sides = sorted((one.actors[0], other.actors[0]))
                key = (sides[0], sides[1], max(one.first, other.first) // 7)
                if key not in seen:
                    seen.add(key)
                    first, last = sorted((max(one.first, other.first), min(one.last, other.last)))
                    where = one.place.name or one.place.text
                    reason = f"{actor_name(one.claim)} and {actor_name(other.claim)} are both reported to hold {where} "
                    reason += f"on {dt.date.fromordinal(last)}."
                    yield contradiction("two_holders", reason, (one.claim, other.claim), (first, last), one.place)


def _holds_whole(one: SitedClaim) -> bool:
    whole = one.claim.type in HOLDS and one.claim.status in ASSERTED and not PART.search(one.claim.quote)
    return whole and bool(known_sides(one)) and is_about_place(one)


def _are_rivals(one: SitedClaim, other: SitedClaim) -> bool:
    """Check whether two claims of different families name different sides. "The Russians" and "Government of Russia" may be one side."""
    if one.family == other.family or set(one.actors) & set(other.actors):
        return False
    return not _stems(one) & _stems(other) or all(ref.id for ref in (*one.claim.actor, *other.claim.actor))


def _stems(one: SitedClaim) -> set[str]:
    """Return the first `STEM` letters of the names in the actors of a claim."""
    words = [word for ref in one.claim.actor for word in (ref.name or ref.text).split()]
    return {word[:STEM].casefold() for word in words if word[0].isupper() and word.casefold() not in COMMON}


def _both_hold(one: SitedClaim, other: SitedClaim) -> bool:
    if not _are_rivals(one, other):
        return False
    exact = all(each.first == each.last or each.claim.kind == "control" for each in (one, other))
    if not exact or max(one.first, other.first) > min(one.last, other.last):
        return False
    captures = [each for each in (one, other) if each.claim.type == "capture"]
    # On the day of a capture both the old and the new holder held the place.
    return len(captures) != 1 or max(one.last, other.last) > captures[0].last


def _still_held(one: SitedClaim, other: SitedClaim, claims: Sequence[SitedClaim]) -> bool:
    """Check whether one claim says that a side took a place, and the other that another side still held it soon afterwards.

    If the taker lost the place in between, nothing is contradicted.
    """
    taken, held = (one, other) if one.claim.type == "capture" else (other, one)
    if taken.claim.type != "capture" or held.claim.type != "holds" or not _are_rivals(taken, held):
        return False
    if taken.last - taken.first > STILL_DAYS or not taken.last < held.last <= taken.last + STILL_DAYS or not STILL.search(held.claim.quote):
        return False
    return not any(taken.first <= each.first <= held.last and each.claim.status in ASSERTED and loses(each, taken) for each in claims)


def _pairs(claims: Sequence[SitedClaim]) -> Iterator[tuple[SitedClaim, SitedClaim]]:
    if len(claims) <= CROWDED:
        yield from combinations(claims, 2)
        return
    for index, one in enumerate(claims):
        yield from ((one, other) for other in claims[index + 1 : index + COMPARED])
