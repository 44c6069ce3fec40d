"""Queries for features: filters, counts and pages.

Matches are counted before any feature is built, so that only the features of the requested page are built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from heldby.base.geo import Box
from heldby.base.text import fold
from heldby.model import Control
from heldby.server.dependencies import FilterParams
from heldby.server.ogc_feature import CollectionName, claim_feature, event_feature, interval_features, place_feature, positions
from heldby.server.query_params import DateRange, format_cursor, parse_cursor, parse_offset
from heldby.server.schemas.geojson import Feature
from heldby.server.snapshots import LatestAnswer, Snapshot
from heldby.store.query import pagination


@dataclass(frozen=True)
class FeatureQuery:
    """The features asked for: a collection, the record's filters, a bounding box and a date range."""

    kind: CollectionName
    filters: FilterParams
    box: Box | None
    days: DateRange


class FeaturePage(NamedTuple):
    """A page of features, the cursor of the next page (None: last page), and the number of all matches (None: not counted, for claims)."""

    features: list[Feature]
    next: str | None
    total: int | None


class FeatureGroup(NamedTuple):
    """A number of features and the function that builds them."""

    number: int
    build: Callable[[], Iterable[Feature]]


def feature_page(snapshot: Snapshot, query: FeatureQuery, limit: int, after: str | None) -> FeaturePage:
    """Return a page of at most `limit` features, beginning after the cursor `after`.

    Raises:
        HTTPException: with status 400 if `after` is not a cursor.
    """
    if query.kind == "claims":
        return _claim_page(snapshot, query, limit, after)
    start = parse_offset(after)
    features, total = slice_groups(_matching(snapshot, query), start, limit)
    return FeaturePage(features, str(start + limit) if start + limit < total else None, total)


def _claim_page(snapshot: Snapshot, query: FeatureQuery, limit: int, after: str | None) -> FeaturePage:
    """Return a page of claims from the database."""
    claim_filter = replace(query.days.restrict(query.filters.claim_filter()), zone=query.box)
    rows = pagination.claim_page(snapshot.dossier, claim_filter, after=parse_cursor(after), limit=limit + 1)
    following = format_cursor(rows[limit - 1][0]) if len(rows) > limit else None
    return FeaturePage([claim_feature(claim) for _, claim in rows[:limit]], following, None)


def slice_groups(groups: Iterable[FeatureGroup], start: int, limit: int) -> tuple[list[Feature], int]:
    """Return at most `limit` features, beginning at position `start`, and the total number. Groups outside this range are not built."""
    page: list[Feature] = []
    total = 0
    for group in groups:
        if group.number and total < start + limit and total + group.number > start:
            page += list(group.build())[max(0, start - total) : start + limit - total]
        total += group.number
    return page, total


def _matching(snapshot: Snapshot, query: FeatureQuery) -> Iterator[FeatureGroup]:
    """Yield the events, places or control intervals that match."""
    filters = query.filters
    ids = None if filters.empty else pagination.claim_ids(snapshot.dossier, filters.claim_filter())
    if query.kind == "events":
        return _matching_events(snapshot, query, ids)
    matching = _matching_places(snapshot, query, ids)
    if query.kind == "places":
        return (FeatureGroup(1, partial(_place, snapshot, id, query.days)) for id in matching)
    return (_intervals(snapshot, id, query.days) for id in matching)


def _matching_places(snapshot: Snapshot, query: FeatureQuery, ids: set[str] | None) -> Iterator[str]:
    """Yield the ids of the places in the box that have the name asked for and whose history rests on one of the claims `ids`."""
    place = query.filters.place
    keys = {place, *snapshot.dossier.place_keys(place)} if place else None
    for id, latest in snapshot.latest_answers.items():
        if query.box is not None and not _in_box(query.box, latest):
            continue
        if keys is not None and id not in keys and fold(latest.place) != fold(place or ""):
            continue
        if ids is None or any(not ids.isdisjoint(one.claims) for one in snapshot.controls[id].intervals):
            yield id


def _in_box(box: Box, latest: LatestAnswer) -> bool:
    return latest.lat is not None and latest.lon is not None and box.contains(latest.lat, latest.lon)


def _place(snapshot: Snapshot, id: str, days: DateRange) -> list[Feature]:
    return [place_feature(snapshot.controls[id], days)]


def _intervals(snapshot: Snapshot, id: str, days: DateRange) -> FeatureGroup:
    """Return the intervals of a place. Without a date range, their number is known without unpacking them."""
    if days.unbounded:
        return FeatureGroup(snapshot.latest_answers[id].intervals, lambda: interval_features(snapshot.controls[id], days))
    control: Control = snapshot.controls[id]
    number = sum(days.overlaps(one.first, one.last) for one in control.intervals)
    return FeatureGroup(number, lambda: interval_features(control, days))


def _matching_events(snapshot: Snapshot, query: FeatureQuery, ids: set[str] | None) -> Iterator[FeatureGroup]:
    """Yield the events that match. Without a box, date range, type or status, they are counted without being unpacked."""
    events = snapshot.conclusions.events
    indexes: Sequence[int] = range(len(events)) if query.box is None else snapshot.events_near(query.box)
    if ids is not None:
        indexes = sorted({*indexes}.intersection(snapshot.events_by_time(ids)))
    if query.box is None and query.days.unbounded and not query.filters.type and not query.filters.status:
        for index in indexes:
            yield FeatureGroup(1, lambda index=index: [event_feature(events[index])])  # type: ignore[misc]
        return
    for index in indexes:
        event = events[index]
        first, last = (event.when.first, event.when.last) if event.when else (None, None)
        if query.days.overlaps(first, last) and query.filters.matches_event(event):
            feature = event_feature(event)
            if query.box is None or _touches(query.box, feature):
                yield FeatureGroup(1, lambda feature=feature: [feature])  # type: ignore[misc]


def _touches(box: Box, feature: Feature) -> bool:
    """Check whether a feature has a point in a box."""
    return any(box.contains(lat, lon) for lon, lat in positions(feature.geometry))
