"""Cells of PRIO-GRID, the grid of half a degree that studies of conflict use."""

from __future__ import annotations

from math import floor

COLUMNS, ROWS = 720, 360


def prio_grid_cell(lat: float, lon: float) -> int:
    """Return the number (`gid`) of the cell with a point in WGS 84 degrees.

    Cells are numbered from 1, from west to east and then from south to north (Tollefsen, Strand and Buhaug, PRIO-GRID codebook). A point on
    an edge belongs to the cell to the north or east.
    """
    row = min(ROWS - 1, floor((lat + 90) * 2))
    column = floor((lon + 180) * 2) % COLUMNS
    return row * COLUMNS + column + 1
