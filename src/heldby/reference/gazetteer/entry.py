"""What a gazetteer knows of one place, and how a name came to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rank = Literal["country", "area1", "area2", "town", "quarter", "feature", "course"]
Step = Literal["exact", "folded", "variant", "skeleton", "fuzzy"]


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
