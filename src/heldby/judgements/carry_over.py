"""What judgements stand for once the things judged are no longer quite the same: a report was read again, an event has new claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from heldby.base.text import fold
from heldby.judgements.judgement import JOINT, Judgement, changed
from heldby.model import ActorRef, Claim, Event, PlaceRef

AT_LEAST = 0.5
"""The share of words, or of an event's claims, that two things must have in common for one to be looked at for the other."""


class Successor(NamedTuple):
    """The claim of a new reading that answers to an old one, and whether it means the same; if not, somebody has to look again."""

    claim: Claim
    sure: bool


def successor(old: Claim, current: Sequence[Claim], correction: Mapping[str, Any] | None = None) -> Successor | None:
    """The claim that answers to `old`; one that says what `old` was corrected to is as good as one that says the same."""
    right = changed(old, correction or {})
    near = [claim for claim in current if claim.kind == old.kind and (claim.id == old.id or _overlap(claim, old) > AT_LEAST)]
    ranked = sorted(near, key=lambda claim: (claim.id == old.id, _alike(claim, old, right), _overlap(claim, old), claim.id))
    if not ranked:
        return None
    return Successor(ranked[-1], ranked[-1].id == old.id or _alike(ranked[-1], old, right))


def _alike(claim: Claim, old: Claim, right: Claim) -> bool:
    return _means_the_same(claim, old) or (right is not old and _means_the_same(claim, right))


def _means_the_same(one: Claim, other: Claim) -> bool:
    """Whether two claims say the same, where both say something: who, whom, where, how many."""
    if (one.type, one.status) != (other.type, other.status) or (one.value and other.value and one.value != other.value):
        return False
    return all(_share(getattr(one, role), getattr(other, role)) for role in ("actor", "target", "place"))


def _share(some: Sequence[ActorRef | PlaceRef], others: Sequence[ActorRef | PlaceRef]) -> bool:
    return not some or not others or any(_is_one(one, other) for one in some for other in others)


def _is_one(one: ActorRef | PlaceRef, other: ActorRef | PlaceRef) -> bool:
    if one.id and other.id:
        return one.id == other.id
    return not {fold(one.name or one.text), fold(one.text)}.isdisjoint({fold(other.name or other.text), fold(other.text)})


def _overlap(one: Claim, other: Claim) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, max(one.end, other.end) - min(one.start, other.start))


def over_events(given: Iterable[Judgement], events: Iterable[Event], current: Collection[str]) -> list[Judgement]:
    """Judgements of events as those of the events that now hold most of the claims judged; of two events, as of the two claims now.

    A new look is asked for where claims went to another event, or are `current` no more; an event that was rejected is just not there.
    """
    holder = {claim: event.id for event in events for claim in event.claims}
    return [_moved(one, holder, current) if one.kind == "event" and one.claims else one for one in given]


def _moved(one: Judgement, holder: Mapping[str, str], current: Collection[str]) -> Judgement:
    if JOINT in one.subject:
        return one.model_copy(update={"now": JOINT.join(sorted(one.claims)), "doubtful": not set(one.claims) <= set(current)})
    found = [holder[claim] for claim in one.claims if claim in holder]
    if not found:
        return one.model_copy(update={"doubtful": not any(claim in current for claim in one.claims)})
    best = max(sorted(set(found)), key=found.count)
    return one.model_copy(update={"now": best, "doubtful": found.count(best) <= AT_LEAST * len(one.claims)})
