"""Apply judgements to claims and events: leave out rejected ones, correct others. The evidence itself never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from heldby.base.text import fold
from heldby.judgements.judgement import NO_OUTCOME, Outcomes, Subject, with_changes
from heldby.model import ActorRef, Claim, Event, PlaceRef
from heldby.model.claim import KIND_OF_TYPE

SHARED_FIELDS = ("actor", "target", "place", "when", "status")
"""Fields that a correction of an event also corrects in the claims of the event."""

Ref = TypeVar("Ref", ActorRef, PlaceRef)


def apply_to_claims(claims: Iterable[Claim], outcomes: Outcomes) -> Iterator[Claim]:
    """Yield claims with judgements applied.

    Rejected claims are left out. Accepted and corrected claims have confidence 1. A judgement of an actor or place changes the
    references to it in all claims.
    """
    kinds = {kind for kind, _ in outcomes}
    if kinds.isdisjoint(("claim", "actor", "place")):
        yield from claims
        return
    for claim in claims:
        outcome = outcomes.get(("claim", claim.id), NO_OUTCOME)
        if outcome.verdict == "reject":
            continue
        if not outcome.verdict and kinds.isdisjoint(("actor", "place")):
            yield claim
            continue
        refs = {
            "actor": tuple(_apply_to_ref(ref, "actor", outcomes) for ref in claim.actor),
            "target": tuple(_apply_to_ref(ref, "actor", outcomes) for ref in claim.target),
            "place": tuple(_apply_to_ref(ref, "place", outcomes) for ref in claim.place),
        }
        changes: dict[str, Any] = {role: new for role, new in refs.items() if new != getattr(claim, role)}
        if outcome.verdict:
            changes |= {"confidence": 1.0, **(outcome.correction or {})}
        yield with_changes(claim, changes)


def apply_to_events(events: Iterable[Event], outcomes: Outcomes) -> list[Event]:
    """Return events with judgements applied.

    Rejected events are left out, as are those that were corrected to a kind of control, because their claims say what is the case. Accepted
    and corrected events have score 1, and their explanations name the people who judged.
    """
    kept = []
    for event in events:
        outcome = outcomes.get(("event", event.id), NO_OUTCOME)
        if outcome.verdict == "reject" or _kind_of(outcome.correction) == "control":
            continue
        if outcome.verdict:
            explanation = f"{event.explanation}; {outcome.verdict}ed by {' and '.join(outcome.people)}"
            event = with_changes(event, {"score": 1.0, "explanation": explanation, **(outcome.correction or {})})
        kept.append(event)
    return kept


def apply_event_judgements(claims: Iterable[Claim], events: Iterable[Event], outcomes: Outcomes) -> Iterator[Claim]:
    """Yield claims with the judgements of their events applied. A judgement of the claim itself takes precedence.

    The claims of a rejected event are left out. Those of an accepted or corrected event have confidence 1 and the corrected values. A
    corrected type, which can be one of control, applies to the claims that are of the kind event.
    """
    by_claim = {id: outcomes["event", event.id] for event in events if ("event", event.id) in outcomes for id in event.claims}
    for claim in claims:
        judged = outcomes.get(("claim", claim.id), NO_OUTCOME).verdict
        outcome = NO_OUTCOME if judged else by_claim.get(claim.id, NO_OUTCOME)
        if outcome.verdict == "reject":
            continue
        correction = {name: value for name, value in (outcome.correction or {}).items() if name in SHARED_FIELDS}
        kind = _kind_of(outcome.correction)
        if kind and claim.kind == "event":
            correction |= {"kind": kind, "type": (outcome.correction or {})["type"]}
        yield with_changes(claim, {"confidence": 1.0, **correction}) if outcome.verdict else claim


def _kind_of(correction: Mapping[str, Any] | None) -> str | None:
    """Return the kind of the type that a correction gives; None if it gives none."""
    return KIND_OF_TYPE.get((correction or {}).get("type", ""))


def _apply_to_ref(ref: Ref, kind: Subject, outcomes: Outcomes) -> Ref:
    keys = (ref.id, fold(ref.name or ref.text), fold(ref.text))
    outcome = next((outcomes[kind, key] for key in keys if key and (kind, key) in outcomes), NO_OUTCOME)
    if outcome.verdict == "reject":
        # The name was resolved wrongly and what it means is not known, so only the name itself remains.
        return type(ref)(**ref.model_dump(include={"text", "start", "end", "anaphor"}))
    return with_changes(ref, outcome.correction or {})
