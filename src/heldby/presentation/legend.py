"""The legend of a map: its sides, in the order that determines the colour, shape and hatching of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from heldby.model import Interval
from heldby.presentation.schema import Side


def legend_sides(intervals: Iterable[Interval]) -> tuple[Side, ...]:
    """Return every side that holds anything, those with the most intervals and claims first.

    The order follows the same rule for every side. The name of a side comes from the actor file, or else from its most frequent holder.
    """
    weight: Counter[str] = Counter()
    holders: dict[str, Counter[str]] = {}
    for interval in intervals:
        if interval.side:
            weight[interval.side] += 1 + len(interval.claims)
            holders.setdefault(interval.side, Counter())[interval.holder or interval.side] += 1
    order = sorted(weight, key=lambda side: (-weight[side], side))
    return tuple(Side(id=side, name=_name(side, holders[side]), look=look) for look, side in enumerate(order))


def _name(side: str, holders: Counter[str]) -> str:
    from heldby.reference import actors

    known = actors.load_actors().get(side)
    return known.name if known else min(holders, key=lambda name: (-holders[name], name))
