"""Acts on a dossier: each is written into the ledger and carried out by the same function that carries it out again when rebuilding.

So the record cannot come to hold anything that the ledger does not explain.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.model import Claim, Mention, Report
from heldby.store import settings
from heldby.store.db.schema import claims, judgements, mentions, readings, reports
from heldby.store.ledger import ledger
from heldby.store.ledger.ledger import Entry
from heldby.store.record import erasure, write
from heldby.store.record.judgement_rows import carry_over_judgements, save_judgement
from heldby.store.record.row_buffer import RowBuffer

SILENT = frozenset({"export", "pack", "timestamp", "audit"})
"""Acts that change nothing which conclusions rest on."""


BATCH_SIZE = 64
"""Reports written together."""


def record_action(connection: Connection, *, who: str, action: str, subject: str, payload: Mapping[str, Any]) -> Entry:
    """Write an act into the ledger and carry it out, in the write transaction at hand."""
    entry = ledger.append(connection, who=who, action=action, subject=subject, payload=payload)
    apply_entry(connection, entry)
    return entry


def apply_entry(connection: Connection, entry: Entry) -> None:
    """Do what a ledger row says; one whose payload was erased says nothing any more.

    Raises:
        KeyError: a later heldby wrote an act that this one does not know.
    """
    apply_entries(connection, [entry])


def apply_entries(connection: Connection, entries: Iterable[Entry]) -> int:
    """Do what ledger rows say, one after the other; how many they were. Raises as `carry_out`."""
    rows, waiting, count = RowBuffer(), 0, 0
    for count, entry in enumerate(entries, 1):  # noqa: B007 - the count is what is asked for
        if entry.payload is None:
            continue
        if entry.action == "ingest":
            # A report read in needs nothing that is there, so many can be written together.
            _ingest(rows, entry, entry.payload)
            waiting += 1
        else:
            rows.flush(connection)
            HANDLERS[entry.action](connection, entry, entry.payload)
        if waiting >= BATCH_SIZE:
            rows.flush(connection)
            waiting = 0
    rows.flush(connection)
    return count


def _ingest(rows: RowBuffer, entry: Entry, payload: Mapping[str, Any]) -> None:
    report = Report.model_validate(payload["report"])
    read_on = dt.datetime.fromisoformat(payload.get("known_at") or entry.at).date()
    num = write.add_report(rows, report, entry.seq, read_on=read_on, read_by=payload["reader"], notes=payload["notes"])
    _add_reading(rows, num, entry.seq, payload)


def _reread(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    num = _number(connection, payload["report"])
    ids = [claim["id"] for claim in payload["claims"]]
    connection.execute(claims.update().where(claims.c.report == num).values(current=False))
    connection.execute(mentions.update().where(mentions.c.report == num).values(current=False))
    connection.execute(readings.delete().where(readings.c.report == num, readings.c.reader == payload["reader"]))
    rows = RowBuffer()
    _add_reading(rows, num, entry.seq, payload, write.claim_keys(connection, num))
    rows.flush(connection)
    again = sa.and_(claims.c.report == num, claims.c.reader == payload["reader"], claims.c.id.in_(ids))
    connection.execute(claims.update().where(again).values(current=True))
    connection.execute(reports.update().where(reports.c.num == num).values(read_by=payload["reader"]))
    carry_over_judgements(connection, num)


def _add_reading(rows: RowBuffer, num: int, act: int, payload: Mapping[str, Any], known: Collection[tuple[str, str]] = ()) -> None:
    write.add_claims(rows, num, act, map(Claim.model_validate, payload["claims"]), known)
    write.add_mentions(rows, num, act, payload["reader"], map(Mention.model_validate, payload["mentions"]))
    write.add_reading(rows, num, act, payload["reader"])


def _add(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    rows, num = RowBuffer(), _number(connection, payload["report"])
    write.add_claims(rows, num, entry.seq, map(Claim.model_validate, payload["claims"]), write.claim_keys(connection, num))
    rows.flush(connection)


def _retract(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    num = _number(connection, payload["report"])
    connection.execute(reports.update().where(reports.c.num == num).values(retracted=payload["retracted"]))


def _judge(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    save_judgement(connection, entry, payload)


def _undo(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    connection.execute(judgements.update().where(judgements.c.seq == payload["judgement"]).values(undone=True))


def _erase(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    erasure.save_tombstone(connection, entry.seq, payload)


def _set(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    settings.put(connection, payload["name"], payload["value"])


def _nothing(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    """What is only to be remembered."""


def _number(connection: Connection, report: str) -> int:
    return int(connection.execute(sa.select(reports.c.num).where(reports.c.id == report)).scalar_one())


HANDLERS: dict[str, Callable[[Connection, Entry, Mapping[str, Any]], None]] = {
    "reread": _reread,
    "add": _add,
    "retract": _retract,
    "judge": _judge,
    "undo": _undo,
    "erase": _erase,
    "setting": _set,
    "export": _nothing,
    "pack": _nothing,
    "timestamp": _nothing,
    "audit": _nothing,
}
"""What each kind of ledger row does to the record, besides `ingest`."""


def erase(connection: Connection, *, who: str, report: str, why: str) -> None:
    """Remove a report, all that was read in it and every ledger payload that tells of it; the chain stays whole.

    What is left is a tombstone: that something was erased, by whom, when and why, and a salted digest by which the same report is known
    should it come again, but from which it cannot be found out.
    """
    sha256: str = connection.execute(sa.select(reports.c.sha256).where(reports.c.id == report)).scalar_one()
    rows = erasure.remove_report(connection, report)
    salt = secrets.token_hex(16)
    tombs = {"tomb": erasure.tombstone_digest(report, salt), "original": erasure.tombstone_digest(sha256, salt), "tomb_salt": salt}
    payload = {"rows": rows, **tombs, "why": why}
    record_action(connection, who=who, action="erase", subject="", payload=payload)
