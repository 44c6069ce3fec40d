"""Barriers: rivers between two towns, across which a neighbour is heard less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import floor

Point = tuple[float, float]
CELL = 0.25
"""Degrees to a cell of the grid in which stretches of rivers are looked up."""
STEP = 0.1
"""Degrees between the points by which a stretch, or the way between two towns, is entered into cells."""


class Barriers:
    """The lines of rivers, each a run of (latitude, longitude) points."""

    def __init__(self, lines: Iterable[Sequence[Point]] = ()) -> None:
        self._cells: dict[tuple[int, int], set[tuple[Point, Point]]] = defaultdict(set)
        for line in lines:
            for stretch in pairwise(line):
                for cell in _cells(*stretch):
                    self._cells[cell].add(stretch)

    def between(self, one: Point, other: Point) -> bool:
        """Whether a river runs between two points."""
        if not self._cells:
            return False
        near = {stretch for cell in _cells(one, other) for stretch in self._cells.get(cell, ())}
        return any(_cross(one, other, *stretch) for stretch in near)


def _cells(a: Point, b: Point) -> set[tuple[int, int]]:
    """The cells that a straight way touches, and those around them."""
    steps = 1 + floor(max(abs(a[0] - b[0]), abs(a[1] - b[1])) / STEP)
    points = ((a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps) for i in range(steps + 1))
    return {(floor(lat / CELL) + down, floor(lon / CELL) + right) for lat, lon in points for down in (-1, 0, 1) for right in (-1, 0, 1)}


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two straight ways cross; over some tens of kilometres degrees are as good as a plane for that."""
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
