"""What can be asked of claims, and the query it makes: each filter is one named step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from heldby.store import dialect
from heldby.store.folding import fold
from heldby.store.tables import claim_actors, claim_places, claims, reports


@dataclass(frozen=True)
class Wanted:
    """A filter over claims; what is empty or None filters nothing.

    `place` and `actor` match an id or a name, in any spelling that a report used for it. `first` and `last` bound the days that a claim is
    about (an undated claim of a dated report counts with its publication day). `known_on` keeps what was published, or read in if undated,
    on or before that day. `text` is a search of the sentences.
    """

    place: str | None = None
    actor: str | None = None
    kind: str | None = None
    type: str | None = None
    status: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    known_on: dt.date | None = None
    text: str | None = None
    report: str | None = None
    ids: tuple[str, ...] = ()
    min_confidence: float = 0.0
    superseded: bool = False
    retracted: bool = False


def claims_query(engine: Engine, wanted: Wanted) -> sa.Select[tuple[str]]:
    """The payloads of the claims that are wanted, in the order in which reports were added and read."""
    joined = claims.join(reports, claims.c.report == reports.c.num)
    query = sa.select(claims.c.payload).select_from(joined).order_by(claims.c.report, claims.c.start, claims.c.num)
    return query.where(*conditions(engine, wanted))


def conditions(engine: Engine, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    """What a query over claims joined to their reports must meet."""
    return [*_plain(wanted), *_arguments(wanted), *_days(wanted), *_texts(engine, wanted)]


def numbered_claims(
    engine: Engine, wanted: Wanted, box: tuple[float, float, float, float] | None, after: int
) -> sa.Select[tuple[int, str, str]]:
    """Number, payload and report of the claims that are wanted, numbered above `after`; `box` is south, west, north, east of a place."""
    joined = claims.join(reports, claims.c.report == reports.c.num)
    query = (
        sa.select(claims.c.num, claims.c.payload, reports.c.payload.label("report"))
        .select_from(joined)
        .where(claims.c.num > after)
        .order_by(claims.c.num)
    )
    if box:
        south, west, north, east = box
        inside = sa.and_(claim_places.c.lat.between(south, north), claim_places.c.lon.between(west, east))
        query = query.where(claims.c.num.in_(sa.select(claim_places.c.claim).where(inside)))
    return query.where(*conditions(engine, wanted))


def numbered_reports(engine: Engine, wanted: Wanted, after: int) -> sa.Select[tuple[int, str, str]]:
    """Number, payload and text of the reports whose words are wanted, numbered above `after`; of the other filters, days count."""
    query = sa.select(reports.c.num, reports.c.payload, reports.c.text).where(reports.c.num > after).order_by(reports.c.num)
    if wanted.text:
        query = query.where(dialect.matches(engine, reports, wanted.text))
    if wanted.first:
        query = query.where(reports.c.known >= wanted.first)
    if wanted.last:
        query = query.where(reports.c.known <= wanted.last)
    if wanted.known_on:
        query = query.where(reports.c.known <= wanted.known_on)
    return query if wanted.retracted else query.where(sa.not_(reports.c.retracted))


def _plain(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    equal = {claims.c.kind: wanted.kind, claims.c.type: wanted.type, claims.c.status: wanted.status, reports.c.id: wanted.report}
    conditions: list[sa.ColumnElement[bool]] = [column == value for column, value in equal.items() if value]
    if wanted.ids:
        conditions.append(claims.c.id.in_(wanted.ids))
    if wanted.min_confidence > 0:
        conditions.append(claims.c.confidence >= wanted.min_confidence)
    if not wanted.superseded:
        conditions.append(claims.c.current)
    if not wanted.retracted:
        conditions.append(sa.not_(reports.c.retracted))
    return conditions


def _arguments(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    return [claims.c.num.in_(named(table, value)) for table, value in ((claim_places, wanted.place), (claim_actors, wanted.actor)) if value]


def named(table: sa.Table, name: str) -> sa.Select[tuple[int]]:
    """Claims with an argument of this id or name: spelled so, or resolved to an id that some report spells so."""
    folded = fold(name)
    spelled = sa.or_(table.c.folded == folded, table.c.written == folded)
    keys = sa.select(table.c.key).where(spelled, table.c.key.is_not(None))
    return sa.select(table.c.claim).where(sa.or_(table.c.key == name, spelled, table.c.key.in_(keys)))


def _days(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.first:
        conditions.append(sa.func.coalesce(claims.c.last, claims.c.first, reports.c.published) >= wanted.first)
    if wanted.last:
        conditions.append(sa.func.coalesce(claims.c.first, claims.c.last, reports.c.published) <= wanted.last)
    if wanted.known_on:
        conditions.append(reports.c.known <= wanted.known_on)
    return conditions


def _texts(engine: Engine, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    return [dialect.matches(engine, claims, wanted.text)] if wanted.text else []
