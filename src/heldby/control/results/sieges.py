"""Decide when a place is besieged. A siege ends when the besieged side loses the place, or when the last report of it is too old."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.control.evidence.statements import Statement
from heldby.control.results.intervals import Segment

MIN_SIEGE = 0.4
"""A held place counts as besieged if a siege is more probable than this."""


def is_besieged(sieges: Sequence[Statement], segment: Segment, side: str, half_life: float) -> bool:
    """Check whether a side is under siege in the middle of a segment. The weight of a reported siege halves every `half_life` days."""
    middle = (segment.first + segment.last) / 2
    clear = 1.0
    for one in sieges:
        if one.first is not None and one.last is not None and one.first <= segment.last and one.gainer in (side, None):
            clear *= 1 - one.strength * 0.5 ** (max(0.0, middle - one.last) / half_life)
    return 1 - clear > MIN_SIEGE
