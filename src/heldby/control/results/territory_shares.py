"""Shares: how much of what is on record each side holds on a day, with bounds: of the places, of their people, of the land around them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from heldby.model import Control, Interval
from heldby.model.base import Record

SURE = 0.9
"""Probability from which a place counts in the lower bound."""
RESOLUTION = 6
"""Of H3: cells of some 36 square kilometres."""
RINGS = 2
"""How many cells away a place still stands for the land, about 12 km; land farther from any place on record is no one's here."""

Measure = Literal["places", "people", "land"]


class Share(Record):
    """Of the `of` places, people or square kilometres of land on record that day, how much a side holds: `low` for sure, `likeliest` with
    the rest by its probability, `high` all that is held or may be (contested places too)."""

    side: str
    on: dt.date
    measure: Measure
    low: float
    likeliest: float
    high: float
    of: float


def shares(
    controls: Iterable[Control], on: dt.date, measure: Measure = "places", weights: Mapping[str, float] | None = None
) -> list[Share]:
    """The shares of every side on a day, the largest first. Areas are left out: their towns are counted.

    `weights` is what each place counts for by id (one each where null): its people, or `land`.
    """
    low: dict[str, float] = defaultdict(float)
    likeliest: dict[str, float] = defaultdict(float)
    high: dict[str, float] = defaultdict(float)
    known = contested = 0.0
    for control in controls:
        interval = _on(control, on)
        if control.precision in ("country", "admin1") or interval is None or interval.status == "unknown":
            continue
        weight = 1.0 if weights is None else weights.get(control.id, 0.0)
        known += weight
        if interval.side is None:
            contested += weight
            continue
        sure = interval.p >= SURE and not interval.inferred
        low[interval.side] += weight * sure
        likeliest[interval.side] += weight * (1.0 if sure else interval.p)
        high[interval.side] += weight
    found = [
        Share(
            side=side, on=on, measure=measure, low=round(low[side], 2), likeliest=round(likeliest[side], 2),
            high=round(high[side] + contested, 2), of=round(known, 2),
        )
        for side in high
    ]  # fmt: skip
    return sorted(found, key=lambda share: (-share.likeliest, share.side))


def land(controls: Sequence[Control]) -> dict[str, float]:
    """Square kilometres that each place with a point stands for, by id: the H3 cells nearest to it, halved where two are as near."""
    import h3

    nearest: dict[str, tuple[int, list[str]]] = {}
    for control in sorted(controls, key=lambda one: one.id):
        if control.lat is None or control.lon is None or control.precision in ("country", "admin1"):
            continue
        own = h3.latlng_to_cell(control.lat, control.lon, RESOLUTION)
        for ring, cells in enumerate(h3.grid_ring(own, ring) for ring in range(RINGS + 1)):
            for cell in cells:
                best = nearest.get(cell)
                if best is None or ring < best[0]:
                    nearest[cell] = (ring, [control.id])
                elif ring == best[0]:
                    best[1].append(control.id)
    found: dict[str, float] = defaultdict(float)
    for cell, (_, ids) in nearest.items():
        for id in ids:
            found[id] += h3.cell_area(cell, unit="km^2") / len(ids)
    return dict(found)


def _on(control: Control, on: dt.date) -> Interval | None:
    return next((i for i in control.intervals if (i.first is None or i.first <= on) and (i.last is None or on <= i.last)), None)
