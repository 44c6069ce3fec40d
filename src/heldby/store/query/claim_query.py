"""Query planning for claims: fast whether few or many claims pass each filter.

Both engines choose badly between filters of unknown selectivity when only the first page of a result is needed. So each filter is first
queried for a limited list of claim numbers. If few claims pass some of the filters, the candidates are the intersection of these filters'
lists, and only candidates are read. If many claims pass every filter, all claims are read in order, and the page is soon full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.geo import Zone
from heldby.store.db.schema import claim_places, claims, reports
from heldby.store.query.claim_filter import ClaimFilter, FilterClause, filter_clauses, row_conditions
from heldby.store.search.text_index import word_index

FEW = 5000
"""A filter is selective if at most this many claims pass it. Fetching their numbers takes a few milliseconds.

If more of a million claims pass, reading all claims in order fills a page after about 4,000 claims, which takes as long.
"""

CANDIDATES_AT_ONCE = 200
"""Number of candidates that are read in one query. Most pages are full after the first query."""


def claims_by_number(connection: Connection, wanted: ClaimFilter, after: int = 0) -> Iterator[Any]:
    """Yield rows (num, payload, report, published) of the claims numbered above `after` that pass a filter, in order of their numbers.

    Some of the claims may not match `zone` and `side`; see `filter_clauses`.
    """
    candidates, common = _plan(connection, wanted)
    if candidates is None:
        yield from connection.execute(_scan(connection, wanted, common, after), execution_options={"yield_per": 100})
        return
    query = _query(wanted, common, CLAIMS).add_columns(REPORT).order_by(claims.c.num)
    for part in _parts(num for num in candidates if num > after):
        yield from connection.execute(query.where(claims.c.num.in_(_inside(connection, wanted.zone, part))))


def claims_in_reading_order(connection: Connection, wanted: ClaimFilter) -> Iterator[Any]:
    """Yield rows (num, payload, published) of the claims that pass a filter, in order of report and position in the report.

    Some of the claims may not match `zone` and `side`; see `filter_clauses`.
    """
    candidates, common = _plan(connection, wanted)
    query = _query(wanted, common, CLAIMS).add_columns(claims.c.report, claims.c.start)
    if candidates is None:
        ordered = query.order_by(claims.c.report, claims.c.start, claims.c.num)
        yield from connection.execute(ordered, execution_options={"yield_per": 500})
        return
    inside = (_inside(connection, wanted.zone, part) for part in _parts(candidates))
    rows = [row for part in inside for row in connection.execute(query.where(claims.c.num.in_(part)))]
    yield from sorted(rows, key=lambda row: (row.report, row.start, row.num))


def claim_conditions(connection: Connection, wanted: ClaimFilter) -> list[sa.ColumnElement[bool]]:
    """Return the conditions on claims joined to their reports, for queries whose order or form differs from that of the functions above.

    As in `filter_clauses`, the conditions of `zone` and `side` also let through claims that do not match.
    """
    candidates, common = _plan(connection, wanted)
    few = [] if candidates is None else [claims.c.num.in_(sorted(candidates))]
    # Search the text index once instead of once for each claim.
    many = (claims.c.num.in_(clause.numbers) if clause.name == "text" else clause.condition for clause in common)
    return [*row_conditions(wanted), *few, *many]


CLAIMS = claims.join(reports, claims.c.report == reports.c.num)
REPORT = reports.c.payload.label("report")


def _query(wanted: ClaimFilter, common: Iterable[FilterClause], source: sa.FromClause) -> sa.Select[Any]:
    query = sa.select(claims.c.num, claims.c.payload, reports.c.published).select_from(source)
    return query.where(*row_conditions(wanted), *(clause.condition for clause in common))


def _parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    return (ordered[start : start + CANDIDATES_AT_ONCE] for start in range(0, len(ordered), CANDIDATES_AT_ONCE))


def _inside(connection: Connection, zone: Zone | None, numbers: list[int]) -> list[int]:
    """Return those of the numbered claims that have a place exactly inside the zone. The spatial index compares boxes only."""
    if zone is None:
        return numbers
    query = sa.select(claim_places.c.claim, claim_places.c.lat, claim_places.c.lon).where(claim_places.c.claim.in_(numbers))
    points = (row for row in connection.execute(query) if row.lat is not None and row.lon is not None)
    return sorted({row.claim for row in points if zone.contains(row.lat, row.lon)})


def _plan(connection: Connection, wanted: ClaimFilter) -> tuple[set[int] | None, list[FilterClause]]:
    """Return the numbers of the claims that pass all selective filters (None if no filter is selective), and the other filters."""
    candidates: set[int] | None = None
    common: list[FilterClause] = []
    for clause in filter_clauses(connection.engine, wanted):
        if candidates is not None and not candidates:
            break
        found: Sequence[int] = connection.execute(clause.numbers.limit(FEW + 1)).scalars().all()
        if len(found) > FEW:
            common.append(clause)
        else:
            candidates = set(found) if candidates is None else candidates.intersection(found)
    return candidates, common


def _scan(connection: Connection, wanted: ClaimFilter, common: Iterable[FilterClause], after: int) -> sa.Select[Any]:
    """Return the query for all claims in order or, for a text search, for the claims with the words."""
    if not wanted.text:
        return _query(wanted, common, CLAIMS).add_columns(REPORT).where(claims.c.num > after).order_by(claims.c.num)
    # The text index returns its rows in order; if it were a condition on each claim, it would be searched once for each.
    words = word_index(connection.engine, claims, wanted.text)
    source = words.table.join(CLAIMS, words.num == claims.c.num)
    rest = (clause for clause in common if clause.name != "text")
    return _query(wanted, rest, source).add_columns(REPORT).where(words.matches, words.num > after).order_by(words.num)
