"""Writing reports, claims and mentions as rows. Called while reading in and, with the same payloads from the ledger, while rebuilding."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.model import Claim, Mention, Report
from heldby.store import arguments, dialect, removing
from heldby.store.canonical import canonical, digest
from heldby.store.folding import fold
from heldby.store.tables import claims, mentions, readings, reports

ROOM = 20
"""Binary digits for the rows of one act. A number stays below 2^53, which JavaScript still counts exactly, for eight billion acts."""


def identity(report: Report) -> str:
    """What makes two reports under one given id the same: text, title, publication date, outlet and address."""
    return digest(canonical([report.text, report.title, str(report.published), report.source, report.url]))


def own_id(connection: Connection, report: Report) -> str | None:
    """The id under which a report is to be kept, or None if it is kept already or was erased.

    An id made from the original's bytes is the report. A given id belongs to the first report that came with it; another report under the
    same id is kept apart as `id~` and eight digits of its identity, which every later run finds again.
    """
    kept = _kept(connection, report.id)
    if kept is None:
        return None if removing.is_erased(connection, report.id) else report.id
    if _is_it(kept, report):
        return None
    apart = _apart(report)
    return None if _kept(connection, apart) is not None or removing.is_erased(connection, apart) else apart


def id_here(connection: Connection, report: Report) -> str | None:
    """The id under which a report is kept, or None where it is not here."""
    kept = _kept(connection, report.id)
    if kept is None or _is_it(kept, report):
        return None if kept is None else report.id
    apart = _apart(report)
    return None if _kept(connection, apart) is None else apart


def ids(connection: Connection) -> list[str]:
    """The id of every report."""
    return list(connection.execute(sa.select(reports.c.id).order_by(reports.c.num)).scalars())


def _is_it(kept: str, report: Report) -> bool:
    return kept == identity(report) or report.id == f"sha256:{report.sha256}"


def _apart(report: Report) -> str:
    return f"{report.id}~{identity(report)[:8]}"


def _kept(connection: Connection, id: str) -> str | None:
    return connection.execute(sa.select(reports.c.identity).where(reports.c.id == id)).scalar()


def numbered(act: int, position: int = 0) -> int:
    """The number of the row that is at `position` of what one act wrote; later acts number higher, and rebuilding numbers the same again.

    Raises:
        ValueError: one act wrote more rows than there are numbers for.
    """
    if position >> ROOM:
        raise ValueError(f"one act cannot write more than {1 << ROOM} rows")
    return act << ROOM | position


def add_report(connection: Connection, report: Report, act: int, *, read_on: dt.date, read_by: str, notes: Sequence[str]) -> int:
    """Write a report's row; its number.

    `act` is the ledger row that tells of it, `read_on` dates what is undated, `read_by` is the reader's version.
    """
    facts = report.model_dump(mode="json", exclude={"text"})
    row = {
        "num": numbered(act),
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
    connection.execute(reports.insert(), row)
    dialect.index_text(connection, reports, [row])
    return numbered(act)


def add_claims(connection: Connection, report: int, act: int, found: Iterable[Claim], *, first: bool = False) -> None:
    """Write a report's claims with what questions filter them by; a claim this reader has made before stays as it is.

    `act` is the ledger row that tells of them; `first` says that it is the report's first.
    """
    made = sa.select(claims.c.id, claims.c.reader).where(claims.c.report == report)
    known = set() if first else {(row.id, row.reader) for row in connection.execute(made)}
    fresh = {(claim.id, claim.reader): claim for claim in found if (claim.id, claim.reader) not in known}
    if not fresh:
        return
    numbers = [numbered(act, position) for position in range(len(fresh))]
    rows = [_claim_row(num, report, claim) for num, claim in zip(numbers, fresh.values(), strict=True)]
    connection.execute(claims.insert(), rows)
    dialect.index_text(connection, claims, rows)
    arguments.add(connection, dict(zip(numbers, fresh.values(), strict=True)))


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


def add_mentions(connection: Connection, report: int, act: int, reader: str, found: Iterable[Mention]) -> None:
    """Write a report's mentions."""
    rows = [
        {
            "num": numbered(act, position),
            "report": report,
            "reader": reader,
            "kind": mention.kind,
            "key": mention.id,
            "start": mention.start,
            "payload": mention.model_dump_json(),
            "current": True,
        }
        for position, mention in enumerate(found)
    ]
    if rows:
        connection.execute(mentions.insert(), rows)


def note_reading(connection: Connection, report: int, act: int, reader: str, *, first: bool) -> None:
    """Remember which version read a report, and in which act last."""
    if not first:
        connection.execute(readings.delete().where(readings.c.report == report, readings.c.reader == reader))
    connection.execute(readings.insert(), {"report": report, "reader": reader, "seq": act})


def read_report(row: Any) -> Report:
    """A report's row as the report that was kept."""
    return Report.model_validate({**json.loads(row.payload), "text": row.text})
