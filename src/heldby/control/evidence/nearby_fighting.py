"""Find the days on which fighting began near a place, after which an unreported change of control is more likely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, floor, radians

from heldby.base.geo import distance_km
from heldby.control.evidence.place_summaries import PlaceSummary
from heldby.control.parameters import Parameters
from heldby.reference.place_keys import TrackedPlace

CELL = 0.25
"""Size, in degrees, of a cell of the lookup grid for neighbours."""


def nearby_fighting_days(summaries: Mapping[str, PlaceSummary], parameters: Parameters) -> dict[str, list[int]]:
    """Return, for each place near fighting, the days (ordinals) on which the fighting began, at least `nearby_days` apart."""
    reach, calm = parameters.reach["nearby_km"], int(parameters.reach["nearby_days"])
    placed = [one for one in summaries.values() if one.place.lat is not None and one.place.lon is not None and not one.place.area]
    cells: dict[tuple[int, int], list[PlaceSummary]] = defaultdict(list)
    for summary in placed:
        if summary.fighting:
            cells[_cell(summary.place)].append(summary)
    found = {one.place.key: {day for other in _neighbours(one.place, cells, reach) for day in other.fighting} for one in placed}
    return {key: _spaced(sorted(days), calm) for key, days in found.items() if days}


def _neighbours(place: TrackedPlace, cells: Mapping[tuple[int, int], Sequence[PlaceSummary]], reach: float) -> list[PlaceSummary]:
    (row, column), (lat, lon) = _cell(place), _point(place)
    tall = 1 + floor(reach / (111 * CELL))
    wide = 1 + floor(reach / (111 * CELL * max(0.1, cos(radians(lat)))))
    around = ((row + down, column + right) for down in range(-tall, tall + 1) for right in range(-wide, wide + 1))
    return [
        other
        for cell in around
        for other in cells.get(cell, ())
        if other.place.key != place.key and _is_within((lat, lon), _point(other.place), reach)
    ]


def _is_within(one: tuple[float, float], other: tuple[float, float], reach: float) -> bool:
    """Check whether two points lie within `reach` km. The first test is cheap: a degree of latitude is a little more than 111 km."""
    return 111 * abs(one[0] - other[0]) <= reach and distance_km(one, other) <= reach


def _cell(place: TrackedPlace) -> tuple[int, int]:
    lat, lon = _point(place)
    return floor(lat / CELL), floor(lon / CELL)


def _point(place: TrackedPlace) -> tuple[float, float]:
    return place.lat or 0.0, place.lon or 0.0


def _spaced(days: Sequence[int], apart: int) -> list[int]:
    kept: list[int] = []
    for day in days:
        if not kept or day - kept[-1] >= apart:
            kept.append(day)
    return kept
