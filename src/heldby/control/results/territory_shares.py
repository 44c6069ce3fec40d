"""Compute how many places, how much population and how much land each side holds on a day, with lower and upper bounds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from heldby.model import Control, Interval
from heldby.model.base import Record

SURE = 0.9
"""Least probability at which a place counts in the lower bound."""
RESOLUTION = 6
"""Resolution of the H3 grid: cells of about 36 square kilometres."""
RINGS = 2
"""Greatest distance, in cells, between a place and the land that counts as its own; two cells are about 12 km."""

Measure = Literal["places", "people", "land"]


class Share(Record):
    """How much a side holds on a day.

    Attributes:
        side: the side.
        on: the day.
        measure: what is counted: places, people, or square kilometres of land.
        low: the places that the side surely holds, that is, reported ones with a probability of at least `SURE`.
        likeliest: `low`, plus every other place whose answer is that the side holds it, weighted by the probability of that answer.
        high: all places that the side holds or may hold, contested ones included.
        of: the total of all sides on that day, with contested places but without unknown ones.
    """

    side: str
    on: dt.date
    measure: Measure
    low: float
    likeliest: float
    high: float
    of: float


def territory_shares(
    controls: Iterable[Control], on: dt.date, measure: Measure = "places", weights: Mapping[str, float] | None = None
) -> list[Share]:
    """Return the share of every side on a day, the largest first. Provinces and countries are left out, since their towns are counted.

    Args:
        controls: the records of all places.
        on: the day.
        measure: what the weights measure.
        weights: the weight of each place by id, such as its population, or its land from `land_km2`. If None, every place counts 1.
    """
    low: dict[str, float] = defaultdict(float)
    likeliest: dict[str, float] = defaultdict(float)
    high: dict[str, float] = defaultdict(float)
    total = contested = 0.0
    for control in controls:
        interval = _interval_on(control, on)
        if control.precision in ("country", "admin1") or interval is None or interval.status == "unknown":
            continue
        weight = 1.0 if weights is None else weights.get(control.id, 0.0)
        total += weight
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
            high=round(high[side] + contested, 2), of=round(total, 2),
        )
        for side in high
    ]  # fmt: skip
    return sorted(found, key=lambda share: (-share.likeliest, share.side))


def land_km2(controls: Sequence[Control]) -> dict[str, float]:
    """Return the square kilometres of land around each place with a point, by id.

    Each H3 cell goes to the nearest place within `RINGS` cells, and is divided between places at the same distance.
    """
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


def _interval_on(control: Control, on: dt.date) -> Interval | None:
    return next((i for i in control.intervals if (i.first is None or i.first <= on) and (i.last is None or on <= i.last)), None)
