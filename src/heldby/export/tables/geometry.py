"""GeoJSON geometries (RFC 7946): checking them, and writing them as well-known binary (WKB)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from math import inf, isfinite
from typing import Any

Geometry = dict[str, Any]
"""A GeoJSON geometry in degrees (WGS 84), longitude first."""

DEPTHS = {"Point": 0, "LineString": 1, "Polygon": 2, "MultiPoint": 1, "MultiLineString": 2, "MultiPolygon": 3}
"""How many lists lie around a position in each type."""

WKB_TYPES = {name: number for number, name in enumerate(DEPTHS, 1)}
"""Number of each type in WKB. Source: OGC 06-103r4, Simple Feature Access, table 7."""

PARTS = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}

LITTLE_ENDIAN = 1


def point(lat: float | None, lon: float | None) -> Geometry | None:
    """Return a point, or None if there is no position."""
    return None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}


def is_geometry(value: Any) -> bool:
    """Check whether a value is a geometry of one of the types in `DEPTHS` with at least one position, and no broken one."""
    if not isinstance(value, dict) or value.get("type") not in DEPTHS:
        return False
    return _is_nested(value.get("coordinates"), DEPTHS[value["type"]])


def _is_nested(value: Any, depth: int) -> bool:
    if not isinstance(value, list | tuple) or not value:
        return False
    if depth:
        return all(_is_nested(one, depth - 1) for one in value)
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) and isfinite(one) for one in value)
    return len(value) >= 2 and numbers and abs(value[0]) <= 180 and abs(value[1]) <= 90


def positions(geometry: Geometry) -> Iterator[tuple[float, float]]:
    """Yield the positions of a geometry as (longitude, latitude)."""
    yield from _positions(geometry["coordinates"], DEPTHS[geometry["type"]])


def _positions(value: Any, depth: int) -> Iterator[tuple[float, float]]:
    if depth:
        for one in value:
            yield from _positions(one, depth - 1)
    else:
        yield value[0], value[1]


class Extent:
    """The box around geometries, in degrees."""

    def __init__(self) -> None:
        self.west, self.south, self.east, self.north = inf, inf, -inf, -inf

    def add(self, geometry: Geometry) -> None:
        """Make the box large enough for a geometry."""
        for lon, lat in positions(geometry):
            self.west, self.east = min(self.west, lon), max(self.east, lon)
            self.south, self.north = min(self.south, lat), max(self.north, lat)

    def box(self) -> tuple[float, float, float, float] | None:
        """Return west, south, east and north; None if there was no geometry."""
        return (self.west, self.south, self.east, self.north) if self.west <= self.east else None


def to_wkb(geometry: Geometry) -> bytes:
    """Return a geometry as WKB, little-endian and without heights."""
    name, coordinates = geometry["type"], geometry["coordinates"]
    head = struct.pack("<BI", LITTLE_ENDIAN, WKB_TYPES[name])
    if name == "Point":
        return head + struct.pack("<2d", *coordinates[:2])
    if name == "LineString":
        return head + _run(coordinates)
    if name == "Polygon":
        return head + struct.pack("<I", len(coordinates)) + b"".join(map(_run, coordinates))
    parts = (to_wkb({"type": PARTS[name], "coordinates": part}) for part in coordinates)
    return head + struct.pack("<I", len(coordinates)) + b"".join(parts)


def _run(coordinates: list[list[float]]) -> bytes:
    return struct.pack("<I", len(coordinates)) + b"".join(struct.pack("<2d", *position[:2]) for position in coordinates)
