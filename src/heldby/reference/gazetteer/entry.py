"""One place of the gazetteer, and one match of a name with a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rank = Literal["country", "area1", "area2", "town", "quarter", "feature", "course"]
Step = Literal["exact", "folded", "variant", "skeleton", "fuzzy"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One place.

    Attributes:
        id: `geonames:N` for rows of tiers 0 and 1, an ISO 3166 code for countries, `IQ.01` for first-level areas, else a slug.
        countries: ISO 3166 codes; empty for seas and the like.
        admin1, admin2: ids of the areas that it lies in.
        lat, lon: WGS 84 degrees; None where only name and code are known.
        radius_km: radius of a disc that holds most of the place.
        curated: from the curated pack or a user's table.
        derived: its centre was computed from the towns of the area.
        of: for a quarter, the name of its town; for a country, its capital.
        points: the line of a course as (lat, lon) pairs.
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
        """The country that it lies in; None if it lies in none or several."""
        return self.countries[0] if len(self.countries) == 1 else None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a name may mean.

    Attributes:
        step: the look-up step that found it.
        price: how far the name differs, from 0 (exactly the name) to 1.
        primary: the name is the place's main name.
    """

    entry: Entry
    step: Step
    price: float
    primary: bool
