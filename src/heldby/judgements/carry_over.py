"""Carrying judgements over: to the claims of a new reading of a report, and to events whose claims changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from heldby.base.text import fold
from heldby.judgements.judgement import PAIR_SEPARATOR, Judgement, with_changes
from heldby.model import ActorRef, Claim, Event, PlaceRef

MIN_OVERLAP = 0.5
"""Share that must be exceeded for a match.

A claim can succeed another only if more than this share of the characters that the two span together belongs to both. An event takes over a
judgement without doubt only if it has more than this share of the judged claims.
"""


class Successor(NamedTuple):
    """The claim of a new reading that matches an old one. `sure` is False if the meaning changed, which needs a new review."""

    claim: Claim
    sure: bool


def successor(old: Claim, current: Sequence[Claim], correction: Mapping[str, Any] | None = None) -> Successor | None:
    """Return the current claim that matches `old`, or None. A claim that already says what `correction` says matches as well."""
    corrected = with_changes(old, correction or {})
    kinds = (old.kind, corrected.kind)
    near = [claim for claim in current if claim.kind in kinds and (claim.id == old.id or _overlap(claim, old) > MIN_OVERLAP)]
    ranked = sorted(near, key=lambda claim: (claim.id == old.id, _matches(claim, old, corrected), _overlap(claim, old), claim.id))
    if not ranked:
        return None
    return Successor(ranked[-1], ranked[-1].id == old.id or _matches(ranked[-1], old, corrected))


def _matches(claim: Claim, old: Claim, corrected: Claim) -> bool:
    return _same_meaning(claim, old) or (corrected is not old and _same_meaning(claim, corrected))


def _same_meaning(one: Claim, other: Claim) -> bool:
    """Check whether two claims agree on type, status, value, actor, target and place, wherever both state them."""
    if (one.type, one.status) != (other.type, other.status) or (one.value and other.value and one.value != other.value):
        return False
    return all(_share_ref(getattr(one, role), getattr(other, role)) for role in ("actor", "target", "place"))


def _share_ref(some: Sequence[ActorRef | PlaceRef], others: Sequence[ActorRef | PlaceRef]) -> bool:
    return not some or not others or any(_same_ref(one, other) for one in some for other in others)


def _same_ref(one: ActorRef | PlaceRef, other: ActorRef | PlaceRef) -> bool:
    if one.id and other.id:
        return one.id == other.id
    return not {fold(one.name or one.text), fold(one.text)}.isdisjoint({fold(other.name or other.text), fold(other.text)})


def _overlap(one: Claim, other: Claim) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, max(one.end, other.end) - min(one.start, other.start))


def carry_over_events(judgements: Iterable[Judgement], events: Iterable[Event], current: Collection[str]) -> list[Judgement]:
    """Return the judgements, with each judgement of an event moved to the event that now has most of the judged claims.

    - If the event has at most half of the judged claims, the judgement becomes doubtful.
    - If no event has any of the judged claims, for example because they were rejected, the judgement is not moved. It becomes doubtful only
      if none of the claims is in `current`, the ids of the current claims.
    - A judgement of a pair of events moves to the two claims that stand for the events. It becomes doubtful if either is not in `current`.
    """
    holder = {claim: event.id for event in events for claim in event.claims}
    return [_move(one, holder, current) if one.kind == "event" and one.claims else one for one in judgements]


def _move(one: Judgement, holder: Mapping[str, str], current: Collection[str]) -> Judgement:
    if PAIR_SEPARATOR in one.subject:
        now = PAIR_SEPARATOR.join(sorted(one.claims))
        return one.model_copy(update={"now": now, "doubtful": not set(one.claims) <= set(current)})
    found = [holder[claim] for claim in one.claims if claim in holder]
    if not found:
        return one.model_copy(update={"doubtful": not any(claim in current for claim in one.claims)})
    best = max(sorted(set(found)), key=found.count)
    return one.model_copy(update={"now": best, "doubtful": found.count(best) <= MIN_OVERLAP * len(one.claims)})
