"""Find rivers between two places. A neighbour across a river says less about who holds a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import floor

Point = tuple[float, float]
"""Latitude and longitude in degrees."""
CELL = 0.25
"""Size, in degrees, of a cell of the lookup grid for stretches of rivers."""
STEP = 0.1
"""Distance, in degrees, between the points of a line whose cells are looked up."""


class RiverBarriers:
    """An index of the lines of rivers."""

    def __init__(self, lines: Iterable[Sequence[Point]] = ()) -> None:
        self._cells: dict[tuple[int, int], set[tuple[Point, Point]]] = defaultdict(set)
        for line in lines:
            for stretch in pairwise(line):
                for cell in _cells(*stretch):
                    self._cells[cell].add(stretch)

    def between(self, one: Point, other: Point) -> bool:
        """Check whether a river runs between two points."""
        if not self._cells:
            return False
        near = {stretch for cell in _cells(one, other) for stretch in self._cells.get(cell, ())}
        return any(_cross(one, other, *stretch) for stretch in near)


def _cells(a: Point, b: Point) -> set[tuple[int, int]]:
    """Return the cells that a straight line touches, and those around them."""
    steps = 1 + floor(max(abs(a[0] - b[0]), abs(a[1] - b[1])) / STEP)
    points = ((a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps) for i in range(steps + 1))
    return {(floor(lat / CELL) + down, floor(lon / CELL) + right) for lat, lon in points for down in (-1, 0, 1) for right in (-1, 0, 1)}


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Check whether the lines a-b and c-d cross. Over some tens of kilometres degrees may be treated as a plane."""
    return _orientation(a, b, c) * _orientation(a, b, d) < 0 and _orientation(c, d, a) * _orientation(c, d, b) < 0


def _orientation(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
