"""Adding what another dossier holds to this one: its reports with their claims, and what people judged of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.judgements.carry_over import successor
from heldby.model import Claim, Mention, Report, claim_id
from heldby.store import actions
from heldby.store.db.schema import claims, reports
from heldby.store.dossier import Dossier
from heldby.store.ledger import ledger
from heldby.store.ledger.ledger import Entry
from heldby.store.record import erasure, write

BATCH = 64
"""Acts carried over in one transaction."""

LEFT = actions.SILENT | {"setting", "erase"}
"""Acts that stay where they are: what changed nothing, and what is for each dossier's people to decide."""


@dataclass
class MergeResult:
    """What came over: acts carried over; reports that were here already; judgements of claims that nothing here answers to; and ids of
    reports here that were erased there."""

    carried: int = 0
    known: int = 0
    unanswered: int = 0
    erased_there: list[str] = field(default_factory=list)


@dataclass
class _Names:
    """Under which ids and numbers this dossier has what the other one speaks of."""

    reports: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    acts: dict[int, int] = field(default_factory=dict)
    ours: set[str] = field(default_factory=set)
    """Reports that were here before; what reads them here is for this dossier to say."""


def merge(source: Dossier, target: Dossier) -> MergeResult:
    """Carry over every report of another dossier that this one does not have, with all later acts on it, and what people said of anything.

    Each act becomes a row of this ledger under this user's name that says whose it was, when, and the hash of the row it came from; so a
    merge that was interrupted goes on where it was, and one that was done changes nothing. A report whose id is taken here by another text
    is kept apart as always, and its claims with it.
    """
    done, names, before = MergeResult(), _Names(), _carried(target)
    told = _entries(source)
    while batch := list(islice(told, BATCH)):
        for entry in batch:
            if entry.action == "ingest" and entry.payload is not None:
                original = source.originals.read(entry.payload["report"]["sha256"])
                if original is not None:
                    target.originals.keep(original)
        with target.database.writing() as connection:
            for entry in batch:
                _carry(connection, source, target.who, entry, names, before, done)
    done.erased_there = _erased_there(source, target)
    return done


def _carry(
    connection: Connection, source: Dossier, who: str, entry: Entry, names: _Names, before: Mapping[str, Entry], done: MergeResult
) -> None:
    if entry.payload is None or entry.action in LEFT:
        return
    if entry.hash in before:
        _remember(entry, before[entry.hash], names)
        return
    if entry.action == "ingest":
        moved = _ingest(connection, entry, names, done)
    elif entry.action == "judge":
        moved = _judged(connection, source, entry, names)
        done.unanswered += moved is None
    else:
        moved = _moved(entry, names)
    if moved is None:
        return
    subject, payload = moved
    origin = {"who": entry.who, "at": entry.at, "hash": entry.hash}
    names.acts[entry.seq] = actions.record_action(connection, who=who, action=entry.action, subject=subject, payload={**payload, "origin": origin}).seq
    done.carried += 1


def _remember(entry: Entry, carried: Entry, names: _Names) -> None:
    names.acts[entry.seq] = carried.seq
    if entry.action == "ingest" and entry.payload is not None and carried.payload is not None:
        _name(names, entry.payload["report"]["id"], carried.subject, entry.payload["claims"], carried.payload["claims"])


def _name(names: _Names, old: str, new: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    names.reports[old] = new
    names.claims |= {one["id"]: other["id"] for one, other in zip(before, after, strict=True)}


def _ingest(connection: Connection, entry: Entry, names: _Names, done: MergeResult) -> tuple[str, dict[str, Any]] | None:
    payload = _own(entry)
    report = Report.model_validate(payload["report"])
    id = write.assign_id(connection, report)
    if id is None:
        done.known += 1
        here = write.kept_id(connection, report)
        if here is not None:
            names.reports[report.id] = here
            names.ours.add(here)
        return None
    if id != report.id:
        payload |= _renamed(payload, report, id)
    _name(names, report.id, id, _own(entry)["claims"], payload["claims"])
    return id, {**payload, "known_at": payload.get("known_at") or entry.at}


def _moved(entry: Entry, names: _Names) -> tuple[str, dict[str, Any]] | None:
    """An act with the ids and numbers of this dossier; None where it speaks of what is not here, or is for this dossier to decide."""
    payload = _own(entry)
    if entry.action == "undo":
        number = names.acts.get(payload["judgement"])
        return None if number is None else (str(number), {**payload, "judgement": number})
    report = names.reports.get(payload["report"])
    if report is None or (entry.action == "reread" and report in names.ours):
        return None
    payload |= {"report": report}
    if "claims" in payload:
        before = payload["claims"]
        if report != entry.subject:
            payload |= {"claims": _under(report, before), "mentions": _mentions(report, payload.get("mentions", []))}
        _name(names, entry.subject, report, before, payload["claims"])
    return report, payload


def _judged(connection: Connection, source: Dossier, entry: Entry, names: _Names) -> tuple[str, dict[str, Any]] | None:
    """A judgement of what answers here to what was judged there; None where nothing does."""
    payload = _own(entry)
    told = [payload["judged"]] if payload["kind"] == "claim" else payload.get("claims", [])
    answers = {id: names.claims.get(id) or _answer(connection, source, id, names) for id in told}
    if payload["kind"] == "claim":
        found = answers[payload["judged"]]
        return None if found is None else (found, {**payload, "judged": found})
    return payload["judged"], {**payload, "claims": [found or id for id, found in answers.items()]} if told else payload


def _answer(connection: Connection, source: Dossier, id: str, names: _Names) -> str | None:
    """The claim here, of a report that was here before, that says what a claim there says; both may have been read by different readers."""
    judged = source.claims_by_id([id]).get(id)
    report = judged and names.reports.get(judged.report)
    if judged is None or report is None:
        return None
    query = sa.select(claims.c.payload).join(reports, claims.c.report == reports.c.num).where(reports.c.id == report, claims.c.current)
    here: list[str] = list(connection.execute(query).scalars())
    found = successor(judged, [Claim.model_validate_json(payload) for payload in here])
    return found.claim.id if found and found.sure else None


def _own(entry: Entry) -> dict[str, Any]:
    """A payload without what its own ledger row added."""
    return {key: value for key, value in (entry.payload or {}).items() if key not in ("salt", "action", "subject", "origin")}


def _renamed(payload: Mapping[str, Any], report: Report, id: str) -> dict[str, Any]:
    return {
        "report": report.model_copy(update={"id": id}).model_dump(mode="json"),
        "claims": _under(id, payload["claims"]),
        "mentions": _mentions(id, payload["mentions"]),
    }


def _under(report: str, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Claims as those of a report under another id, which changes their own."""
    moved = [Claim.model_validate({**fields, "report": report}).model_dump(mode="json") for fields in told]
    return [{**fields, "id": claim_id(fields)} for fields in moved]


def _mentions(report: str, mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [Mention.model_validate({**fields, "report": report}).model_dump(mode="json") for fields in mentions]


def _entries(source: Dossier) -> Iterator[Entry]:
    with source.database.reading() as connection:
        yield from ledger.entries(connection)


def _carried(target: Dossier) -> dict[str, Entry]:
    """The acts here that came from another dossier, by the hash of the row they came from; of what they hold only what is needed."""
    with target.database.reading() as connection:
        found = ((entry, entry.payload) for entry in ledger.entries(connection) if entry.payload and "origin" in entry.payload)
        return {payload["origin"]["hash"]: entry._replace(payload=_ids_only(payload)) for entry, payload in found}


def _ids_only(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"claims": [{"id": claim["id"]} for claim in payload.get("claims", []) if isinstance(claim, dict)]}


def _erased_there(source: Dossier, target: Dossier) -> list[str]:
    """Reports of this dossier that the other one erased, which is for a person to think about."""
    with source.database.reading() as there, target.database.reading() as here:
        tombs = erasure.tombstones(there)
        return [id for id in write.report_ids(here) if any(erasure.tombstone_digest(id, salt) == kept for salt, kept in tombs)] if tombs else []
