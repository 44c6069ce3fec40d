"""The differences between two records, row by row, regardless of row numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.canonical_json import canonical
from heldby.model import Claim, Mention
from heldby.store import settings as stored_settings
from heldby.store.db.schema import claim_actors, claim_places, claims, judgements, mentions, names, readings, reports, settings

BATCH_SIZE = 200
"""Number of reports that are compared at a time, so that memory use does not grow with the dossier."""

Difference = tuple[str, str, str]
"""Part, subject and problem, as in `verify.Finding`."""

Rows = dict[tuple[Any, ...], sa.RowMapping]

IGNORED_COLUMNS = frozenset({"num", "report", "claim", "family"})
"""Columns that are not compared, because they contain row numbers or conclusions."""


def diff_records(kept: Connection, replayed: Connection) -> Iterator[Difference]:
    """Yield each difference between a record (`kept`) and its rebuilding from the ledger (`replayed`), and each quote not in its report."""
    stored, expected = _ids(kept), _ids(replayed)
    yield from (("record", report, "is in the record, but not in the ledger") for report in stored if report not in expected)
    yield from (("record", report, "is in the ledger, but missing from the record") for report in expected if report not in stored)
    shared = [report for report in stored if report in expected]
    for start in range(0, len(shared), BATCH_SIZE):
        batch = shared[start : start + BATCH_SIZE]
        for name, read in PARTS.items():
            yield from _differences(name, read(kept, batch), read(replayed, batch))
        yield from _misquotes(kept, batch)
    for part, table in (("judgement", judgements), ("setting", settings), ("name", names)):
        yield from _differences(part, _table_rows(kept, table), _table_rows(replayed, table))


def _ids(connection: Connection) -> dict[str, None]:
    return dict.fromkeys(connection.execute(sa.select(reports.c.id).order_by(reports.c.num)).scalars())


def _reports(connection: Connection, batch: list[str]) -> Rows:
    query = sa.select(reports).where(reports.c.id.in_(batch))
    return {(row["id"],): row for row in connection.execute(query).mappings()}


def _claims(connection: Connection, batch: list[str]) -> Rows:
    query = sa.select(claims, reports.c.id.label("of")).join(reports, claims.c.report == reports.c.num).where(reports.c.id.in_(batch))
    return {(row["id"], row["reader"]): row for row in connection.execute(query).mappings()}


def _mentions(connection: Connection, batch: list[str]) -> Rows:
    query = sa.select(mentions, reports.c.id.label("of")).join(reports, mentions.c.report == reports.c.num).where(reports.c.id.in_(batch))
    rows = connection.execute(query).mappings()
    return {(row["of"], row["reader"], row["start"], row["kind"], _comparable("payload", row["payload"])): row for row in rows}


def _readings(connection: Connection, batch: list[str]) -> Rows:
    query = sa.select(readings, reports.c.id.label("of")).join(reports, readings.c.report == reports.c.num).where(reports.c.id.in_(batch))
    return {(row["of"], row["reader"]): row for row in connection.execute(query).mappings()}


def _arguments(table: sa.Table) -> Callable[[Connection, list[str]], Rows]:
    def read(connection: Connection, batch: list[str]) -> Rows:
        joined = table.join(claims, table.c.claim == claims.c.num).join(reports, claims.c.report == reports.c.num)
        query = sa.select(table, claims.c.id, claims.c.reader).select_from(joined).where(reports.c.id.in_(batch))
        rows = connection.execute(query).mappings()
        return {(row["id"], row["reader"], row.get("role", ""), row["position"]): row for row in rows}

    return read


PARTS: dict[str, Callable[[Connection, list[str]], Rows]] = {
    "report": _reports,
    "claim": _claims,
    "mention": _mentions,
    "reading": _readings,
    "place of claim": _arguments(claim_places),
    "actor of claim": _arguments(claim_actors),
}


def _table_rows(connection: Connection, table: sa.Table) -> Rows:
    keys = [column.name for column in table.primary_key.columns]
    rows = connection.execute(sa.select(table)).mappings()
    return {tuple(row[key] for key in keys): row for row in rows if row[keys[0]] not in stored_settings.DERIVED_MARKS}


def _differences(name: str, kept: Rows, replayed: Rows) -> Iterator[Difference]:
    for key in sorted(kept.keys() | replayed.keys(), key=str):
        subject = f"{name} {' '.join(str(part) for part in key[:2])}"
        if key not in replayed:
            yield ("record", subject, "is in the record, but not in the ledger")
        elif key not in kept:
            yield ("record", subject, "is in the ledger, but missing from the record")
        else:
            yield from _column_differences(subject, kept[key], replayed[key])


def _column_differences(subject: str, kept: sa.RowMapping, replayed: sa.RowMapping) -> Iterator[Difference]:
    for column, value in kept.items():
        if column not in IGNORED_COLUMNS and _comparable(column, value) != _comparable(column, replayed[column]):
            yield ("record", subject, f"its {column} is {_short(value)}, the ledger says {_short(replayed[column])}")


def _comparable(column: str, value: Any) -> Any:
    """Return a value for comparison: a payload in canonical JSON, without the fields that are null.

    The ledger sorts the keys of a geometry and the reader does not. A field that was added later is missing in older payloads.
    """
    try:
        return canonical(_without_nulls(json.loads(value))) if column == "payload" else value
    except ValueError:
        return value


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "..."


def _misquotes(connection: Connection, batch: list[str]) -> Iterator[Difference]:
    texts = {id: row["text"] for (id,), row in _reports(connection, batch).items()}
    for (id, *_), row in _claims(connection, batch).items():
        claim = Claim.model_validate_json(row["payload"])
        if texts[row["of"]][claim.start : claim.end] != claim.quote:
            yield ("text", f"claim {id}", f"its quote is not at {claim.start} to {claim.end} of report {row['of']}")
    for (of, *_), row in _mentions(connection, batch).items():
        mention = Mention.model_validate_json(row["payload"])
        if texts[of][mention.start : mention.end] != mention.text:
            yield ("text", f"mention at {mention.start}", f"its text is not there in report {of}")
