"""Places, control, events and claims as features, by OGC API - Features - Part 1 (OGC 17-069r4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request, Response
from starlette.responses import JSONResponse

from heldby.base.geo import Box
from heldby.base.text import fold
from heldby.model import Claim, Control, Event
from heldby.server.claim_batches import read_cursor, write_cursor
from heldby.server.dependencies import MOST, After, Filtered, Filters, Now, ServerState, State, Tag, unknown
from heldby.server.disclosure import shown_claim
from heldby.server.query_params import Days, read_box, read_days
from heldby.server.responses import problems, reply
from heldby.server.schemas.geojson import Collection, Collections, Conformance, Extent, Feature, Features, Landing, Link
from heldby.server.snapshots import Snapshot
from heldby.store.query import pagination

router = APIRouter(tags=["features"])
GEO = "application/geo+json"


class GeoJSON(JSONResponse):
    """An answer of that media type."""

    media_type = GEO


Name = Literal["places", "control", "events", "claims"]
TITLES: dict[Name, tuple[str, str]] = {
    "places": ("Places", "Every place that the record tells of, with who holds it on the day asked for, or last."),
    "control": ("Control", "Who held a place over an interval, with its probability and the claims it rests on."),
    "events": ("Events", "What happened once, whoever tells it."),
    "claims": ("Claims", "What reports say, each with its sentence."),
}
CONFORMS = tuple(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "oas30", "geojson"))

Most = Annotated[int, Query(ge=1, le=10_000, description=f"Most features to give at once; where more are asked for, {MOST}.")]
BoxText = Annotated[
    str | None, Query(max_length=200, description="west,south,east,north in degrees; west of 180 and east of it if crossed.")
]
DaysText = Annotated[str | None, Query(max_length=80, description="A day, or two with / between them; .. for an open end.")]


@router.get("/", response_model=Landing)
def landing(request: Request, state: State) -> Response:
    """Where everything is."""
    links = (
        link(request, "", "self"), link(request, "openapi.json", "service-desc", "application/vnd.oai.openapi+json;version=3.1"),
        link(request, "conformance", "conformance"), link(request, "collections", "data"), link(request, "scene", "related"),
    )  # fmt: skip
    return reply(Landing(title=state.options.title, description="Who holds what, since when, and who says so.", links=links))


@router.get("/conformance", response_model=Conformance)
def conformance() -> Response:
    """Which requirements are met."""
    return reply(Conformance(conformsTo=CONFORMS))


@router.get("/collections", response_model=Collections, responses=problems(304))
def collections(request: Request, picture: Now, etag: Tag) -> Response:
    """The kinds of feature."""
    every = tuple(describe(request, name, picture) for name in TITLES)
    return reply(Collections(links=(link(request, "collections", "self"),), collections=every), etag=etag)


@router.get("/collections/{name}", response_model=Collection, responses=problems(304, 404))
def collection(name: str, request: Request, picture: Now, etag: Tag) -> Response:
    """One kind of feature."""
    return reply(describe(request, known_name(name), picture), etag=etag)


@router.get("/collections/{name}/items", response_model=Features, response_class=GeoJSON, responses=problems(304, 400, 404))
def items(
    name: str, request: Request, state: State, picture: Now, etag: Tag, filters: Filtered, bbox: BoxText = None, datetime: DaysText = None,
    limit: Most = 100,
    after: After = None,
) -> Response:  # fmt: skip
    """Features within a box, over days, and by the record's own filters, page by page: follow the link `next`."""
    kind, box, days, most = known_name(name), read_box(bbox), read_days(datetime), min(limit, MOST)
    if kind == "claims":
        features, following, total = claim_features(state, filters, box, days, most, after)
    else:
        start = read_number(after)
        features, total = page_of(matching(state, picture, kind, filters, box, days), start, most)
        following = str(start + most) if start + most < total else None
    links = [link(request, f"collections/{kind}/items", "self", GEO, query=dict(request.query_params))]
    if following:
        links.append(link(request, f"collections/{kind}/items", "next", GEO, query={**request.query_params, "after": following}))
    stamp = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    page = Features(features=tuple(features), links=tuple(links), numberReturned=len(features), numberMatched=total, timeStamp=stamp)
    return reply(page, media=GEO, etag=etag)


@router.get("/collections/{name}/items/{id:path}", response_model=Feature, response_class=GeoJSON, responses=problems(304, 404))
def item(name: str, id: str, request: Request, state: State, picture: Now, etag: Tag) -> Response:
    """One feature by its id."""
    kind = known_name(name)
    found = next(iter(by_id(state, picture, kind, id)), None)
    if found is None:
        raise unknown(f"{kind} feature {id}")
    links = (link(request, f"collections/{kind}/items/{id}", "self", GEO), link(request, f"collections/{kind}", "collection"))
    return reply(found.model_copy(update={"links": links}), media=GEO, etag=etag)


def known_name(name: str) -> Name:
    """A collection's name. Raises 404 if there is none of that name."""
    found = next((one for one in TITLES if one == name), None)
    if found is None:
        raise unknown(f"collection {name}; there are {', '.join(TITLES)}")
    return found


def describe(request: Request, name: Name, picture: Snapshot) -> Collection:
    """A collection with its extent."""
    title, text = TITLES[name]
    points = [(one.lon, one.lat) for one in picture.spots.values() if one.lon is not None and one.lat is not None]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    box = {"bbox": [[min(lons), min(lats), max(lons), max(lats)]]} if points else None
    links = (link(request, f"collections/{name}", "self"), link(request, f"collections/{name}/items", "items", GEO))
    return Collection(id=name, title=title, description=text, extent=Extent(spatial=box) if box else None, links=links)


def link(request: Request, path: str, rel: str, type: str = "application/json", query: dict[str, str] | None = None) -> Link:
    """A link to a place of the API, at the address by which it was asked."""
    root = str(request.base_url).rstrip("/") + "/api/v1/"
    return Link(href=root + path + (f"?{urlencode(query)}" if query else ""), rel=rel, type=type)


def read_number(after: str | None) -> int:
    """Where a page of what is held in memory starts. Raises 400 for anything else."""
    if after is None:
        return 0
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise HTTPException(400, "`after` is none that a page gave")
    return int(after)


def claim_features(
    state: ServerState, filters: Filtered, box: Box | None, days: Days, limit: int, after: str | None
) -> tuple[list[Feature], str | None, int | None]:
    """A page of claims, from the database."""
    wanted = replace(days.narrow(filters.wanted()), zone=box)
    try:
        cursor = read_cursor(after)
    except ValueError:
        raise HTTPException(400, "`after` is none that a page gave") from None
    rows = pagination.claim_page(state.dossier, wanted, after=cursor, limit=limit + 1)
    following = write_cursor(rows[limit - 1][0]) if len(rows) > limit else None
    return [claim_feature(claim) for _, claim in rows[:limit]], following, None


class Several(NamedTuple):
    """Features that are counted before they are made."""

    number: int
    make: Callable[[], Iterable[Feature]]


def page_of(found: Iterable[Several], start: int, most: int) -> tuple[list[Feature], int]:
    """The features from one on, at most so many, and how many there are in all; others are not made."""
    page: list[Feature] = []
    total = 0
    for several in found:
        if several.number and total < start + most and total + several.number > start:
            page += list(several.make())[max(0, start - total) : start + most - total]
        total += several.number
    return page, total


def matching(
    state: ServerState, picture: Snapshot, kind: Name, filters: Filters, box: Box | None, days: Days
) -> Iterator[Several]:  # fmt: skip
    """Features of what is held in memory."""
    ids = None if filters.empty else pagination.claim_ids(state.dossier, filters.wanted())
    if kind == "events":
        yield from matching_events(picture, filters, ids, box, days)
        return
    named = {filters.place, *state.dossier.place_keys(filters.place)} if filters.place else None
    for id, spot in picture.spots.items():
        if box is not None and (spot.lat is None or spot.lon is None or not box.holds(spot.lat, spot.lon)):
            continue
        if named is not None and id not in named and fold(spot.place) != fold(filters.place or ""):
            continue
        if ids is not None and not any(not ids.isdisjoint(one.claims) for one in picture.controls[id].intervals):
            continue
        if kind == "places":
            yield Several(1, lambda id=id: [place_feature(picture.controls[id], days)])  # type: ignore[misc]
        elif days == Days():
            yield Several(spot.spans, lambda id=id: interval_features(picture.controls[id], days))  # type: ignore[misc]
        else:
            control = picture.controls[id]
            meeting = sum(days.meet(one.first, one.last) for one in control.intervals)
            yield Several(meeting, lambda control=control: interval_features(control, days))  # type: ignore[misc]


def matching_events(picture: Snapshot, filters: Filters, ids: set[str] | None, box: Box | None, days: Days) -> Iterator[Several]:
    """Events; only those are read of which more must be known than that they are there."""
    every = picture.drawn.events
    places: Sequence[int] = range(len(every)) if box is None else picture.inside(box)
    if ids is not None:
        places = sorted({*places}.intersection(picture.latest(ids)))
    plain = box is None and days == Days() and not filters.type and not filters.status
    for place in places:
        if plain:
            yield Several(1, lambda place=place: [event_feature(every[place])])  # type: ignore[misc]
            continue
        event = every[place]
        first, last = (event.when.first, event.when.last) if event.when else (None, None)
        if days.meet(first, last) and filters.fits(event):
            made = within(box, event_feature(event))
            yield Several(len(made), lambda made=made: made)  # type: ignore[misc]


def within(box: Box | None, feature: Feature) -> Sequence[Feature]:
    """The feature, unless a box is asked for in which it has no point."""
    return [feature] if box is None or any(box.holds(lat, lon) for lon, lat in points(feature.geometry)) else []


def points(geometry: dict[str, Any] | None) -> Iterable[tuple[float, float]]:
    """The positions of a point or multipoint."""
    if not geometry:
        return []
    return [tuple(one) for one in ([geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"])]


def by_id(state: ServerState, picture: Snapshot, kind: Name, id: str) -> Iterable[Feature]:
    """The feature with an id, if there is one."""
    if kind == "claims":
        return [claim_feature(claim) for claim in state.dossier.claims_by_id([id]).values()]
    if kind == "events":
        return [event_feature(picture.events[id])] if id in picture.events else []
    if kind == "places":
        return [place_feature(picture.controls[id], Days())] if id in picture.controls else []
    key, _, number = id.rpartition("@")
    control = picture.controls.get(key)
    return [one for one in interval_features(control, Days()) if one.id == f"{key}@{number}"] if control else []


def place_feature(control: Control, days: Days) -> Feature:
    """A place with who holds it: in the days asked for, the last answer that stands in them."""
    interval = next((one for one in reversed(control.intervals) if days.meet(one.first, one.last)), None)
    fields = control.model_dump(mode="json", include={"place", "within", "country", "precision"})
    answer = interval.model_dump(mode="json") if interval else {"status": "unknown"}
    return Feature(id=control.id, geometry=point(control.lat, control.lon), properties={**fields, **answer})


def interval_features(control: Control, days: Days) -> Iterator[Feature]:
    """Each interval of a place's record that meets the days."""
    fields = control.model_dump(mode="json", include={"place", "within", "country", "precision"})
    for index, interval in enumerate(control.intervals):
        if days.meet(interval.first, interval.last):
            properties = {"place_id": control.id, **fields, **interval.model_dump(mode="json")}
            yield Feature(id=f"{control.id}@{index}", geometry=point(control.lat, control.lon), properties=properties)


def event_feature(event: Event) -> Feature:
    """An event where it happened; several places are a multipoint."""
    told = event.model_dump(mode="json", exclude={"id", "place"})
    names = [place.name or place.text for place in event.place]
    where = [[place.lon, place.lat] for place in event.place if place.lon is not None and place.lat is not None]
    geometry = None if not where else point(where[0][1], where[0][0]) if len(where) == 1 else {"type": "MultiPoint", "coordinates": where}
    return Feature(id=event.id, geometry=geometry, properties={**told, "place": names})


def claim_feature(claim: Claim) -> Feature:
    """A claim at its first place that has a point."""
    shown = shown_claim(claim)
    where = next((place for place in shown.place if place.lat is not None), None)
    geometry = point(where.lat, where.lon) if where else None
    return Feature(id=shown.id, geometry=geometry, properties=shown.model_dump(mode="json", exclude={"id"}))


def point(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    """A GeoJSON point, or null where none is known."""
    return None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
