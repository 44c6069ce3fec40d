"""Shares: how many of the places on record each side holds on a day, with bounds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from heldby.model import Control
from heldby.model.base import Record

SURE = 0.9
"""Probability from which a place counts in the lower bound."""


class Share(Record):
    """Of the `of` places on record that day, how many a side holds: `low` held for sure, `likeliest` the sum of probabilities,
    `high` all that are held or may be (contested places too)."""

    side: str
    on: dt.date
    low: int
    likeliest: float
    high: int
    of: int


def shares(controls: Iterable[Control], on: dt.date) -> list[Share]:
    """The shares of every side on a day, the largest first. Areas are left out: their towns are counted."""
    rows = [control for control in controls if control.precision not in ("country", "admin1")]
    low: dict[str, int] = defaultdict(int)
    likeliest: dict[str, float] = defaultdict(float)
    high: dict[str, int] = defaultdict(int)
    known = contested = 0
    for control in rows:
        interval = next((i for i in control.intervals if (i.first is None or i.first <= on) and (i.last is None or on <= i.last)), None)
        if interval is None or interval.status == "unknown":
            continue
        known += 1
        if interval.side is None:
            contested += 1
            continue
        low[interval.side] += interval.p >= SURE and not interval.inferred
        likeliest[interval.side] += interval.p
        high[interval.side] += 1
    found = [
        Share(side=side, on=on, low=low[side], likeliest=round(likeliest[side], 2), high=high[side] + contested, of=known)
        for side in high
    ]
    return sorted(found, key=lambda share: (-share.likeliest, share.side))
