"""The camps a page draws, in the order in which they get their looks: by how much is said of them, the same rule for every side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from heldby.model import Interval
from heldby.presentation.schema import Side


def sides_of(intervals: Iterable[Interval]) -> tuple[Side, ...]:
    """Every side that holds anything, named by the actor file, else by who most often holds for it."""
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

    known = actors.load().get(side)
    return known.name if known else min(holders, key=lambda name: (-holders[name], name))
