"""Pages of a large record, and counts over all of it: what a server asks many times and must not read whole."""

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
from heldby.store.dossier import Dossier
from heldby.store.ledger import ledger
from heldby.store.query import claim_query
from heldby.store.query.claim_filter import ClaimFilter
from heldby.store.query.claim_query import CLAIMS
from heldby.store.query.post_filter import PostFilter
from heldby.store.record import write
from heldby.store.search.text_index import word_index

LONG_AGO = dt.date(1, 1, 1)
"""Where undated claims and reports stand in an order that begins with the newest."""


class Cursor(NamedTuple):
    """Where a page ended: the day and the number of the last row on it."""

    day: dt.date
    num: int


class ClaimCount(NamedTuple):
    """How many claims speak of a day (null: of none) in reports that could be known from another on."""

    day: dt.date | None
    known: dt.date
    claims: int


def record_version(dossier: Dossier) -> str:
    """A short text that changes whenever anything in the dossier does: the newest ledger row and the mark of the conclusions."""
    with dossier.database.reading() as connection:
        return f"{ledger.head(connection)[0]} {settings.get(connection, settings.CONCLUDED)}"


def claim_page(dossier: Dossier, wanted: ClaimFilter, *, after: Cursor | None = None, limit: int = 50) -> list[tuple[Cursor, Claim]]:
    """The next claims that are wanted, newest first, each with the cursor that continues after it."""
    day = sa.func.coalesce(claims.c.first, claims.c.last, reports.c.published, sa.literal(LONG_AGO, sa.Date)).label("day")
    sieve, page = PostFilter(wanted), list[tuple[Cursor, Claim]]()
    with dossier.database.reading() as connection:
        query = sa.select(claims.c.num, reports.c.published, day).select_from(CLAIMS)
        query = query.where(*claim_query.claim_conditions(connection, wanted)).order_by(day.desc(), claims.c.num).limit(limit)
        while len(page) < limit:
            below = [sa.or_(day < after.day, sa.and_(day == after.day, claims.c.num > after.num))] if after else []
            rows = connection.execute(query.where(*below)).all()
            # Looked up for the page alone: what stands beside the order is sorted with it.
            claim_counts = sa.select(claims.c.num, claims.c.payload).where(claims.c.num.in_([row.num for row in rows]))
            texts: dict[int, str] = {row.num: row.payload for row in connection.execute(claim_counts)}
            for row in rows:
                after, claim = Cursor(row.day, row.num), Claim.model_validate_json(texts[row.num])
                if sieve.lets_through(claim, row.published):
                    page.append((after, claim))
            if len(rows) < limit:
                break
    return page[:limit]


def count_claims(dossier: Dossier, wanted: ClaimFilter) -> int:
    """How many claims are wanted."""
    if wanted.zone or wanted.side:  # which only the claims themselves decide
        return sum(1 for _ in dossier.claims(wanted))
    with dossier.database.reading() as connection:
        query = sa.select(sa.func.count()).select_from(CLAIMS).where(*claim_query.claim_conditions(connection, wanted))
        return int(connection.execute(query).scalar_one())


def claim_ids(dossier: Dossier, wanted: ClaimFilter) -> set[str]:
    """Ids of the claims that are wanted."""
    if wanted.zone or wanted.side:
        return {claim.id for claim in dossier.claims(wanted)}
    with dossier.database.reading() as connection:
        query = sa.select(claims.c.id).select_from(CLAIMS).where(*claim_query.claim_conditions(connection, wanted))
        return set(connection.execute(query).scalars())


def confidences(dossier: Dossier, wanted: ClaimFilter | None = None) -> dict[str, float]:
    """The confidence of every claim that counts, or of those that are wanted."""
    wanted = wanted or ClaimFilter()
    if wanted.zone or wanted.side:
        return {claim.id: claim.confidence for claim in dossier.claims(wanted)}
    with dossier.database.reading() as connection:
        query = sa.select(claims.c.id, claims.c.confidence).select_from(CLAIMS).where(*claim_query.claim_conditions(connection, wanted))
        return {row.id: row.confidence for row in connection.execute(query, execution_options={"yield_per": 5000})}


def claims_per_report(dossier: Dossier) -> dict[str, int]:
    """How many claims each report has."""
    query = (
        sa.select(reports.c.id, sa.func.count(claims.c.num).label("size"))
        .select_from(reports.outerjoin(claims, sa.and_(claims.c.report == reports.c.num, claims.c.current)))
        .group_by(reports.c.id)
    )
    with dossier.database.reading() as connection:
        return {row.id: row.size for row in connection.execute(query)}


def claim_counts(dossier: Dossier) -> list[ClaimCount]:
    """How many claims speak of each day, by the day from which they could be known."""
    day = sa.func.coalesce(claims.c.first, claims.c.last, reports.c.published)
    query = (
        sa.select(day.label("day"), reports.c.known, sa.func.count().label("claims"))
        .select_from(CLAIMS)
        .where(claims.c.current, sa.not_(reports.c.retracted))
        .group_by(day, reports.c.known)
    )
    with dossier.database.reading() as connection:
        return [ClaimCount(_day(row.day), row.known, row.claims) for row in connection.execute(query)]


def _day(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def report_page(
    dossier: Dossier, *, text: str | None = None, source: str | None = None, known_on: dt.date | None = None,
    after: Cursor | None = None, limit: int = 50,
) -> list[tuple[Cursor, Report, int]]:  # fmt: skip
    """The next reports without their text, newest first, each with its cursor and how many claims were read in it."""
    day = sa.func.coalesce(reports.c.published, sa.literal(LONG_AGO, sa.Date)).label("day")
    query = sa.select(reports.c.num, day).where(sa.not_(reports.c.retracted))
    if text:
        words = word_index(dossier.database.engine, reports, text)
        query = query.where(reports.c.num.in_(sa.select(words.num).select_from(words.table).where(words.matches)))
    if source:
        query = query.where(reports.c.source == source)
    if known_on:
        query = query.where(reports.c.known <= known_on)
    if after:
        query = query.where(sa.or_(day < after.day, sa.and_(day == after.day, reports.c.num > after.num)))
    with dossier.database.reading() as connection:
        rows = connection.execute(query.order_by(day.desc(), reports.c.num).limit(limit)).all()
        # Looked up for the page alone: beside the order, SQLite would read and count for every report there is.
        page = [row.num for row in rows]
        claim_counts = connection.execute(sa.select(reports.c.num, reports.c.payload).where(reports.c.num.in_(page)))
        facts: dict[int, str] = {row.num: row.payload for row in claim_counts}
        size = sa.select(claims.c.report, sa.func.count()).where(claims.c.report.in_(page), claims.c.current).group_by(claims.c.report)
        counted: dict[int, int] = {row[0]: row[1] for row in connection.execute(size)}
    found = ((row, Report.model_validate({**json.loads(facts[row.num]), "text": ""})) for row in rows)
    return [(Cursor(row.day, row.num), report, counted.get(row.num, 0)) for row, report in found]


def reports_by_id(dossier: Dossier, ids: Iterable[str]) -> dict[str, tuple[Report, dt.date]]:
    """Reports by id, with their text and the day from which each counts as known; retracted ones as well."""
    query = sa.select(reports.c.payload, reports.c.text, reports.c.known).where(reports.c.id.in_(sorted(set(ids))))
    with dossier.database.reading() as connection:
        rows = connection.execute(query).all()
    return {report.id: (report, row.known) for row in rows for report in [write.report_from_row(row)]}


def ledger_rows_after(dossier: Dossier, seq: int, limit: int) -> list[tuple[int, str, str, str, str]]:
    """Ledger rows numbered above `seq`, newest first: number, time, who, what, subject; their payloads stay where they are."""
    table = schema.ledger
    query = sa.select(table.c.seq, table.c.at, table.c.who, table.c.action, table.c.subject).where(table.c.seq > seq)
    with dossier.database.reading() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(table.c.seq.desc()).limit(limit))]  # type: ignore[misc]
