"""Keyset pagination of claims and reports, and counts over the whole record, for a server that must not load the whole record."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa

from heldby.model import Claim, Report
from heldby.store import settings
from heldby.store.db import schema
from heldby.store.db.schema import claims, reports
from heldby.store.ledger import ledger
from heldby.store.query import claim_query
from heldby.store.query.claim_filter import ClaimFilter
from heldby.store.query.claim_query import CLAIMS
from heldby.store.query.post_filter import PostFilter
from heldby.store.query.record_reader import RecordReader
from heldby.store.record import write
from heldby.store.search.text_index import word_index

LONG_AGO = dt.date(1, 1, 1)
"""The day that stands for an unknown one in the order by day, so that undated claims and reports come last."""


class Cursor(NamedTuple):
    """The end of a page: the day and the row number of its last item."""

    day: dt.date
    num: int


class ClaimCount(NamedTuple):
    """The number of claims about `day` (None: undated) in the reports that became known on the day `known`."""

    day: dt.date | None
    known: dt.date
    claims: int


def record_version(reader: RecordReader) -> str:
    """Return a short text that changes with every change of the dossier: the newest ledger number and the mark of the conclusions."""
    with reader.database.reading() as connection:
        return f"{ledger.head(connection)[0]} {settings.get(connection, settings.CONCLUDED)}"


def claim_page(reader: RecordReader, wanted: ClaimFilter, *, after: Cursor | None = None, limit: int = 50) -> list[tuple[Cursor, Claim]]:
    """Return the next claims that pass a filter, newest first, each with the cursor that continues after it."""
    day = sa.func.coalesce(claims.c.first, claims.c.last, reports.c.published, sa.literal(LONG_AGO, sa.Date)).label("day")
    post_filter, page = PostFilter(wanted), list[tuple[Cursor, Claim]]()
    with reader.database.reading() as connection:
        query = sa.select(claims.c.num, reports.c.published, day).select_from(CLAIMS)
        query = query.where(*claim_query.claim_conditions(connection, wanted)).order_by(day.desc(), claims.c.num).limit(limit)
        while len(page) < limit:
            below = [sa.or_(day < after.day, sa.and_(day == after.day, claims.c.num > after.num))] if after else []
            rows = connection.execute(query.where(*below)).all()
            # Read for this page only, because an engine carries all selected columns along when it sorts.
            payloads = sa.select(claims.c.num, claims.c.payload).where(claims.c.num.in_([row.num for row in rows]))
            by_number: dict[int, str] = {row.num: row.payload for row in connection.execute(payloads)}
            for row in rows:
                after, claim = Cursor(row.day, row.num), Claim.model_validate_json(by_number[row.num])
                if post_filter.matches(claim, row.published):
                    page.append((after, claim))
            if len(rows) < limit:
                break
    return page[:limit]


def count_claims(reader: RecordReader, wanted: ClaimFilter) -> int:
    """Count the claims that pass a filter."""
    if wanted.zone or wanted.side:  # only the claims themselves decide these
        return sum(1 for _ in reader.claims(wanted))
    with reader.database.reading() as connection:
        query = sa.select(sa.func.count()).select_from(CLAIMS).where(*claim_query.claim_conditions(connection, wanted))
        return int(connection.execute(query).scalar_one())


def claim_ids(reader: RecordReader, wanted: ClaimFilter) -> set[str]:
    """Return the ids of the claims that pass a filter."""
    if wanted.zone or wanted.side:
        return {claim.id for claim in reader.claims(wanted)}
    with reader.database.reading() as connection:
        query = sa.select(claims.c.id).select_from(CLAIMS).where(*claim_query.claim_conditions(connection, wanted))
        return set(connection.execute(query).scalars())


def confidences(reader: RecordReader, wanted: ClaimFilter | None = None) -> dict[str, float]:
    """Return the confidence of the claims that pass a filter, by claim id; by default of all current claims."""
    wanted = wanted or ClaimFilter()
    if wanted.zone or wanted.side:
        return {claim.id: claim.confidence for claim in reader.claims(wanted)}
    with reader.database.reading() as connection:
        query = sa.select(claims.c.id, claims.c.confidence).select_from(CLAIMS).where(*claim_query.claim_conditions(connection, wanted))
        return {row.id: row.confidence for row in connection.execute(query, execution_options={"yield_per": 5000})}


def claims_per_report(reader: RecordReader) -> dict[str, int]:
    """Return the number of current claims of each report, by report id."""
    query = (
        sa.select(reports.c.id, sa.func.count(claims.c.num).label("size"))
        .select_from(reports.outerjoin(claims, sa.and_(claims.c.report == reports.c.num, claims.c.current)))
        .group_by(reports.c.id)
    )
    with reader.database.reading() as connection:
        return {row.id: row.size for row in connection.execute(query)}


def claim_counts(reader: RecordReader) -> list[ClaimCount]:
    """Return the number of claims for each pair of the day that they are about and the day on which they became known."""
    day = sa.func.coalesce(claims.c.first, claims.c.last, reports.c.published)
    query = (
        sa.select(day.label("day"), reports.c.known, sa.func.count().label("claims"))
        .select_from(CLAIMS)
        .where(claims.c.current, sa.not_(reports.c.retracted))
        .group_by(day, reports.c.known)
    )
    with reader.database.reading() as connection:
        return [ClaimCount(_day(row.day), row.known, row.claims) for row in connection.execute(query)]


def _day(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def report_page(
    reader: RecordReader, *, text: str | None = None, source: str | None = None, known_on: dt.date | None = None,
    after: Cursor | None = None, limit: int = 50,
) -> list[tuple[Cursor, Report, int]]:  # fmt: skip
    """Return the next reports without their text, newest first, each with the cursor that continues after it and its number of claims.

    `text` is a full-text search and `source` the exact name of an outlet. Retracted reports are left out.
    """
    day = sa.func.coalesce(reports.c.published, sa.literal(LONG_AGO, sa.Date)).label("day")
    query = sa.select(reports.c.num, day).where(sa.not_(reports.c.retracted))
    if text:
        words = word_index(reader.database.engine, reports, text)
        query = query.where(reports.c.num.in_(sa.select(words.num).select_from(words.table).where(words.matches)))
    if source:
        query = query.where(reports.c.source == source)
    if known_on:
        query = query.where(reports.c.known <= known_on)
    if after:
        query = query.where(sa.or_(day < after.day, sa.and_(day == after.day, reports.c.num > after.num)))
    with reader.database.reading() as connection:
        rows = connection.execute(query.order_by(day.desc(), reports.c.num).limit(limit)).all()
        # Read for this page only: together with the order, SQLite would read and count for every report of the dossier.
        page = [row.num for row in rows]
        payloads = connection.execute(sa.select(reports.c.num, reports.c.payload).where(reports.c.num.in_(page)))
        by_number: dict[int, str] = {row.num: row.payload for row in payloads}
        size = sa.select(claims.c.report, sa.func.count()).where(claims.c.report.in_(page), claims.c.current).group_by(claims.c.report)
        sizes: dict[int, int] = {row[0]: row[1] for row in connection.execute(size)}
    found = ((row, Report.model_validate({**json.loads(by_number[row.num]), "text": ""})) for row in rows)
    return [(Cursor(row.day, row.num), report, sizes.get(row.num, 0)) for row, report in found]


def reports_by_id(reader: RecordReader, ids: Iterable[str]) -> dict[str, tuple[Report, dt.date]]:
    """Return reports, including retracted ones, with their text and the day from which each counts as known, by report id."""
    query = sa.select(reports.c.payload, reports.c.text, reports.c.known).where(reports.c.id.in_(sorted(set(ids))))
    with reader.database.reading() as connection:
        rows = connection.execute(query).all()
    return {report.id: (report, row.known) for row in rows for report in [write.report_from_row(row)]}


def ledger_rows_after(reader: RecordReader, seq: int, limit: int) -> list[tuple[int, str, str, str, str]]:
    """Return ledger entries numbered above `seq`, newest first, without payload: (number, time, author, action, subject)."""
    table = schema.ledger
    query = sa.select(table.c.seq, table.c.at, table.c.who, table.c.action, table.c.subject).where(table.c.seq > seq)
    with reader.database.reading() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(table.c.seq.desc()).limit(limit))]  # type: ignore[misc]
