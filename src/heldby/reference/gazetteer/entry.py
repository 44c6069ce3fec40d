"""What a gazetteer knows of one place, and how a name came to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Rank = Literal["country", "area1", "area2", "town", "quarter", "feature", "course"]
Step = Literal["exact", "folded", "variant", "skeleton", "fuzzy"]

EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. `lat`, `lon` in WGS 84 degrees (null where only the name and code are known), `radius_km` of a disc that holds most of it.

    `id` is `geonames:N` for rows of tier 0 and 1, an ISO code for countries, `IQ.01` for first-level areas and a slug for the curated rest.
    `countries` is empty for seas and the like; `derived` marks a centre that was computed from the towns of an area.
    `points` holds the line of a course as (lat, lon) pairs.
    """

    id: str
    name: str
    rank: Rank
    kind: str
    countries: tuple[str, ...]
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    population: int
    curated: bool
    derived: bool
    of: str | None = None
    points: tuple[tuple[float, float], ...] = ()

    @property
    def country(self) -> str | None:
        """The one country it lies in; null where it lies in none or several."""
        return self.countries[0] if len(self.countries) == 1 else None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a name may mean: the step that led to it, and its price (0 for the name as it stands, up to 1)."""

    entry: Entry
    step: Step
    price: float
    primary: bool


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (lat, lon) points in kilometres."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def offset(point: tuple[float, float], km: float, bearing: float) -> tuple[float, float]:
    """The (lat, lon) that lies `km` from `point` in direction `bearing` (degrees clockwise from north)."""
    lat, lon, turn, arc = math.radians(point[0]), math.radians(point[1]), math.radians(bearing), km / EARTH_KM
    north = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(turn))
    east = lon + math.atan2(math.sin(turn) * math.sin(arc) * math.cos(lat), math.cos(arc) - math.sin(lat) * math.sin(north))
    return math.degrees(north), (math.degrees(east) + 540) % 360 - 180
