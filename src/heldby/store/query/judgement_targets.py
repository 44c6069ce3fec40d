"""What may be judged and how: the thing must be here, and what is said to be right must be possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from heldby.base.text import fold
from heldby.errors import UnknownRecord
from heldby.judgements.judgement import PAIR_SEPARATOR, Subject, Verdict
from heldby.judgements.validation import check_correction
from heldby.model import ActorRef, Event, PlaceRef
from heldby.model.base import Record
from heldby.store.db.schema import claim_actors, claim_places, events, reports

if TYPE_CHECKING:
    from heldby.store.dossier import Dossier


def resolve_target(dossier: Dossier, kind: Subject, id: str, verdict: Verdict, correction: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """What a judgement is of, as it is kept: the id or folded name, and for an event its claims; for two, "EVENT|EVENT", a claim of each.

    An event may also be named by a claim that tells of it.

    Raises:
        UnknownRecord: there is no such thing in the dossier.
        ValueError: the correction is none, or cannot be; the message is one line.
    """
    if verdict == "correct" and not correction:
        raise ValueError("nothing is said to be right; write FIELD=VALUE")
    if kind == "merge":
        return _pair(dossier, id, verdict), ()
    if kind == "event" and PAIR_SEPARATOR in id:
        told = _two(dossier, id, verdict)
        return PAIR_SEPARATOR.join(told), told
    record, subject = _found(dossier, kind, id)
    if record is None:
        return _rejected(dossier, id, verdict)
    check_correction(kind, record, correction)
    return subject, record.claims if isinstance(record, Event) else ()


def _found(dossier: Dossier, kind: Subject, id: str) -> tuple[Record | None, str]:
    if kind == "claim":
        found = dossier.claims_by_id([id]).get(id)
        if found is not None:
            return found, id
    elif kind == "event":
        event = _event(dossier, id) or next((one for one in dossier.conclusions().events if id in one.claims), None)
        return event, event.id if event else id
    else:
        subject = _spoken_of(dossier, claim_places if kind == "place" else claim_actors, id)
        if subject is not None:
            return (PlaceRef if kind == "place" else ActorRef)(text=id), subject
    raise UnknownRecord(f"there is no {kind} {id}")


def _event(dossier: Dossier, id: str) -> Event | None:
    with dossier.database.reading() as connection:
        payload = connection.execute(sa.select(events.c.payload).where(events.c.id == id)).scalar()
    return Event.model_validate_json(payload) if payload else None


def _two(dossier: Dossier, id: str, verdict: Verdict) -> tuple[str, ...]:
    """The surest claim of each of two events, or the claims that stand for them in the id."""
    if verdict == "correct":
        raise ValueError("two events can be said to be one (accept) or two (reject), not corrected")
    found: list[str] = []
    for name in id.split(PAIR_SEPARATOR, 1):
        event = _event(dossier, name)
        claims = dossier.claims_by_id({*(event.claims if event else [name])}.difference(found)).values()
        if not claims:
            raise UnknownRecord(f"there is no event or claim {name}")
        found.append(max(claims, key=lambda claim: (claim.confidence, claim.id)).id)
    return tuple(sorted(found))


def _rejected(dossier: Dossier, id: str, verdict: Verdict) -> tuple[str, tuple[str, ...]]:
    """An event that is not among the conclusions because somebody rejected it; others may have their say about that."""
    before = next((one for one in dossier.judgements() if one.kind == "event" and id in (one.subject, one.now)), None)
    if before is None:
        raise UnknownRecord(f"there is no event {id}")
    if verdict == "correct":
        raise ValueError(f"the event was rejected by {before.who}; accept it first, or undo judgement {before.seq}")
    return before.subject, before.claims


def _spoken_of(dossier: Dossier, table: sa.Table, name: str) -> str | None:
    """The id, or else the folded name, under which claims speak of a place or actor."""
    folded = fold(name)
    with dossier.database.reading() as connection:
        if connection.execute(sa.select(table.c.claim).where(table.c.key == name).limit(1)).first():
            return name
        spelled = sa.or_(table.c.folded == folded, table.c.written == folded)
        return folded if connection.execute(sa.select(table.c.claim).where(spelled).limit(1)).first() else None


def _pair(dossier: Dossier, id: str, verdict: Verdict) -> str:
    if verdict == "correct":
        raise ValueError("a merge can be accepted or rejected, not corrected")
    with dossier.database.reading() as connection:
        for first, second in report_pairs(id):
            if first != second and connection.execute(sa.select(sa.func.count()).where(reports.c.id.in_((first, second)))).scalar() == 2:
                return id
    raise UnknownRecord(f"a merge is judged as REPORT|REPORT, two reports of this dossier; {id} names none")


def report_pairs(id: str) -> Iterator[tuple[str, str]]:
    """The two reports that "REPORT|REPORT" may name; given ids may themselves hold the sign."""
    parts = id.split("|")
    return (("|".join(parts[:cut]), "|".join(parts[cut:])) for cut in range(1, len(parts)))
