"""Build the public reference to a place from its gazetteer entry or, for a name without an entry, from the area around it."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.base.geo import distance_km
from heldby.model import Candidate, PlaceRef
from heldby.model.mention import Method, Precision
from heldby.reading.mentions.places.disambiguate import ChosenEntry
from heldby.reference.gazetteer import Entry, Gazetteer, Hit

RUNNERS_UP = 4
SITE_KM = 20.0
"""Radius, in km, within which a site lies that is named after a town. Airports and bases are seldom farther from their town."""
POINT_KM = 10.0
"""Largest radius, in km, of a feature that counts as a point. A larger one is an area."""


def ref_for_entry(text: str, start: int, end: int, hit: Hit, gazetteer: Gazetteer, others: Sequence[tuple[float, float]] = ()) -> PlaceRef:
    """Return the reference to a gazetteer entry.

    The geometry of a river or road is its line. Its point is the point of that line nearest to `others`, the points of the report's towns.
    """
    place = hit.entry
    lat, lon = place.lat, place.lon
    geometry = None
    if place.points:
        lat, lon = nearest_point(place.points, others)
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


def ref_for_site(text: str, start: int, end: int, hit: Hit, gazetteer: Gazetteer) -> PlaceRef:
    """Return the reference to a site that is named after a town. It is near the town, but who holds the site need not hold the town."""
    ref = ref_for_entry(text, start, end, hit, gazetteer)
    inside = ", ".join(filter(None, (ref.name, ref.within)))
    site = {"id": None, "name": text, "within": inside, "precision": "near", "radius_km": SITE_KM, "method": "relative"}
    return ref.model_copy(update=site)


def nearest_point(points: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the point of a line that is nearest to any of the other points, or the middle one if there are no others."""
    if not others:
        return points[len(points) // 2]
    return min(points, key=lambda p: min(distance_km(p, other) for other in others))


def ref_without_entry(text: str, start: int, end: int, around: Entry | None, gazetteer: Gazetteer) -> PlaceRef:
    """Return the reference to a place known only by name. It has no point, and lies inside the area `around`, if that is known."""
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
    """Return the precision of a place, by its rank in the gazetteer ("country", "town") and its radius."""
    ranks: dict[str, Precision] = {"country": "country", "area1": "admin1", "area2": "admin2", "course": "line"}
    if place.rank in ranks:
        return ranks[place.rank]
    return "point" if place.radius_km <= POINT_KM or place.rank in ("town", "quarter") else "area"


def method_of(hit: Hit) -> Method:
    """Return how the entry was found, as the public format names it."""
    if hit.entry.rank == "course":
        return "course"
    if hit.step in ("variant", "skeleton"):
        return "variant"
    if hit.step == "fuzzy":
        return "fuzzy"
    return "curated" if hit.entry.curated else "exact"


def runners_up(chosen: Sequence[ChosenEntry]) -> tuple[Candidate, ...]:
    """Return the five best candidates with their scores, the chosen one first. Candidates without a point are left out."""
    return tuple(
        Candidate(id=c.hit.entry.id, name=c.hit.entry.name, lat=c.hit.entry.lat, lon=c.hit.entry.lon, score=round(c.score, 3))
        for c in chosen[: RUNNERS_UP + 1]
        if c.hit.entry.lat is not None and c.hit.entry.lon is not None
    )
