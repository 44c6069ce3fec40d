"""From a chosen gazetteer entry to the public reference: precision, method, geometry; and for what has no entry, the area around it."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.model import Candidate, PlaceRef
from heldby.model.mention import Method, Precision
from heldby.reading.mentions.places.disambiguate import ChosenEntry
from heldby.reference.gazetteer import Entry, Gazetteer, Hit, distance_km

RUNNERS_UP = 4
POINT_KM = 10.0
"""A feature with a larger disc than this is an area, not a point."""


def placed(text: str, start: int, end: int, hit: Hit, gazetteer: Gazetteer, others: Sequence[tuple[float, float]] = ()) -> PlaceRef:
    """A reference to a known place. A course keeps its line and is pinned to the point nearest to the report's other places."""
    place = hit.entry
    lat, lon = place.lat, place.lon
    geometry = None
    if place.points:
        lat, lon = pinned(place.points, others)
        geometry = {"type": "LineString", "coordinates": [[x, y] for y, x in place.points]}
    return PlaceRef(
        text=text,
        start=start,
        end=end,
        id=place.id,
        name=place.name,
        within=gazetteer.within(place),
        country=place.country,
        lat=lat,
        lon=lon,
        precision=precision_of(place),
        radius_km=place.radius_km if lat is not None else None,
        method=method_of(hit),
        geometry=geometry,
    )


def pinned(points: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The point of a line nearest to any of the other places; its middle where there are none."""
    if not others:
        return points[len(points) // 2]
    return min(points, key=lambda p: min(distance_km(p, other) for other in others))


def unplaced(text: str, start: int, end: int, around: Entry | None, gazetteer: Gazetteer) -> PlaceRef:
    """A reference to a place that is only known by name, inside the smallest known area; it has no point."""
    if around is None:
        return PlaceRef(text=text, start=start, end=end, name=text)
    inside = ", ".join(filter(None, (around.name, gazetteer.within(around))))
    return PlaceRef(
        text=text,
        start=start,
        end=end,
        name=text,
        within=inside,
        country=around.country,
        precision=precision_of(around),
        method="enclosing-area",
    )


def precision_of(place: Entry) -> Precision:
    """How exact a place's point is, by its rank and size."""
    ranks: dict[str, Precision] = {"country": "country", "area1": "admin1", "area2": "admin2", "course": "line"}
    if place.rank in ranks:
        return ranks[place.rank]
    return "point" if place.radius_km <= POINT_KM or place.rank in ("town", "quarter") else "area"


def method_of(hit: Hit) -> Method:
    """The step of matching in the public format's words."""
    if hit.entry.rank == "course":
        return "course"
    if hit.step in ("variant", "skeleton"):
        return "variant"
    if hit.step == "fuzzy":
        return "fuzzy"
    return "curated" if hit.entry.curated else "exact"


def runners_up(chosen: Sequence[ChosenEntry]) -> tuple[Candidate, ...]:
    """The best candidates with their scores, the chosen one first."""
    return tuple(
        Candidate(id=c.hit.entry.id, name=c.hit.entry.name, lat=c.hit.entry.lat, lon=c.hit.entry.lon, score=round(c.score, 3))
        for c in chosen[: RUNNERS_UP + 1]
        if c.hit.entry.lat is not None and c.hit.entry.lon is not None
    )
