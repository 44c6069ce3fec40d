"""Nearby fighting: where a town near by is fought over or changes hands, a change that no one tells of is likelier for some days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, floor, radians

from heldby.control.parameters import Parameters
from heldby.control.statements import Statement
from heldby.reference.sites import Site, distance_km

HOT = frozenset({"change", "fight", "siege"})
CELL = 0.25
"""Degrees to a cell of the grid that neighbours are looked up in."""


def heat(said: Mapping[str, Sequence[Statement]], places: Mapping[str, Site], parameters: Parameters) -> dict[str, list[int]]:
    """For each site the days (ordinals) on which fighting near it began to be told of, at most one a `nearby_days`."""
    reach, calm = parameters.reach["nearby_km"], int(parameters.reach["nearby_days"])
    cells: dict[tuple[int, int], list[Site]] = defaultdict(list)
    for key in said:
        site = places[key]
        if site.lat is not None and site.lon is not None and not site.area:
            cells[_cell(site.lat, site.lon)].append(site)
    found: dict[str, list[int]] = {}
    for group in cells.values():
        for site in group:
            days = {
                one.first
                for other in _near(site, cells, reach)
                for one in said[other.key]
                if one.form in HOT and not one.area and one.first is not None and one.last is not None and one.last - one.first <= calm
            }
            found[site.key] = _spaced(sorted(day for day in days if day is not None), calm)
    return found


def _near(site: Site, cells: Mapping[tuple[int, int], Sequence[Site]], reach: float) -> list[Site]:
    assert site.lat is not None and site.lon is not None
    row, column = _cell(site.lat, site.lon)
    tall = 1 + floor(reach / (111 * CELL))
    wide = 1 + floor(reach / (111 * CELL * max(0.1, cos(radians(site.lat)))))
    around = ((row + down, column + right) for down in range(-tall, tall + 1) for right in range(-wide, wide + 1))
    return [
        other
        for cell in around
        for other in cells.get(cell, ())
        if other.key != site.key and distance_km((site.lat, site.lon), (other.lat or 0.0, other.lon or 0.0)) <= reach
    ]


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat / CELL), floor(lon / CELL)


def _spaced(days: Sequence[int], apart: int) -> list[int]:
    kept: list[int] = []
    for day in days:
        if not kept or day - kept[-1] >= apart:
            kept.append(day)
    return kept
