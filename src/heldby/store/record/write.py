"""Writing reports, claims and mentions as rows, from the payload of a ledger entry; rebuilding writes the same rows again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.canonical_json import canonical, digest
from heldby.base.text import fold
from heldby.model import Claim, Mention, Report
from heldby.store.db.schema import claims, mentions, readings, reports
from heldby.store.record import claim_arguments, erasure
from heldby.store.record.row_buffer import RowBuffer

POSITION_BITS = 20
"""Bits of a row number that count the rows of one ledger entry.

For up to eight billion entries, row numbers stay below 2^53, the limit of exact integers in JavaScript.
"""


def identity(report: Report) -> str:
    """Return a digest of a report's text, title, date, outlet and address. It tells different reports with one given id apart."""
    return digest(canonical([report.text, report.title, str(report.published), report.source, report.url]))


def assign_id(connection: Connection, report: Report) -> str | None:
    """Return the id for a new report, or None if it is stored already or was erased.

    An id made from the original's bytes identifies the report. A given id belongs to the first report with it. Another report with the
    same id gets `id~` and eight hexadecimal digits of its `identity`, so that every later run gives it the same id.
    """
    return assign_ids(connection, [report])[0]


def assign_ids(connection: Connection, found: Sequence[Report]) -> list[str | None]:
    """Return the result of `assign_id` for each of several reports, as if each were the only new one."""
    ids = {id for report in found for id in (report.id, _alternative_id(report))}
    query = sa.select(reports.c.id, reports.c.identity).where(reports.c.id.in_(ids))
    stored = {row.id: row.identity for row in connection.execute(query)}
    erased = erasure.tombstones(connection)

    def new_id(report: Report) -> str | None:
        if report.id in stored and _is_same(stored[report.id], report):
            return None
        id = report.id if report.id not in stored else _alternative_id(report)
        return None if id in stored or erasure.was_erased(id, erased) else id

    return [new_id(report) for report in found]


def possible_ids(report: Report) -> list[str]:
    """Return the ids that a report can have in a dossier: its given id, or another one if that belongs to another report."""
    return [report.id, _alternative_id(report)]


def kept_id(connection: Connection, report: Report) -> str | None:
    """Return the id under which a report is stored, or None if it is not stored."""
    stored = _stored_identity(connection, report.id)
    if stored is None or _is_same(stored, report):
        return None if stored is None else report.id
    alternative = _alternative_id(report)
    return None if _stored_identity(connection, alternative) is None else alternative


def report_ids(connection: Connection) -> list[str]:
    """Return the ids of all reports in the order in which they were added."""
    return list(connection.execute(sa.select(reports.c.id).order_by(reports.c.num)).scalars())


def _is_same(stored: str, report: Report) -> bool:
    return stored == identity(report) or report.id == f"sha256:{report.sha256}"


def _alternative_id(report: Report) -> str:
    return f"{report.id}~{identity(report)[:8]}"


def _stored_identity(connection: Connection, id: str) -> str | None:
    return connection.execute(sa.select(reports.c.identity).where(reports.c.id == id)).scalar()


def row_number(seq: int, position: int = 0) -> int:
    """Return the number of a row from its ledger entry and its position among the entry's rows. Rebuilding gives the same numbers.

    Raises:
        ValueError: the position is too large: an entry can write at most 2^`POSITION_BITS` rows.
    """
    if position >> POSITION_BITS:
        raise ValueError(f"one ledger entry cannot write more than {1 << POSITION_BITS} rows")
    return seq << POSITION_BITS | position


def add_report(buffer: RowBuffer, report: Report, seq: int, *, added_on: dt.date, read_by: str, notes: Sequence[str]) -> int:
    """Buffer the row of a report; return its number.

    Args:
        buffer: the rows to be written.
        report: the report.
        seq: the number of its ledger entry.
        added_on: the day from which an undated report counts as known.
        read_by: the reader's version.
        notes: doubts from the intake and the reading.
    """
    metadata = report.model_dump(mode="json", exclude={"text"})
    buffer.rows(reports).append(
        {
            "num": row_number(seq),
            "id": report.id,
            "identity": identity(report),
            "sha256": report.sha256,
            "published": report.published,
            "known": report.published or added_on,
            "title": report.title,
            "source": report.source,
            "outlet": fold(report.source) if report.source else None,
            "text": report.text,
            "payload": canonical(metadata),
            "notes": canonical(list(notes)),
            "read_by": read_by,
            "retracted": False,
        }
    )
    return row_number(seq)


def add_claims(buffer: RowBuffer, report: int, seq: int, found: Iterable[Claim], existing: Collection[tuple[str, str]] = ()) -> None:
    """Buffer the rows of a report's claims and of their arguments.

    `seq` is the number of the ledger entry; `existing` names claims (id, reader) that are stored already and stay as they are.
    """
    fresh = {(claim.id, claim.reader): claim for claim in found if (claim.id, claim.reader) not in existing}
    numbered = {row_number(seq, position): claim for position, claim in enumerate(fresh.values())}
    buffer.rows(claims).extend(_claim_row(num, report, claim) for num, claim in numbered.items())
    claim_arguments.add(buffer, numbered)


def claim_keys(connection: Connection, report: int) -> set[tuple[str, str]]:
    """Return the id and reader of each stored claim of a report."""
    query = sa.select(claims.c.id, claims.c.reader).where(claims.c.report == report)
    return {(row.id, row.reader) for row in connection.execute(query)}


def _claim_row(num: int, report: int, claim: Claim) -> dict[str, Any]:
    return {
        "num": num,
        "id": claim.id,
        "report": report,
        "reader": claim.reader,
        "kind": claim.kind,
        "type": claim.type,
        "status": claim.status,
        "first": claim.when and claim.when.first,
        "last": claim.when and claim.when.last,
        "start": claim.start,
        "confidence": claim.confidence,
        "quote": claim.quote,
        "payload": claim.model_dump_json(),
        "current": True,
    }


def add_mentions(buffer: RowBuffer, report: int, seq: int, reader: str, found: Iterable[Mention]) -> None:
    """Buffer the rows of a report's mentions."""
    buffer.rows(mentions).extend(
        {
            "num": row_number(seq, position),
            "report": report,
            "reader": reader,
            "kind": mention.kind,
            "key": mention.id,
            "start": mention.start,
            "payload": mention.model_dump_json(),
            "current": True,
        }
        for position, mention in enumerate(found)
    )


def add_reading(buffer: RowBuffer, report: int, seq: int, reader: str) -> None:
    """Buffer the row of a reading: the report, the version of the reader and the ledger entry."""
    buffer.rows(readings).append({"report": report, "reader": reader, "seq": seq})


def report_from_row(row: Any) -> Report:
    """Return the report of a row with `payload` and `text`."""
    return Report.model_validate({**json.loads(row.payload), "text": row.text})
