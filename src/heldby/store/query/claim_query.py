"""Finding the claims that are wanted, whatever of the filters few or many claims pass.

The engines choose badly between filters of unknown reach when the first page of a search is all that is asked for. So each filter is asked
for a few numbers first. Those that few claims pass make a list of candidates, and only these are looked at; where all pass many, claims are
gone through in order, and the page is soon full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.geo import Zone
from heldby.store.db.schema import claim_places, claims, reports
from heldby.store.query.claim_filter import ClaimFilter, FilterClause, row_conditions, filter_clauses
from heldby.store.search.text_index import word_index

FEW = 5000
"""Claims that are few: their numbers are had in some milliseconds. Of a million, going through all in order finds a page of what more than
these pass after some 4,000, which takes as long."""

AT_ONCE = 200
"""Candidates looked at in one question; a page is mostly full after the first."""


def claims_by_number(connection: Connection, wanted: ClaimFilter, after: int = 0) -> Iterator[Any]:
    """Rows (num, payload, report, published) of the claims that are wanted, numbered above `after`, in the order of their numbers."""
    candidates, common = _narrow(connection, wanted)
    if candidates is None:
        yield from connection.execute(_in_order(connection, wanted, common, after), execution_options={"yield_per": 100})
        return
    query = _query(wanted, common, CLAIMS).add_columns(REPORT).order_by(claims.c.num)
    for part in _parts(num for num in candidates if num > after):
        yield from connection.execute(query.where(claims.c.num.in_(_inside(connection, wanted.zone, part))))


def claims_in_reading_order(connection: Connection, wanted: ClaimFilter) -> Iterator[Any]:
    """Rows (num, payload, published) of the claims that are wanted, in the order in which reports were added and read."""
    candidates, common = _narrow(connection, wanted)
    query = _query(wanted, common, CLAIMS).add_columns(claims.c.report, claims.c.start)
    if candidates is None:
        ordered = query.order_by(claims.c.report, claims.c.start, claims.c.num)
        yield from connection.execute(ordered, execution_options={"yield_per": 500})
        return
    inside = (_inside(connection, wanted.zone, part) for part in _parts(candidates))
    rows = [row for part in inside for row in connection.execute(query.where(claims.c.num.in_(part)))]
    yield from sorted(rows, key=lambda row: (row.report, row.start, row.num))


def claim_conditions(connection: Connection, wanted: ClaimFilter) -> list[sa.ColumnElement[bool]]:
    """What claims joined to their reports must meet, for questions in another order or of another form than those above.

    As in `asking.steps`, `zone` and `side` only narrow down.
    """
    candidates, common = _narrow(connection, wanted)
    few = [] if candidates is None else [claims.c.num.in_(sorted(candidates))]
    # The index of words is searched once, not again for each claim.
    many = (claims.c.num.in_(step.numbers) if step.name == "text" else step.holds for step in common)
    return [*row_conditions(wanted), *few, *many]


CLAIMS = claims.join(reports, claims.c.report == reports.c.num)
REPORT = reports.c.payload.label("report")


def _query(wanted: ClaimFilter, common: Iterable[FilterClause], source: sa.FromClause) -> sa.Select[Any]:
    query = sa.select(claims.c.num, claims.c.payload, reports.c.published).select_from(source)
    return query.where(*row_conditions(wanted), *(step.holds for step in common))


def _parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    due = sorted(numbers)
    return (due[start : start + AT_ONCE] for start in range(0, len(due), AT_ONCE))


def _inside(connection: Connection, zone: Zone | None, numbers: list[int]) -> list[int]:
    """Those of the claims with a place in the zone itself: the index knows boxes only, and whole claims take longer to read."""
    if zone is None:
        return numbers
    query = sa.select(claim_places.c.claim, claim_places.c.lat, claim_places.c.lon).where(claim_places.c.claim.in_(numbers))
    points = (row for row in connection.execute(query) if row.lat is not None and row.lon is not None)
    return sorted({row.claim for row in points if zone.contains(row.lat, row.lon)})


def _narrow(connection: Connection, wanted: ClaimFilter) -> tuple[set[int] | None, list[FilterClause]]:
    """Numbers of the claims that pass every filter which few pass (None: there is no such filter), and the filters that many pass."""
    candidates: set[int] | None = None
    common: list[FilterClause] = []
    for step in filter_clauses(connection.engine, wanted):
        if candidates is not None and not candidates:
            break
        found: Sequence[int] = connection.execute(step.numbers.limit(FEW + 1)).scalars().all()
        if len(found) > FEW:
            common.append(step)
        else:
            candidates = set(found) if candidates is None else candidates.intersection(found)
    return candidates, common


def _in_order(connection: Connection, wanted: ClaimFilter, common: Iterable[FilterClause], after: int) -> sa.Select[Any]:
    """All claims in order or, if words are sought, those with the words."""
    if not wanted.text:
        return _query(wanted, common, CLAIMS).add_columns(REPORT).where(claims.c.num > after).order_by(claims.c.num)
    # The index of words hands out its rows in order; asked of each claim, it would be searched again and again.
    words = word_index(connection.engine, claims, wanted.text)
    source = words.table.join(CLAIMS, words.num == claims.c.num)
    rest = (step for step in common if step.name != "text")
    return _query(wanted, rest, source).add_columns(REPORT).where(words.matches, words.num > after).order_by(words.num)
