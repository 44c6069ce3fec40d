"""Routes of OGC API - Features, Part 1 (OGC 17-069r4): places, control, events and claims as GeoJSON features."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import JSONResponse

from heldby.server.dependencies import MAX_LIMIT, After, Current, ETag, Filters, State, not_found
from heldby.server.feature_query import FeatureQuery, feature_page
from heldby.server.ogc_feature import CollectionName, feature_by_id
from heldby.server.query_params import parse_bbox, parse_datetime
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.geojson import Collection, Collections, Conformance, Extent, Feature, Features, LandingPage, Link
from heldby.server.snapshots import Snapshot
from heldby.store import dossier_config

router = APIRouter(tags=["features"])
GEOJSON = "application/geo+json"
ROOT = "/api/v1/"


class GeoJSONResponse(JSONResponse):
    """A response with the media type of GeoJSON."""

    media_type = GEOJSON


COLLECTIONS: dict[CollectionName, tuple[str, str]] = {
    "places": ("Places", "Places that reports name, with who holds each on the day asked about, or last."),
    "control": ("Control", "Who held a place over an interval, with the probability and the claims it rests on."),
    "events": ("Events", "Events, each once, from all reports of it."),
    "claims": ("Claims", "What reports say, each claim with its sentence."),
}
"""Title and description of each collection."""
CONFORMANCE = tuple(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "oas30", "geojson"))

FeatureLimit = Annotated[
    int, Query(ge=1, le=10_000, description=f"Maximum number of features on a page. Values above {MAX_LIMIT} count as {MAX_LIMIT}.")
]
BoundingBox = Annotated[
    str | None, Query(max_length=200, description="west,south,east,north in degrees. West is greater than east across the date line.")
]
Interval = Annotated[str | None, Query(max_length=80, description="A day, or two days separated by /, with .. for an open end.")]


@router.get("/", summary="Landing page", response_model=LandingPage)
def landing(request: Request, state: State) -> Response:
    """Return links to the parts of the API."""
    links = (
        _link(request, "", "self"), _link(request, "openapi.json", "service-desc", "application/vnd.oai.openapi+json;version=3.1"),
        _link(request, "conformance", "conformance"), _link(request, "collections", "data"), _link(request, "scene", "related"),
    )  # fmt: skip
    page = LandingPage(
        title=state.settings.title or dossier_config.title(state.dossier),
        description="Who holds what, since when, and who says so.",
        links=links,
    )
    return json_response(page)


@router.get("/conformance", summary="List conformance classes", response_model=Conformance)
def conformance() -> Response:
    """Return the OGC API conformance classes that this API conforms to."""
    return json_response(Conformance(conformsTo=CONFORMANCE))


@router.get("/collections", summary="List collections", response_model=Collections, responses=error_responses(304))
def collections(request: Request, snapshot: Current, etag: ETag) -> Response:
    """Return all collections of features, each with its extent."""
    every = tuple(_collection(request, name, snapshot) for name in COLLECTIONS)
    return json_response(Collections(links=(_link(request, "collections", "self"),), collections=every), etag=etag)


@router.get("/collections/{name}", summary="Get a collection", response_model=Collection, responses=error_responses(304, 404))
def collection(name: str, request: Request, snapshot: Current, etag: ETag) -> Response:
    """Return a collection with its extent."""
    return json_response(_collection(request, _collection_name(name), snapshot), etag=etag)


@router.get(
    "/collections/{name}/items", summary="List features", response_model=Features, response_class=GeoJSONResponse,
    responses=error_responses(304, 400, 404),
)  # fmt: skip
def items(
    name: str, request: Request, snapshot: Current, etag: ETag, filters: Filters, *, bbox: BoundingBox = None,
    datetime: Interval = None, limit: FeatureLimit = 100, after: After = None,
) -> Response:  # fmt: skip
    """Return the features within a bounding box and a date range that match the filters. The link `next` leads to the next page."""
    kind = _collection_name(name)
    query = FeatureQuery(kind, filters, parse_bbox(bbox), parse_datetime(datetime))
    found = feature_page(snapshot, query, min(limit, MAX_LIMIT), after)
    path = f"collections/{kind}/items"
    links = [_link(request, path, "self", GEOJSON, query=dict(request.query_params))]
    if found.next:
        links.append(_link(request, path, "next", GEOJSON, query={**request.query_params, "after": found.next}))
    page = Features(
        features=tuple(found.features), links=tuple(links), numberReturned=len(found.features), numberMatched=found.total,
        timeStamp=dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    )  # fmt: skip
    return json_response(page, media=GEOJSON, etag=etag)


@router.get(
    "/collections/{name}/items/{id:path}", summary="Get a feature", response_model=Feature, response_class=GeoJSONResponse,
    responses=error_responses(304, 404),
)  # fmt: skip
def item(name: str, id: str, request: Request, snapshot: Current, etag: ETag) -> Response:
    """Return the feature with this id from a collection."""
    kind = _collection_name(name)
    found = feature_by_id(snapshot, kind, id)
    if found is None:
        raise not_found(f"{kind} feature {id}")
    links = (_link(request, f"collections/{kind}/items/{id}", "self", GEOJSON), _link(request, f"collections/{kind}", "collection"))
    return json_response(found.model_copy(update={"links": links}), media=GEOJSON, etag=etag)


def _collection_name(name: str) -> CollectionName:
    """Return a collection's name.

    Raises:
        HTTPException: with status 404 if there is no such collection.
    """
    found = next((one for one in COLLECTIONS if one == name), None)
    if found is None:
        raise not_found(f"collection {name} (there are: {', '.join(COLLECTIONS)})")
    return found


def _collection(request: Request, name: CollectionName, snapshot: Snapshot) -> Collection:
    """Return a collection with the extent of all places."""
    title, text = COLLECTIONS[name]
    points = [(one.lon, one.lat) for one in snapshot.latest_answers.values() if one.lon is not None and one.lat is not None]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    box = {"bbox": [[min(lons), min(lats), max(lons), max(lats)]]} if points else None
    links = (_link(request, f"collections/{name}", "self"), _link(request, f"collections/{name}/items", "items", GEOJSON))
    return Collection(id=name, title=title, description=text, extent=Extent(spatial=box) if box else None, links=links)


def _link(request: Request, path: str, rel: str, type: str = "application/json", query: dict[str, str] | None = None) -> Link:
    """Return a link to a path of the API, at the address that the request used."""
    root = str(request.base_url).rstrip("/") + ROOT
    return Link(href=root + path + (f"?{urlencode(query)}" if query else ""), rel=rel, type=type)
