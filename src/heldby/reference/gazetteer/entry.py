"""A place of the gazetteer, and a match of a name with a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rank = Literal["country", "area1", "area2", "town", "quarter", "feature", "course"]
Step = Literal["exact", "folded", "variant", "skeleton", "fuzzy"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    Attributes:
        id: `geonames:N` for places from GeoNames, an ISO 3166 code for countries, an id such as `IQ.01` for first-level areas, else a slug.
        rank: the broad class of the place. `area1` and `area2` are first-level and second-level areas, and a `course` is a line, such as a
            river, road or border. A `town` may also be a city or village, and a `feature` is any other place, such as a dam.
        kind: what the place is, such as "village", "dam" or "province".
        countries: ISO 3166 codes; empty for places in no country, such as seas.
        admin1, admin2: ids of the first-level and second-level area that the place lies in.
        lat, lon: WGS 84 degrees; None if only name and code are known.
        radius_km: radius in km of a disc that holds most of the place.
        population: number of inhabitants; 0 if it is unknown.
        curated: whether the place comes from the curated pack or a user's table.
        derived: whether the point was computed from the towns of the area.
        of: for a quarter, the name of its town; for a country, its capital.
        points: the line of a course, as (lat, lon) pairs.
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
        """The ISO 3166 code of the country that the place lies in; None if it lies in none or several."""
        return self.countries[0] if len(self.countries) == 1 else None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a name may mean.

    Attributes:
        step: the look-up step that found it.
        price: how far the name differs from a name of the place, from 0 (not at all) to 1.
        primary: whether the name is the main name of the place.
    """

    entry: Entry
    step: Step
    price: float
    primary: bool
