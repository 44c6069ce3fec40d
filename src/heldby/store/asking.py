"""What can be asked of claims, and the query it makes: each filter is one named step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from heldby.store import dialect
from heldby.store.folding import fold
from heldby.store.sifting import ever_with
from heldby.store.tables import area_names, claim_actors, claim_places, claims, judgements, reports
from heldby.store.zones import Zone


@dataclass(frozen=True)
class Wanted:
    """A filter over claims; what is empty or None filters nothing.

    `place` and `actor` match an id or a name, in any spelling that a report used for it. `first` and `last` bound the days that a claim is
    about (an undated claim of a dated report counts with its publication day). `known_on` keeps what was published, or read in if undated,
    on or before that day. `text` is a search of the sentences.

    `area` keeps claims of places inside an area, by the area's name or a country's ISO code, and of the area itself; `zone` those of
    places on a part of the map, which leaves out what has no point. `side` keeps those with an actor that counted with that side then and
    there; `source` those that an outlet published, or that a speaker inside a report said or passed on. `reviewed` keeps what somebody
    judged (True) or nobody did (False).
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
    area: str | None = None
    zone: Zone | None = None
    side: str | None = None
    source: str | None = None
    reviewed: bool | None = None


def claims_query(engine: Engine, wanted: Wanted) -> sa.Select[tuple[str, dt.date | None]]:
    """Payload of the claims that are wanted, and the day their report was published, in the order in which reports were added and read.

    `zone` and `side` are only narrowed down: `sifting.Sieve` decides them, claim by claim.
    """
    joined = claims.join(reports, claims.c.report == reports.c.num)
    query = sa.select(claims.c.payload, reports.c.published).select_from(joined).order_by(claims.c.report, claims.c.start, claims.c.num)
    return query.where(*_conditions(engine, wanted))


def numbered_claims(engine: Engine, wanted: Wanted, after: int) -> sa.Select[tuple[int, str, str, dt.date | None]]:
    """As `claims_query`, with each claim's number and report, those numbered above `after`, in the order in which they were added."""
    joined = claims.join(reports, claims.c.report == reports.c.num)
    columns = (claims.c.num, claims.c.payload, reports.c.payload.label("report"), reports.c.published)
    query = sa.select(*columns).select_from(joined).where(claims.c.num > after).order_by(claims.c.num)
    return query.where(*_conditions(engine, wanted))


def _conditions(engine: Engine, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    return [
        *_plain(wanted), *_arguments(wanted), *_days(wanted), *_texts(engine, wanted), *_where(engine, wanted), *_told_by(wanted),
        *_reviewed(wanted),
    ]  # fmt: skip


def numbered_reports(engine: Engine, wanted: Wanted, after: int) -> sa.Select[tuple[int, str, str]]:
    """Number, payload and text of the reports whose words are wanted, numbered above `after`; of the rest, days and outlet count."""
    query = sa.select(reports.c.num, reports.c.payload, reports.c.text).where(reports.c.num > after).order_by(reports.c.num)
    if wanted.text:
        query = query.where(dialect.matches(engine, reports, wanted.text))
    if wanted.source:
        query = query.where(reports.c.outlet == fold(wanted.source))
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


PARTIES = ("actor", "target")
"""Roles of `claim_actors` that act or are acted upon; the third is `source`, who says so."""


def _arguments(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.place:
        conditions.append(claims.c.num.in_(named(claim_places, wanted.place)))
    if wanted.actor:
        conditions.append(claims.c.num.in_(named(claim_actors, wanted.actor).where(claim_actors.c.role.in_(PARTIES))))
    if wanted.side:
        able = sa.or_(claim_actors.c.key.in_(ever_with(wanted.side)), claim_actors.c.folded == fold(wanted.side))
        conditions.append(claims.c.num.in_(sa.select(claim_actors.c.claim).where(able, claim_actors.c.role.in_(PARTIES))))
    return conditions


def named(table: sa.Table, name: str) -> sa.Select[tuple[int]]:
    """Claims with an argument of this id or name: spelled so, or resolved to an id that some report spells so."""
    folded = fold(name)
    spelled = sa.or_(table.c.folded == folded, table.c.written == folded)
    keys = sa.select(table.c.key).where(spelled, table.c.key.is_not(None))
    return sa.select(table.c.claim).where(sa.or_(table.c.key == name, spelled, table.c.key.in_(keys)))


def _where(engine: Engine, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.zone:
        conditions.append(claims.c.num.in_(dialect.boxed(engine, wanted.zone.bounds)))
    if wanted.area:
        areas = sa.select(area_names.c.area).where(area_names.c.folded == fold(wanted.area))
        inside = sa.select(claim_places.c.claim).where(claim_places.c.area.in_(areas))
        conditions.append(claims.c.num.in_(inside.union(named(claim_places, wanted.area))))
    return conditions


def _told_by(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    if not wanted.source:
        return []
    said = named(claim_actors, wanted.source).where(claim_actors.c.role == "source")
    return [sa.or_(reports.c.outlet == fold(wanted.source), claims.c.num.in_(said))]


def _reviewed(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    if wanted.reviewed is None:
        return []
    stands = sa.and_(judgements.c.kind == "claim", judgements.c.now == claims.c.id, sa.not_(judgements.c.undone))
    judged = sa.select(judgements.c.seq).where(stands).correlate(claims).exists()
    return [judged if wanted.reviewed else sa.not_(judged)]


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
