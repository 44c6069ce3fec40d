"""A claim filter and its SQL clauses."""

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
    """A filter over claims. A field that is empty or None filters nothing.

    Attributes:
        place, actor: an id or a name, in any spelling that a report uses for it.
        kind, type, status: values of the claim's own fields.
        first, last: the first and last day of a period that the claim's days overlap. An undated claim counts with the publication date of
            its report; without that, it does not pass.
        known_on: only claims published on or before this day; undated reports count from the day on which they were added.
        text: a full-text search of the quotes.
        report, ids: the id of the claims' report; the ids of the claims themselves.
        min_confidence: the lowest confidence.
        superseded, retracted: whether to include claims that no current reading makes, and claims of retracted reports.
        area: the name of an area or the ISO code of a country: claims about the area itself or a place inside it.
        zone: a part of the map: claims with a place inside it. Places without a point do not count.
        side: a side: claims with an actor that was on this side on the day and in the country of the claim.
        source: an outlet, or a speaker whom a report quotes or cites.
        reviewed: True for claims with a judgement, False for claims without.
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
    """One condition of a filter in two forms: a query for the numbers of the claims that pass, and a condition on one claim.

    `claim_query` uses the numbers where few claims pass, and the condition where many do.
    """

    name: str
    numbers: sa.Select[Any] | sa.CompoundSelect[Any]
    condition: sa.ColumnElement[bool]


PARTY_ROLES = ("actor", "target")
"""Roles of `claim_actors` for parties to the claim; the third role is `source`."""


def filter_clauses(engine: Engine, wanted: ClaimFilter) -> Iterator[FilterClause]:
    """Yield the conditions that an index can answer.

    The conditions of `zone` and `side` let through every claim that matches, and some that do not. `PostFilter` drops the latter.
    """
    if wanted.text:
        words = word_index(engine, claims, wanted.text)
        yield _clause("text", words.table, words.num, words.matches)
    if wanted.zone:
        boxes = box_index(engine, wanted.zone.bounds)
        yield _clause("zone", boxes.table, boxes.num, boxes.meets)
    if wanted.place:
        yield _clause("place", claim_places, claim_places.c.claim, _has_name(claim_places, "place", wanted.place))
    if wanted.area:
        inside = claim_places.c.area.in_(_keys_of_name("area", wanted.area))
        yield _clause("area", claim_places, claim_places.c.claim, sa.or_(inside, _has_name(claim_places, "place", wanted.area)))
    if wanted.actor:
        yield _party_clause("actor", _has_name(claim_actors, "actor", wanted.actor))
    if wanted.side:
        on_side = claim_actors.c.key.in_(actors_ever_on_side(wanted.side))
        yield _party_clause("side", sa.or_(on_side, claim_actors.c.folded == fold(wanted.side)))
    if wanted.source:
        yield _source_clause(wanted.source)
    if wanted.report:
        yield FilterClause("report", _of_reports(reports.c.id == wanted.report), reports.c.id == wanted.report)
    if wanted.ids:
        yield FilterClause("ids", sa.select(claims.c.num).where(claims.c.id.in_(wanted.ids)), claims.c.id.in_(wanted.ids))
    if wanted.reviewed is not None:
        yield _reviewed_clause(wanted.reviewed)
    if wanted.type:
        # The concatenation keeps the engine from using the index of types here, because it would then sort all claims of the type.
        condition = claims.c.type.concat("") == wanted.type
        yield FilterClause("type", sa.select(claims.c.num).where(claims.c.type == wanted.type), condition)


def _clause(name: str, table: sa.FromClause, num: sa.ColumnElement[int], condition: sa.ColumnElement[bool]) -> FilterClause:
    of_claim = sa.select(sa.literal(1)).select_from(table).where(num == claims.c.num, condition)
    return FilterClause(name, sa.select(num).select_from(table).where(condition), of_claim.correlate(claims).exists())


def _party_clause(name: str, condition: sa.ColumnElement[bool]) -> FilterClause:
    return _clause(name, claim_actors, claim_actors.c.claim, sa.and_(condition, claim_actors.c.role.in_(PARTY_ROLES)))


def _has_name(table: sa.Table, kind: str, name: str) -> sa.ColumnElement[bool]:
    """Return the condition that a place or actor has this id, or an id with this name in some report, or this unresolved name."""
    folded = fold(name)
    unresolved = (sa.and_(column == folded, table.c.key.is_(None)) for column in (table.c.folded, table.c.written))
    return sa.or_(table.c.key == name, table.c.key.in_(_keys_of_name(kind, name)), *unresolved)


def _keys_of_name(kind: str, name: str) -> sa.Select[tuple[str]]:
    return sa.select(names.c.key).where(names.c.kind == kind, names.c.folded == fold(name))


def _source_clause(source: str) -> FilterClause:
    is_speaker = sa.and_(_has_name(claim_actors, "actor", source), claim_actors.c.role == "source")
    by_speaker, by_outlet = sa.select(claim_actors.c.claim).where(is_speaker), reports.c.outlet == fold(source)
    of_claim = sa.select(sa.literal(1)).where(is_speaker, claim_actors.c.claim == claims.c.num).correlate(claims).exists()
    return FilterClause("source", by_speaker.union_all(_of_reports(by_outlet)), sa.or_(by_outlet, of_claim))


def _of_reports(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(claims.c.num).join(reports, claims.c.report == reports.c.num).where(condition)


def _reviewed_clause(reviewed: bool) -> FilterClause:
    is_valid = sa.and_(judgements.c.kind == "claim", sa.not_(judgements.c.undone))
    of_claim = sa.select(judgements.c.seq).where(is_valid, judgements.c.now == claims.c.id).correlate(claims).exists()
    if not reviewed:
        return FilterClause("reviewed", sa.select(claims.c.num).where(sa.not_(of_claim)), sa.not_(of_claim))
    return FilterClause("reviewed", sa.select(claims.c.num).join(judgements, judgements.c.now == claims.c.id).where(is_valid), of_claim)


def row_conditions(wanted: ClaimFilter) -> list[sa.ColumnElement[bool]]:
    """Return the conditions on columns of the claim's own row and of its report's row."""
    equal = {claims.c.kind: wanted.kind, claims.c.status: wanted.status}
    conditions: list[sa.ColumnElement[bool]] = [column == value for column, value in equal.items() if value]
    if wanted.min_confidence > 0:
        conditions.append(claims.c.confidence >= wanted.min_confidence)
    if not wanted.superseded:
        conditions.append(claims.c.current)
    if not wanted.retracted:
        conditions.append(sa.not_(reports.c.retracted))
    return [*conditions, *_day_conditions(wanted)]


def _day_conditions(wanted: ClaimFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.first:
        conditions.append(sa.func.coalesce(claims.c.last, claims.c.first, reports.c.published) >= wanted.first)
    if wanted.last:
        conditions.append(sa.func.coalesce(claims.c.first, claims.c.last, reports.c.published) <= wanted.last)
    if wanted.known_on:
        conditions.append(reports.c.known <= wanted.known_on)
    return conditions


def report_query(engine: Engine, wanted: ClaimFilter, after: int) -> sa.Select[tuple[int, str, str]]:
    """Return the query for number, payload and text of the reports numbered above `after` that pass a filter.

    Text, days, outlet and retraction are those of the report. The other filters apply to its claims: at least one claim must pass.
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
    of_claims = claim_part(wanted)
    if of_claims == ClaimFilter():
        return query
    clauses = (clause.condition for clause in filter_clauses(engine, of_claims))
    conditions = (claims.c.report == reports.c.num, *row_conditions(of_claims), *clauses)
    return query.where(sa.select(sa.literal(1)).select_from(claims).where(*conditions).correlate(reports).exists())


def claim_part(wanted: ClaimFilter) -> ClaimFilter:
    """Return the part of a filter over reports that applies to the claims of a report."""
    return replace(wanted, text=None, source=None, first=None, last=None, known_on=None, retracted=False, ids=())
