"""Where on the map: within so many kilometres of a point, in a box, inside a drawn area. Degrees are WGS 84.

A zone has a box that holds all of it, which a spatial index can be asked for, and says exactly of a point whether it holds that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import asin, cos, pi, radians, sin, sqrt
from typing import Any, NamedTuple, Protocol

EARTH_KM = 6371.0
"""Mean radius of the earth."""

Bounds = tuple[float, float, float, float]
"""South, west, north, east."""

Ring = Sequence[Sequence[float]]
"""Corners as [longitude, latitude], as in GeoJSON."""


class Zone(Protocol):
    """A part of the map."""

    @property
    def bounds(self) -> Bounds: ...
    def holds(self, lat: float, lon: float) -> bool: ...


class Near(NamedTuple):
    """Within `km` of a point."""

    lat: float
    lon: float
    km: float

    @property
    def bounds(self) -> Bounds:
        """All that can be near; around a pole or over the date line it takes every longitude."""
        up = self.km / EARTH_KM * 180 / pi
        south, north = self.lat - up, self.lat + up
        if south <= -90 or north >= 90:
            return (south, -180.0, north, 180.0)
        across = up / cos(radians(max(abs(south), abs(north))))
        west, east = self.lon - across, self.lon + across
        return (south, -180.0, north, 180.0) if west < -180 or east > 180 else (south, west, north, east)

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point is near, by the great circle."""
        a, b, c, d = map(radians, (self.lat, self.lon, lat, lon))
        half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
        return 2 * EARTH_KM * asin(min(1.0, sqrt(half))) <= self.km


class Box(NamedTuple):
    """Between two parallels and two meridians; where `west` is greater than `east`, over the date line."""

    south: float
    west: float
    north: float
    east: float

    @property
    def bounds(self) -> Bounds:
        """Itself; over the date line, every longitude."""
        west, east = (self.west, self.east) if self.west <= self.east else (-180.0, 180.0)
        return (self.south, west, self.north, east)

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point is inside or on the edge."""
        across = self.west <= lon <= self.east if self.west <= self.east else lon >= self.west or lon <= self.east
        return self.south <= lat <= self.north and across


class Shape(NamedTuple):
    """Areas drawn on a map: polygons, each an outer ring and rings that are cut out of it. They may not cross the date line."""

    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def bounds(self) -> Bounds:
        """The box around all corners."""
        corners = [corner for polygon in self.polygons for corner in polygon[0]]
        lats, lons = [corner[1] for corner in corners], [corner[0] for corner in corners]
        return (min(lats), min(lons), max(lats), max(lons))

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point is inside one of the polygons and in none of its holes."""
        return any(_inside(outer, lat, lon) and not any(_inside(hole, lat, lon) for hole in holes) for outer, *holes in self.polygons)


def _inside(ring: Ring, lat: float, lon: float) -> bool:
    # A ray to the east crosses the ring an odd number of times.
    edges = zip(ring, [*ring[1:], ring[0]], strict=True)
    crossed = ((a, b) for a, b in edges if (a[1] > lat) != (b[1] > lat))
    return sum(lon < a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in crossed) % 2 == 1


def shape_of(geojson: str) -> Shape:
    """The polygons in a GeoJSON text, whether a geometry, a feature or a collection of features.

    Raises:
        ValueError: it is no GeoJSON, or holds no polygon.
    """
    polygons = tuple(_polygons(json.loads(geojson)))
    if not polygons:
        raise ValueError("it holds no polygon")
    return Shape(polygons)


def _polygons(value: Any) -> Iterator[tuple[Ring, ...]]:
    if not isinstance(value, dict):
        raise ValueError("it is no GeoJSON")
    kind, corners = value.get("type"), value.get("coordinates") or ()
    if kind == "Polygon":
        yield _rings(corners)
    elif kind == "MultiPolygon":
        yield from map(_rings, corners)
    for inner in (value.get("geometry"), *(value.get("features") or ()), *(value.get("geometries") or ())):
        if inner is not None:
            yield from _polygons(inner)


def _rings(polygon: Any) -> tuple[Ring, ...]:
    try:
        rings = tuple(tuple((float(corner[0]), float(corner[1])) for corner in ring) for ring in polygon)
    except (TypeError, ValueError, IndexError, KeyError) as error:
        raise ValueError("a polygon in it has corners that are no pairs of numbers") from error
    if not rings or any(len(ring) < 3 for ring in rings):
        raise ValueError("a polygon in it has fewer than three corners")
    return rings
