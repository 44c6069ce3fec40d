"""Actions on a dossier (event sourcing): each is appended to the ledger and applied to the record by a handler.

Rebuilding applies the same handlers to the ledger, so the record never contains anything that the ledger does not explain.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.model import Claim, Mention, Report
from heldby.model.claim import BY_HAND
from heldby.store import settings
from heldby.store.db.schema import claims, judgements, mentions, readings, reports
from heldby.store.ledger import ledger
from heldby.store.ledger.ledger import Entry
from heldby.store.record import erasure, write
from heldby.store.record.judgement_rows import carry_over_judgements, save_judgement
from heldby.store.record.row_buffer import RowBuffer

BATCH_SIZE = 64
"""Number of reports whose rows are written together."""


def record_action(connection: Connection, *, who: str, action: str, subject: str, payload: Mapping[str, Any]) -> Entry:
    """Append an action to the ledger and apply it to the record, inside the caller's write transaction."""
    entry = ledger.append(connection, who=who, action=action, subject=subject, payload=payload)
    apply_entries(connection, [entry])
    return entry


def apply_entries(connection: Connection, entries: Iterable[Entry]) -> int:
    """Apply ledger entries to the record in order; return their number. Entries with an erased payload change nothing.

    Raises:
        KeyError: a later version of heldby wrote an action that this version does not know.
    """
    buffer, waiting, count = RowBuffer(), 0, 0
    for count, entry in enumerate(entries, 1):  # noqa: B007 - the count is returned
        if entry.payload is None:
            continue
        if entry.action == "ingest":
            # A new report depends on no other row, so many can be written together.
            _ingest(buffer, entry, entry.payload)
            waiting += 1
        else:
            buffer.flush(connection)
            HANDLERS[entry.action](connection, entry, entry.payload)
        if waiting >= BATCH_SIZE:
            buffer.flush(connection)
            waiting = 0
    buffer.flush(connection)
    return count


def _ingest(buffer: RowBuffer, entry: Entry, payload: Mapping[str, Any]) -> None:
    report = Report.model_validate(payload["report"])
    added_on = dt.datetime.fromisoformat(payload.get("known_at") or entry.at).date()
    num = write.add_report(buffer, report, entry.seq, added_on=added_on, read_by=payload["reader"], notes=payload["notes"])
    _add_reading(buffer, num, entry.seq, payload)


def _reread(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    num = _report_number(connection, payload["report"])
    ids = [claim["id"] for claim in payload["claims"]]
    # What a person added stays, unless the reader now finds the same.
    superseded = sa.or_(sa.not_(claims.c.reader.startswith(BY_HAND)), claims.c.id.in_(ids))
    connection.execute(claims.update().where(claims.c.report == num, superseded).values(current=False))
    connection.execute(mentions.update().where(mentions.c.report == num).values(current=False))
    connection.execute(readings.delete().where(readings.c.report == num, readings.c.reader == payload["reader"]))
    buffer = RowBuffer()
    _add_reading(buffer, num, entry.seq, payload, write.claim_keys(connection, num))
    buffer.flush(connection)
    repeated = sa.and_(claims.c.report == num, claims.c.reader == payload["reader"], claims.c.id.in_(ids))
    connection.execute(claims.update().where(repeated).values(current=True))
    connection.execute(reports.update().where(reports.c.num == num).values(read_by=payload["reader"]))
    carry_over_judgements(connection, num)


def _add_reading(buffer: RowBuffer, num: int, seq: int, payload: Mapping[str, Any], existing: Collection[tuple[str, str]] = ()) -> None:
    write.add_claims(buffer, num, seq, map(Claim.model_validate, payload["claims"]), existing)
    write.add_mentions(buffer, num, seq, payload["reader"], map(Mention.model_validate, payload["mentions"]))
    write.add_reading(buffer, num, seq, payload["reader"])


def _add(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    buffer, num = RowBuffer(), _report_number(connection, payload["report"])
    write.add_claims(buffer, num, entry.seq, map(Claim.model_validate, payload["claims"]), write.claim_keys(connection, num))
    buffer.flush(connection)


def _retract(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    num = _report_number(connection, payload["report"])
    connection.execute(reports.update().where(reports.c.num == num).values(retracted=payload["retracted"]))


def _judge(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    save_judgement(connection, entry, payload)


def _undo(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    connection.execute(judgements.update().where(judgements.c.seq == payload["judgement"]).values(undone=True))


def _erase(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    erasure.save_tombstone(connection, entry.seq, payload)


def _set(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    settings.put(connection, payload["name"], payload["value"])


def _log_only(connection: Connection, entry: Entry, payload: Mapping[str, Any]) -> None:
    """Change nothing: the action only has to be in the ledger."""


def _report_number(connection: Connection, report: str) -> int:
    return int(connection.execute(sa.select(reports.c.num).where(reports.c.id == report)).scalar_one())


HANDLERS: dict[str, Callable[[Connection, Entry, Mapping[str, Any]], None]] = {
    "reread": _reread,
    "add": _add,
    "retract": _retract,
    "judge": _judge,
    "undo": _undo,
    "erase": _erase,
    "setting": _set,
} | dict.fromkeys(ledger.SILENT_ACTIONS, _log_only)
"""The handler of each action other than `ingest`."""


def erase(connection: Connection, *, who: str, report: str, why: str) -> None:
    """Delete a report, everything read in it and every ledger payload about it. The chain of the ledger stays valid.

    A tombstone remains in the ledger. It states who erased a report, when and why, and has salted digests by which the same report is
    recognised if it is added again. The digests do not reveal the report's id.
    """
    sha256: str = connection.execute(sa.select(reports.c.sha256).where(reports.c.id == report)).scalar_one()
    rows = erasure.remove_report(connection, report)
    salt = secrets.token_hex(16)
    digests = {"tomb": erasure.tombstone_digest(report, salt), "original": erasure.tombstone_digest(sha256, salt), "tomb_salt": salt}
    record_action(connection, who=who, action="erase", subject="", payload={"rows": rows, **digests, "why": why})
