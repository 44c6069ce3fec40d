"""Writing reports, claims and mentions as rows. Called while reading in and, with the same payloads from the ledger, while rebuilding."""

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

ROOM = 20
"""Binary digits for the rows of one act. A number stays below 2^53, which JavaScript still counts exactly, for eight billion acts."""


def identity(report: Report) -> str:
    """What makes two reports under one given id the same: text, title, publication date, outlet and address."""
    return digest(canonical([report.text, report.title, str(report.published), report.source, report.url]))


def assign_id(connection: Connection, report: Report) -> str | None:
    """The id under which a report is to be kept, or None if it is kept already or was erased.

    An id made from the original's bytes is the report. A given id belongs to the first report that came with it; another report under the
    same id is kept apart as `id~` and eight digits of its identity, which every later run finds again.
    """
    return assign_ids(connection, [report])[0]


def assign_ids(connection: Connection, found: Sequence[Report]) -> list[str | None]:
    """As `own_id`, for each of several reports, as if it were the only one."""
    report_ids = {id for report in found for id in (report.id, _apart(report))}
    query = sa.select(reports.c.id, reports.c.identity).where(reports.c.id.in_(report_ids))
    kept = {row.id: row.identity for row in connection.execute(query)}
    tombs = erasure.tombstones(connection)

    def own(report: Report) -> str | None:
        if report.id in kept and _is_it(kept[report.id], report):
            return None
        id = report.id if report.id not in kept else _apart(report)
        return None if id in kept or erasure.was_erased(id, tombs) else id

    return [own(report) for report in found]


def kept_id(connection: Connection, report: Report) -> str | None:
    """The id under which a report is kept, or None where it is not here."""
    kept = _kept(connection, report.id)
    if kept is None or _is_it(kept, report):
        return None if kept is None else report.id
    apart = _apart(report)
    return None if _kept(connection, apart) is None else apart


def report_ids(connection: Connection) -> list[str]:
    """The id of every report."""
    return list(connection.execute(sa.select(reports.c.id).order_by(reports.c.num)).scalars())


def _is_it(kept: str, report: Report) -> bool:
    return kept == identity(report) or report.id == f"sha256:{report.sha256}"


def _apart(report: Report) -> str:
    return f"{report.id}~{identity(report)[:8]}"


def _kept(connection: Connection, id: str) -> str | None:
    return connection.execute(sa.select(reports.c.identity).where(reports.c.id == id)).scalar()


def row_number(act: int, position: int = 0) -> int:
    """The number of the row that is at `position` of what one act wrote; later acts number higher, and rebuilding numbers the same again.

    Raises:
        ValueError: one act wrote more rows than there are numbers for.
    """
    if position >> ROOM:
        raise ValueError(f"one act cannot write more than {1 << ROOM} rows")
    return act << ROOM | position


def add_report(rows: RowBuffer, report: Report, act: int, *, read_on: dt.date, read_by: str, notes: Sequence[str]) -> int:
    """Add a report's row to what is to be written; its number.

    `act` is the ledger row that tells of it, `read_on` dates what is undated, `read_by` is the reader's version.
    """
    facts = report.model_dump(mode="json", exclude={"text"})
    rows.of(reports).append(
        {
            "num": row_number(act),
            "id": report.id,
            "identity": identity(report),
            "sha256": report.sha256,
            "published": report.published,
            "known": report.published or read_on,
            "title": report.title,
            "source": report.source,
            "outlet": fold(report.source) if report.source else None,
            "text": report.text,
            "payload": canonical(facts),
            "notes": canonical(list(notes)),
            "read_by": read_by,
            "retracted": False,
        }
    )
    return row_number(act)


def add_claims(rows: RowBuffer, report: int, act: int, found: Iterable[Claim], known: Collection[tuple[str, str]] = ()) -> None:
    """Add a report's claims to what is to be written, with what questions filter them by.

    `act` is the ledger row that tells of them; `known` are id and reader of those that are there and stay as they are.
    """
    fresh = {(claim.id, claim.reader): claim for claim in found if (claim.id, claim.reader) not in known}
    told = {row_number(act, position): claim for position, claim in enumerate(fresh.values())}
    rows.of(claims).extend(_claim_row(num, report, claim) for num, claim in told.items())
    claim_arguments.add(rows, told)


def claim_keys(connection: Connection, report: int) -> set[tuple[str, str]]:
    """Id and reader of a report's claims."""
    made = sa.select(claims.c.id, claims.c.reader).where(claims.c.report == report)
    return {(row.id, row.reader) for row in connection.execute(made)}


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


def add_mentions(rows: RowBuffer, report: int, act: int, reader: str, found: Iterable[Mention]) -> None:
    """Add a report's mentions to what is to be written."""
    rows.of(mentions).extend(
        {
            "num": row_number(act, position),
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


def add_reading(rows: RowBuffer, report: int, act: int, reader: str) -> None:
    """Remember which version read a report, and in which act last."""
    rows.of(readings).append({"report": report, "reader": reader, "seq": act})


def report_from_row(row: Any) -> Report:
    """A report's row as the report that was kept."""
    return Report.model_validate({**json.loads(row.payload), "text": row.text})
