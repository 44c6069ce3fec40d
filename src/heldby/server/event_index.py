"""Indexes of events by time, claim and position."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from math import floor
from typing import NamedTuple

from heldby.base.geo import Box
from heldby.model import Event

CELL = 0.25
"""Side of a grid cell, in degrees."""

Positions = int | tuple[int, ...]
"""One position or several. Most claims belong to a single event, so one position is stored as a plain number."""


class EventIndex(NamedTuple):
    """Indexes into a sequence of events.

    Attributes:
        by_time: indexes of the events, newest first.
        by_claim: for each claim id, the positions in `by_time` of the events that have the claim.
        by_cell: for the row and column of each grid cell, the indexes, ascending, of the events with a point in the cell.
    """

    by_time: Sequence[int]
    by_claim: Mapping[str, Positions]
    by_cell: Mapping[tuple[int, int], Sequence[int]]

    @classmethod
    def build(cls, events: Sequence[Event]) -> EventIndex:
        """Build the indexes of a sequence of events, in one pass."""
        ordered: list[tuple[tuple[bool, int, str], int, tuple[str, ...]]] = []
        cells: dict[tuple[int, int], array[int]] = {}
        for index, event in enumerate(events):
            ordered.append((newest_first(event), index, event.claims))
            for cell in _cells(event):
                cells.setdefault(cell, array("L")).append(index)
        ordered.sort()
        return cls(array("L", (index for _, index, _ in ordered)), _by_claim([claims for *_, claims in ordered]), cells)

    def with_claims(self, claims: Collection[str]) -> Sequence[int]:
        """Return indexes of the events that have at least one of the claims, newest first."""
        found = (self.by_claim.get(claim, ()) for claim in claims)
        return [self.by_time[place] for place in sorted({place for one in found for place in ((one,) if isinstance(one, int) else one)})]

    def near(self, box: Box) -> Sequence[int]:
        """Return indexes, ascending, of the events with a point in a cell that the box touches."""
        south, west, north, east = (floor(side / CELL) for side in box.bounds)
        touched = (found for (row, column), found in self.by_cell.items() if south <= row <= north and west <= column <= east)
        return sorted({index for found in touched for index in found})


def newest_first(event: Event) -> tuple[bool, int, str]:
    """Return a sort key that puts newer events first and undated ones last."""
    day = (event.when.first or event.when.last) if event.when else None
    return (day is None, -day.toordinal() if day else 0, event.id)


def _cells(event: Event) -> set[tuple[int, int]]:
    points = ((ref.lat, ref.lon) for ref in event.place if ref.lat is not None and ref.lon is not None)
    return {(floor(lat / CELL), floor(lon / CELL)) for lat, lon in points}


def _by_claim(claims_by_time: Sequence[tuple[str, ...]]) -> dict[str, Positions]:
    found: dict[str, Positions] = {}
    for place, claims in enumerate(claims_by_time):
        for claim in claims:
            before = found.get(claim)
            found[claim] = place if before is None else (*((before,) if isinstance(before, int) else before), place)
    return found
