"""Judgements (accept, reject or correct) and how they change claims and events. The evidence itself never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from heldby.base.canonical_json import canonical
from heldby.base.text import fold
from heldby.model import ActorRef, Claim, Event, PlaceRef
from heldby.model.base import Record

Verdict = Literal["accept", "reject", "correct"]
Subject = Literal["claim", "event", "place", "actor", "merge"]

PAIR_SEPARATOR = "|"
"""Joins two ids of a judgement about a pair: two reports, or two events (or a claim of each) that are the same event or not."""

SHARED_FIELDS = ("actor", "target", "place", "when", "status")
"""Fields that a correction of an event also corrects in the claims of the event."""


class Judgement(Record):
    """One person's judgement of one thing.

    `subject` is what the person judged and `now` what that became after its report was read again. `doubtful` marks a judgement that
    needs a new review, because nothing in the new reading matches. A judgement of an event stores the event's `claims`, since the id of an
    event changes with its claims; a judgement of a pair of events stores one claim of each, which also name it: "CLAIM|CLAIM".
    """

    seq: int
    kind: Subject
    subject: str
    verdict: Verdict
    who: str
    at: str
    why: str
    correction: dict[str, Any] | None = None
    undone: bool = False
    now: str
    doubtful: bool = False
    claims: tuple[str, ...] = ()


class Standing(NamedTuple):
    """The combined result of all judgements of one thing. `verdict` is None while people disagree or a second approval is missing."""

    verdict: Verdict | None
    correction: dict[str, Any] | None
    people: tuple[str, ...]
    disputed: bool


NO_STANDING = Standing(None, None, (), False)
"""The standing of a thing without judgements."""

Standings = Mapping[tuple[Subject, str], Standing]
"""Standings by kind and id (or key of the name) of the thing judged."""


def resolve_judgements(judgements: Iterable[Judgement], *, second_approval: bool = False) -> dict[tuple[Subject, str], Standing]:
    """Return the standing of each thing judged, from the latest judgement of each person.

    Undone and doubtful judgements do not count. With `second_approval`, a verdict needs two people.
    """
    latest: dict[tuple[Subject, str], dict[str, Judgement]] = {}
    for one in judgements:
        if not one.undone and not one.doubtful:
            latest.setdefault((one.kind, one.now), {})[one.who] = one
    return {subject: _combine(list(by_person.values()), second_approval) for subject, by_person in latest.items()}


def _combine(judgements: Sequence[Judgement], second_approval: bool) -> Standing:
    people = tuple(sorted(one.who for one in judgements))
    agreed = len({(one.verdict, canonical(one.correction)) for one in judgements}) == 1
    if not agreed or (second_approval and len(people) < 2):
        return Standing(None, None, people, not agreed)
    return Standing(judgements[0].verdict, judgements[0].correction, people, False)


def apply_to_claims(claims: Iterable[Claim], standings: Standings) -> Iterator[Claim]:
    """Yield claims after judgement: without rejected ones, accepted and corrected ones with confidence 1.

    Judgements of actors and places change the references of all claims to them.
    """
    kinds = {kind for kind, _ in standings}
    if kinds.isdisjoint(("claim", "actor", "place")):
        yield from claims
        return
    for claim in claims:
        stands = standings.get(("claim", claim.id), NO_STANDING)
        if stands.verdict == "reject":
            continue
        if not stands.verdict and kinds.isdisjoint(("actor", "place")):
            yield claim
            continue
        refs = {
            "actor": tuple(_apply_to_ref(ref, "actor", standings) for ref in claim.actor),
            "target": tuple(_apply_to_ref(ref, "actor", standings) for ref in claim.target),
            "place": tuple(_apply_to_ref(ref, "place", standings) for ref in claim.place),
        }
        changes: dict[str, Any] = {role: new for role, new in refs.items() if new != getattr(claim, role)}
        if stands.verdict:
            changes |= {"confidence": 1.0, **(stands.correction or {})}
        yield with_changes(claim, changes)


def apply_to_events(events: Iterable[Event], standings: Standings) -> list[Event]:
    """Return events after judgement: without rejected ones; accepted and corrected ones have score 1 and name the people who judged."""
    kept = []
    for event in events:
        stands = standings.get(("event", event.id), NO_STANDING)
        if stands.verdict == "reject":
            continue
        if stands.verdict:
            explanation = f"{event.explanation}; {stands.verdict}ed by {' and '.join(stands.people)}"
            event = with_changes(event, {"score": 1.0, "explanation": explanation, **(stands.correction or {})})
        kept.append(event)
    return kept


def apply_event_judgements(claims: Iterable[Claim], events: Iterable[Event], standings: Standings) -> Iterator[Claim]:
    """Yield claims after judgements of their events. A judgement of the claim itself takes precedence."""
    by_claim = {id: standings["event", event.id] for event in events if ("event", event.id) in standings for id in event.claims}
    for claim in claims:
        judged = standings.get(("claim", claim.id), NO_STANDING).verdict
        stands = NO_STANDING if judged else by_claim.get(claim.id, NO_STANDING)
        if stands.verdict == "reject":
            continue
        correction = {name: value for name, value in (stands.correction or {}).items() if name in SHARED_FIELDS}
        yield with_changes(claim, {"confidence": 1.0, **correction}) if stands.verdict else claim


R = TypeVar("R", bound=Record)


def with_changes(record: R, changes: Mapping[str, Any]) -> R:
    """Return a validated copy of a record with other values, or the record itself where nothing changes.

    Raises:
        pydantic.ValidationError: A value is not allowed for its field.
    """
    return type(record).model_validate({**record.model_dump(), **changes}) if changes else record


Ref = TypeVar("Ref", ActorRef, PlaceRef)


def _apply_to_ref(ref: Ref, kind: Subject, standings: Standings) -> Ref:
    keys = (ref.id, fold(ref.name or ref.text), fold(ref.text))
    stands = next((standings[kind, key] for key in keys if key and (kind, key) in standings), NO_STANDING)
    if stands.verdict == "reject":
        # The name was resolved wrongly and no right answer was given, so only the name itself remains.
        return type(ref)(**ref.model_dump(include={"text", "start", "end", "anaphor"}))
    return with_changes(ref, stands.correction or {})


def report_pairs(id: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of reports that "REPORT|REPORT" can mean: a report's own id may contain the separator."""
    parts = id.split(PAIR_SEPARATOR)
    return ((PAIR_SEPARATOR.join(parts[:cut]), PAIR_SEPARATOR.join(parts[cut:])) for cut in range(1, len(parts)))
