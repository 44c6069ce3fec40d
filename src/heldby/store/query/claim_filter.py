"""What can be asked of claims: each filter is one named step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from heldby.base.geo import Zone
from heldby.base.text import fold
from heldby.reference.sides import actors_ever_on_side
from heldby.store.db.schema import claim_actors, claim_places, claims, judgements, names, reports
from heldby.store.search.spatial_index import box_index
from heldby.store.search.text_index import word_index


@dataclass(frozen=True)
class ClaimFilter:
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


class FilterClause(NamedTuple):
    """One filter in two forms: the numbers of the claims that pass, and whether the claim at hand passes.

    A filter that few claims pass is asked for their numbers; one that many pass is asked of each claim. `finding` chooses.
    """

    name: str
    numbers: sa.Select[Any] | sa.CompoundSelect[Any]
    holds: sa.ColumnElement[bool]


PARTIES = ("actor", "target")
"""Roles of `claim_actors` that act or are acted upon; the third is `source`, who says so."""


def filter_clauses(engine: Engine, wanted: ClaimFilter) -> Iterator[FilterClause]:
    """The filters that an index can answer. `zone` and `side` only narrow down: `sifting.Sieve` decides them, claim by claim."""
    if wanted.text:
        words = word_index(engine, claims, wanted.text)
        yield _step("text", words.table, words.num, words.matches)
    if wanted.zone:
        boxes = box_index(engine, wanted.zone.bounds)
        yield _step("zone", boxes.table, boxes.num, boxes.meets)
    if wanted.place:
        yield _step("place", claim_places, claim_places.c.claim, _named(claim_places, "place", wanted.place))
    if wanted.area:
        inside = claim_places.c.area.in_(_stands_for("area", wanted.area))
        yield _step("area", claim_places, claim_places.c.claim, sa.or_(inside, _named(claim_places, "place", wanted.area)))
    if wanted.actor:
        yield _acting("actor", _named(claim_actors, "actor", wanted.actor))
    if wanted.side:
        yield _acting("side", sa.or_(claim_actors.c.key.in_(actors_ever_on_side(wanted.side)), claim_actors.c.folded == fold(wanted.side)))
    if wanted.source:
        yield _told_by(wanted.source)
    if wanted.report:
        yield FilterClause("report", _of_reports(reports.c.id == wanted.report), reports.c.id == wanted.report)
    if wanted.ids:
        yield FilterClause("ids", sa.select(claims.c.num).where(claims.c.id.in_(wanted.ids)), claims.c.id.in_(wanted.ids))
    if wanted.reviewed is not None:
        yield _reviewed(wanted.reviewed)
    if wanted.type:
        # Written so, no index of types is used for a claim at hand, after which all claims of the type would be sorted.
        at_hand = claims.c.type.concat("") == wanted.type
        yield FilterClause("type", sa.select(claims.c.num).where(claims.c.type == wanted.type), at_hand)


def _step(name: str, table: sa.FromClause, num: sa.ColumnElement[int], condition: sa.ColumnElement[bool]) -> FilterClause:
    at_hand = sa.select(sa.literal(1)).select_from(table).where(num == claims.c.num, condition)
    return FilterClause(name, sa.select(num).select_from(table).where(condition), at_hand.correlate(claims).exists())


def _acting(name: str, condition: sa.ColumnElement[bool]) -> FilterClause:
    return _step(name, claim_actors, claim_actors.c.claim, sa.and_(condition, claim_actors.c.role.in_(PARTIES)))


def _named(table: sa.Table, kind: str, name: str) -> sa.ColumnElement[bool]:
    """An argument of this id or name: resolved to it, or to an id that some report spells so, or spelled so and not resolved."""
    folded = fold(name)
    unresolved = (sa.and_(column == folded, table.c.key.is_(None)) for column in (table.c.folded, table.c.written))
    return sa.or_(table.c.key == name, table.c.key.in_(_stands_for(kind, name)), *unresolved)


def _stands_for(kind: str, name: str) -> sa.Select[tuple[str]]:
    return sa.select(names.c.key).where(names.c.kind == kind, names.c.folded == fold(name))


def _told_by(source: str) -> FilterClause:
    speaking = sa.and_(_named(claim_actors, "actor", source), claim_actors.c.role == "source")
    said, published = sa.select(claim_actors.c.claim).where(speaking), reports.c.outlet == fold(source)
    at_hand = sa.select(sa.literal(1)).where(speaking, claim_actors.c.claim == claims.c.num).correlate(claims).exists()
    return FilterClause("source", said.union_all(_of_reports(published)), sa.or_(published, at_hand))


def _of_reports(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(claims.c.num).join(reports, claims.c.report == reports.c.num).where(condition)


def _reviewed(reviewed: bool) -> FilterClause:
    counts = sa.and_(judgements.c.kind == "claim", sa.not_(judgements.c.undone))
    at_hand = sa.select(judgements.c.seq).where(counts, judgements.c.now == claims.c.id).correlate(claims).exists()
    if not reviewed:
        return FilterClause("reviewed", sa.select(claims.c.num).where(sa.not_(at_hand)), sa.not_(at_hand))
    return FilterClause("reviewed", sa.select(claims.c.num).join(judgements, judgements.c.now == claims.c.id).where(counts), at_hand)


def row_conditions(wanted: ClaimFilter) -> list[sa.ColumnElement[bool]]:
    """The filters that are read off a claim's own row or its report's."""
    equal = {claims.c.kind: wanted.kind, claims.c.status: wanted.status}
    conditions: list[sa.ColumnElement[bool]] = [column == value for column, value in equal.items() if value]
    if wanted.min_confidence > 0:
        conditions.append(claims.c.confidence >= wanted.min_confidence)
    if not wanted.superseded:
        conditions.append(claims.c.current)
    if not wanted.retracted:
        conditions.append(sa.not_(reports.c.retracted))
    return [*conditions, *_days(wanted)]


def _days(wanted: ClaimFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.first:
        conditions.append(sa.func.coalesce(claims.c.last, claims.c.first, reports.c.published) >= wanted.first)
    if wanted.last:
        conditions.append(sa.func.coalesce(claims.c.first, claims.c.last, reports.c.published) <= wanted.last)
    if wanted.known_on:
        conditions.append(reports.c.known <= wanted.known_on)
    return conditions


def report_query(engine: Engine, wanted: ClaimFilter, after: int) -> sa.Select[tuple[int, str, str]]:
    """Number, payload and text of the reports whose words are wanted, numbered above `after`.

    Days, outlet and retraction are the report's own; by the other filters, some claim of it must be wanted.
    """
    query = sa.select(reports.c.num, reports.c.payload, reports.c.text).where(reports.c.num > after).order_by(reports.c.num)
    if wanted.text:
        words = word_index(engine, reports, wanted.text)
        joined = words.table.join(reports, words.num == reports.c.num)
        query = query.select_from(joined).where(words.matches, words.num > after).order_by(None).order_by(words.num)
    if wanted.source:
        query = query.where(reports.c.outlet == fold(wanted.source))
    if wanted.first:
        query = query.where(reports.c.known >= wanted.first)
    if wanted.last:
        query = query.where(reports.c.known <= wanted.last)
    if wanted.known_on:
        query = query.where(reports.c.known <= wanted.known_on)
    if not wanted.retracted:
        query = query.where(sa.not_(reports.c.retracted))
    told = claim_part(wanted)
    if told == ClaimFilter():
        return query
    conditions = (claims.c.report == reports.c.num, *row_conditions(told), *(step.holds for step in filter_clauses(engine, told)))
    return query.where(sa.select(sa.literal(1)).select_from(claims).where(*conditions).correlate(reports).exists())


def claim_part(wanted: ClaimFilter) -> ClaimFilter:
    """Of what is wanted of reports, that which their claims must be asked for."""
    return replace(wanted, text=None, source=None, first=None, last=None, known_on=None, retracted=False, ids=())
