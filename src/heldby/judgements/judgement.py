"""Judgements: what people accept, reject or correct. They are kept beside the evidence and never touch it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from heldby.base.canonical_json import canonical
from heldby.base.text import fold
from heldby.model import ActorRef, Claim, Event, PlaceRef
from heldby.model.base import Record

Verdict = Literal["accept", "reject", "correct"]
Subject = Literal["claim", "event", "place", "actor", "merge"]

JOINT = "|"
"""Between two events, or two claims that stand for them, of which somebody said that they are one, or two."""

SHARED = ("actor", "target", "place", "when", "status")
"""What a correction of an event also corrects in the claims that tell of it."""


class Judgement(Record):
    """What one person said of one thing. `now` is what it stands for since its report was read again; `doubtful` asks
    for a new look, as nothing in the new reading answers to it. An event is remembered by its `claims`, since its id changes with them;
    a pair of events by a claim of each, which also name it: "CLAIM|CLAIM".
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
    """What people's judgements of one thing come to. `verdict` is None while they disagree or a second approval is missing."""

    verdict: Verdict | None
    correction: dict[str, Any] | None
    people: tuple[str, ...]
    disputed: bool


NOTHING = Standing(None, None, (), False)
"""What stands for what nobody judged."""


def standing(given: Iterable[Judgement], *, second_approval: bool = False) -> dict[tuple[Subject, str], Standing]:
    """What stands for each thing judged: everybody's latest word, if they agree."""
    latest: dict[tuple[Subject, str], dict[str, Judgement]] = {}
    for one in given:
        if not one.undone and not one.doubtful:
            latest.setdefault((one.kind, one.now), {})[one.who] = one
    return {subject: _weigh(list(by_person.values()), second_approval) for subject, by_person in latest.items()}


def _weigh(words: Sequence[Judgement], second_approval: bool) -> Standing:
    people = tuple(sorted(word.who for word in words))
    agreed = len({(word.verdict, canonical(word.correction)) for word in words}) == 1
    if not agreed or (second_approval and len(people) < 2):
        return Standing(None, None, people, not agreed)
    return Standing(words[0].verdict, words[0].correction, people, False)


def apply(found: Iterable[Claim], standings: Mapping[tuple[Subject, str], Standing]) -> Iterator[Claim]:
    """Claims as people left them: rejected ones gone, accepted ones certain, corrected ones with the person's values and certain."""
    kinds = {kind for kind, _ in standings}
    if kinds.isdisjoint(("claim", "actor", "place")):
        yield from found
        return
    for claim in found:
        stands = standings.get(("claim", claim.id), NOTHING)
        if stands.verdict == "reject":
            continue
        if not stands.verdict and kinds.isdisjoint(("actor", "place")):
            yield claim
            continue
        refs = {
            "actor": tuple(_judged(ref, "actor", standings) for ref in claim.actor),
            "target": tuple(_judged(ref, "actor", standings) for ref in claim.target),
            "place": tuple(_judged(ref, "place", standings) for ref in claim.place),
        }
        changes: dict[str, Any] = {role: new for role, new in refs.items() if new != getattr(claim, role)}
        if stands.verdict:
            changes |= {"confidence": 1.0, **(stands.correction or {})}
        yield changed(claim, changes)


def apply_to_events(found: Iterable[Event], standings: Mapping[tuple[Subject, str], Standing]) -> list[Event]:
    """Events as people left them: rejected ones gone, accepted and corrected ones certain, and said to be somebody's word."""
    kept = []
    for event in found:
        stands = standings.get(("event", event.id), NOTHING)
        if stands.verdict == "reject":
            continue
        if stands.verdict:
            word = f"{event.explanation}; {stands.verdict}ed by {' and '.join(stands.people)}"
            event = changed(event, {"score": 1.0, "explanation": word, **(stands.correction or {})})
        kept.append(event)
    return kept


def apply_through_events(
    found: Iterable[Claim], events: Iterable[Event], standings: Mapping[tuple[Subject, str], Standing]
) -> Iterator[Claim]:
    """Claims as people left the events that they tell of. What somebody said of the claim itself goes before."""
    said = {id: standings["event", event.id] for event in events if ("event", event.id) in standings for id in event.claims}
    for claim in found:
        stands = NOTHING if standings.get(("claim", claim.id), NOTHING).verdict else said.get(claim.id, NOTHING)
        if stands.verdict == "reject":
            continue
        correction = {name: value for name, value in (stands.correction or {}).items() if name in SHARED}
        yield changed(claim, {"confidence": 1.0, **correction}) if stands.verdict else claim


Changed = TypeVar("Changed", bound=Record)


def changed(record: Changed, changes: Mapping[str, Any]) -> Changed:
    """A record with other values, checked; itself where nothing changes.

    Raises:
        pydantic.ValidationError: a value cannot be.
    """
    return type(record).model_validate({**record.model_dump(), **changes}) if changes else record


Ref = TypeVar("Ref", ActorRef, PlaceRef)


def _judged(ref: Ref, kind: Subject, standings: Mapping[tuple[Subject, str], Standing]) -> Ref:
    keys = (ref.id, fold(ref.name or ref.text), fold(ref.text))
    stands = next((standings[kind, key] for key in keys if key and (kind, key) in standings), NOTHING)
    if stands.verdict == "reject":
        # What the name was taken for is wrong and nobody said what is right: the name alone is left.
        return type(ref)(**ref.model_dump(include={"text", "start", "end", "anaphor"}))
    return changed(ref, stands.correction or {})
