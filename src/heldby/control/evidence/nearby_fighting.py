"""Nearby fighting: where a town near by is fought over or changes hands, a change that no one tells of is likelier for some days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, floor, radians

from heldby.control.evidence.place_summaries import PlaceSummary
from heldby.control.parameters import Parameters
from heldby.reference.place_keys import TrackedPlace, distance_km

CELL = 0.25
"""Degrees to a cell of the grid that neighbours are looked up in."""


def heat(sheets: Mapping[str, PlaceSummary], parameters: Parameters) -> dict[str, list[int]]:
    """For each place near fighting the days (ordinals) on which that began to be told of, at most one a `nearby_days`."""
    reach, calm = parameters.reach["nearby_km"], int(parameters.reach["nearby_days"])
    placed = [sheet for sheet in sheets.values() if sheet.site.lat is not None and sheet.site.lon is not None and not sheet.site.area]
    cells: dict[tuple[int, int], list[PlaceSummary]] = defaultdict(list)
    for sheet in placed:
        if sheet.hot:
            cells[_cell(sheet.site)].append(sheet)
    found = {sheet.site.key: {day for other in _near(sheet.site, cells, reach) for day in other.hot} for sheet in placed}
    return {key: _spaced(sorted(days), calm) for key, days in found.items() if days}


def _near(site: TrackedPlace, cells: Mapping[tuple[int, int], Sequence[PlaceSummary]], reach: float) -> list[PlaceSummary]:
    (row, column), (lat, lon) = _cell(site), _point(site)
    tall = 1 + floor(reach / (111 * CELL))
    wide = 1 + floor(reach / (111 * CELL * max(0.1, cos(radians(lat)))))
    around = ((row + down, column + right) for down in range(-tall, tall + 1) for right in range(-wide, wide + 1))
    return [
        other
        for cell in around
        for other in cells.get(cell, ())
        if other.site.key != site.key and _meet((lat, lon), _point(other.site), reach)
    ]


def _meet(one: tuple[float, float], other: tuple[float, float], reach: float) -> bool:
    """Whether two points lie within `reach` kilometres; a degree of latitude is a little more than 111."""
    return 111 * abs(one[0] - other[0]) <= reach and distance_km(one, other) <= reach


def _cell(site: TrackedPlace) -> tuple[int, int]:
    lat, lon = _point(site)
    return floor(lat / CELL), floor(lon / CELL)


def _point(site: TrackedPlace) -> tuple[float, float]:
    return site.lat or 0.0, site.lon or 0.0


def _spaced(days: Sequence[int], apart: int) -> list[int]:
    kept: list[int] = []
    for day in days:
        if not kept or day - kept[-1] >= apart:
            kept.append(day)
    return kept
