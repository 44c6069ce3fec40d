"""Finding the subject of a judgement, and checking that the judgement is possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from heldby.base.text import fold
from heldby.errors import UnknownRecord
from heldby.judgements.judgement import PAIR_SEPARATOR, Subject, Verdict, report_pairs
from heldby.judgements.validation import check_correction, complete_correction
from heldby.model import ActorRef, Event, PlaceRef
from heldby.model.base import Record
from heldby.store.db.schema import claim_actors, claim_places, events, reports
from heldby.store.query.record_reader import RecordReader


class Target(NamedTuple):
    """The subject of a judgement in its stored form, the ids of the claims of a judged event or pair of events, and the correction."""

    subject: str
    claims: tuple[str, ...] = ()
    correction: Mapping[str, Any] | None = None


def resolve_target(reader: RecordReader, kind: Subject, id: str, verdict: Verdict, correction: Mapping[str, Any]) -> Target:
    """Return what a judgement is about, with its correction completed (see `complete_correction`).

    The stored subject is an id or a folded name; for a pair of events, it is "CLAIM|CLAIM", one claim of each. `id` may also name an event
    by one of its claims.

    Raises:
        UnknownRecord: the dossier contains no such thing.
        ValueError: the correction is missing or not possible. The message is one line.
    """
    if verdict == "correct" and not correction:
        raise ValueError("a correction needs at least one FIELD=VALUE")
    if kind == "merge":
        return Target(_report_pair(reader, id, verdict))
    if kind == "event" and PAIR_SEPARATOR in id:
        claims = _event_pair(reader, id, verdict)
        return Target(PAIR_SEPARATOR.join(claims), claims)
    record, subject = find_record(reader, kind, id)
    if record is None:
        return Target(*_rejected_event(reader, id, verdict))
    completed = complete_correction(record, correction)
    check_correction(kind, record, completed)
    return Target(subject, record.claims if isinstance(record, Event) else (), completed)


def find_record(reader: RecordReader, kind: Subject, id: str) -> tuple[Record | None, str]:
    """Return a claim, an event, or a reference to a place or actor, with its stored form; None for an event that a judgement removed.

    Raises:
        UnknownRecord: the dossier contains no such thing.
    """
    if kind == "claim":
        found = reader.claims_by_id([id]).get(id)
        if found is not None:
            return found, id
    elif kind == "event":
        event = _event(reader, id) or next((one for one in reader.conclusions().events if id in one.claims), None)
        return event, event.id if event else id
    else:
        subject = _name_key(reader, claim_places if kind == "place" else claim_actors, id)
        if subject is not None:
            return (PlaceRef if kind == "place" else ActorRef)(text=id), subject
    raise UnknownRecord(f"there is no {kind} {id}")


def _event(reader: RecordReader, id: str) -> Event | None:
    with reader.database.reading() as connection:
        payload = connection.execute(sa.select(events.c.payload).where(events.c.id == id)).scalar()
    return Event.model_validate_json(payload) if payload else None


def _event_pair(reader: RecordReader, id: str, verdict: Verdict) -> tuple[str, ...]:
    """Return the ids of two claims that stand for the two events of a pair.

    For an event that is given by its own id, it is the claim with the highest confidence. An event may also be given by the id of a claim;
    then it is this claim.
    """
    if verdict == "correct":
        raise ValueError("a pair of events can be accepted (they are the same event) or rejected (they are two), not corrected")
    found: list[str] = []
    for name in id.split(PAIR_SEPARATOR, 1):
        event = _event(reader, name)
        claims = reader.claims_by_id({*(event.claims if event else [name])}.difference(found)).values()
        if not claims:
            raise UnknownRecord(f"there is no event or claim {name}")
        found.append(max(claims, key=lambda claim: (claim.confidence, claim.id)).id)
    return tuple(sorted(found))


def _rejected_event(reader: RecordReader, id: str, verdict: Verdict) -> tuple[str, tuple[str, ...]]:
    """Return the subject and claims of an event that is missing from the conclusions because a judgement rejected it."""
    before = next((one for one in reader.judgements() if one.kind == "event" and id in (one.subject, one.now)), None)
    if before is None:
        raise UnknownRecord(f"there is no event {id}")
    if verdict == "correct":
        done = "rejected" if before.verdict == "reject" else "corrected to a kind of control"
        raise ValueError(f"the event was {done} by {before.who}; accept it first, or undo judgement {before.seq}")
    return before.subject, before.claims


def _name_key(reader: RecordReader, table: sa.Table, name: str) -> str | None:
    """Return the id, or else the folded name, that claims use for a place or actor; None if no claim names it."""
    folded = fold(name)
    with reader.database.reading() as connection:
        if connection.execute(sa.select(table.c.claim).where(table.c.key == name).limit(1)).first():
            return name
        by_name = sa.or_(table.c.folded == folded, table.c.written == folded)
        return folded if connection.execute(sa.select(table.c.claim).where(by_name).limit(1)).first() else None


def _report_pair(reader: RecordReader, id: str, verdict: Verdict) -> str:
    if verdict == "correct":
        raise ValueError("a merge can be accepted or rejected, not corrected")
    with reader.database.reading() as connection:
        for first, second in report_pairs(id):
            if first != second and connection.execute(sa.select(sa.func.count()).where(reports.c.id.in_((first, second)))).scalar() == 2:
                return id
    raise UnknownRecord(f"a merge is judged as REPORT|REPORT, two reports of this dossier; {id} does not name two")
