"""Great-circle distances, and zones of the map: a radius around a point, a box, or polygons. Coordinates are WGS 84 degrees."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import asin, atan2, cos, degrees, pi, radians, sin, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EARTH_KM = 6371.0
"""Mean radius of the earth. `h3.great_circle_distance` uses 6371.0072 km, which would shift stored probabilities in their last digits."""

Bounds = tuple[float, float, float, float]
"""South, west, north and east, in degrees."""

Ring = Sequence[Sequence[float]]
"""Corners as [longitude, latitude], as in GeoJSON."""


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance in kilometres between two points (latitude, longitude)."""
    (lat1, lon1), (lat2, lon2) = ((radians(x), radians(y)) for x, y in (a, b))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def offset(point: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """Return the point (latitude, longitude) that lies `km` from `point` in the direction `bearing` (degrees clockwise from north)."""
    lat, lon, turn, arc = radians(point[0]), radians(point[1]), radians(bearing), km / EARTH_KM
    north = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(turn))
    east = lon + atan2(sin(turn) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(north))
    return degrees(north), (degrees(east) + 540) % 360 - 180


def distance_matrix_km(lat: Sequence[float], lon: Sequence[float]) -> NDArray[np.float64]:
    """Return the great-circle distances in kilometres between all pairs of n points, as an array of shape (n, n).

    The arccosine of dot products needs one matrix product, where the haversine formula needs several n by n arrays. It is inexact for
    distances below a few metres, which does not matter for the tens of kilometres between towns.
    """
    import numpy as np

    phi, lam = np.radians(lat), np.radians(lon)
    points = np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)
    distances: NDArray[np.float64] = EARTH_KM * np.arccos(np.clip(points @ points.T, -1, 1))
    return distances


class Zone(Protocol):
    """A part of the map. `bounds` is a box around it, for a spatial index; `contains` tests exactly whether a point is inside."""

    @property
    def bounds(self) -> Bounds: ...
    def contains(self, lat: float, lon: float) -> bool: ...


class Near(NamedTuple):
    """The points within `km` of a point."""

    lat: float
    lon: float
    km: float

    @property
    def bounds(self) -> Bounds:
        """The box around the circle. It has all longitudes if the circle contains a pole or crosses the date line."""
        up = self.km / EARTH_KM * 180 / pi
        south, north = self.lat - up, self.lat + up
        if south <= -90 or north >= 90:
            return (south, -180.0, north, 180.0)
        across = up / cos(radians(max(abs(south), abs(north))))
        west, east = self.lon - across, self.lon + across
        return (south, -180.0, north, 180.0) if west < -180 or east > 180 else (south, west, north, east)

    def contains(self, lat: float, lon: float) -> bool:
        """Check whether a point is within the radius."""
        return distance_km((self.lat, self.lon), (lat, lon)) <= self.km


class Box(NamedTuple):
    """The area between two parallels and two meridians. It crosses the date line if `west` is greater than `east`."""

    south: float
    west: float
    north: float
    east: float

    @property
    def bounds(self) -> Bounds:
        """The box itself, widened to all longitudes if it crosses the date line."""
        west, east = (self.west, self.east) if self.west <= self.east else (-180.0, 180.0)
        return (self.south, west, self.north, east)

    def contains(self, lat: float, lon: float) -> bool:
        """Check whether a point is inside the box or on its edge."""
        across = self.west <= lon <= self.east if self.west <= self.east else lon >= self.west or lon <= self.east
        return self.south <= lat <= self.north and across


class Shape(NamedTuple):
    """Polygons, each an outer ring followed by the rings of its holes. They must not cross the date line."""

    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def bounds(self) -> Bounds:
        """The box around all outer rings."""
        corners = [corner for polygon in self.polygons for corner in polygon[0]]
        lats, lons = [corner[1] for corner in corners], [corner[0] for corner in corners]
        return (min(lats), min(lons), max(lats), max(lons))

    def contains(self, lat: float, lon: float) -> bool:
        """Check whether a point is inside one of the polygons and outside its holes."""
        return any(_inside(outer, lat, lon) and not any(_inside(hole, lat, lon) for hole in holes) for outer, *holes in self.polygons)


def _inside(ring: Ring, lat: float, lon: float) -> bool:
    # A ray to the east crosses the ring an odd number of times.
    edges = zip(ring, [*ring[1:], ring[0]], strict=True)
    crossed = ((a, b) for a, b in edges if (a[1] > lat) != (b[1] > lat))
    return sum(lon < a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in crossed) % 2 == 1


def parse_geojson(text: str) -> Shape:
    """Parse the polygons of a GeoJSON geometry, feature or collection of features.

    Raises:
        ValueError: the text is not GeoJSON or contains no polygon.
    """
    polygons = tuple(_polygons(json.loads(text)))
    if not polygons:
        raise ValueError("it contains no polygon")
    return Shape(polygons)


def _polygons(value: Any) -> Iterator[tuple[Ring, ...]]:
    if not isinstance(value, dict):
        raise ValueError("it is not GeoJSON")
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
        raise ValueError("a corner of a polygon in it is not a pair of numbers") from error
    if not rings or any(len(ring) < 3 for ring in rings):
        raise ValueError("a polygon in it has fewer than three corners")
    return rings
