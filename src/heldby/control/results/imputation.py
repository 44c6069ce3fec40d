"""Fill: an answer for places that no one tells of, from near ones that someone does or from the land they lie in; always inferred."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import cos, exp, floor, radians

from heldby.control.results.river_barriers import Barriers, Point
from heldby.model import Control, Interval
from heldby.reference.place_keys import TrackedPlace, distance_km
from heldby.reference.sides import SideResolver

REACH_KM = 40.0
"""How far a neighbour is heard."""
FADE_KM = 15.0
"""Distance over which a neighbour's word falls to a third."""
LEAST = 0.65
"""Share of the neighbours' voices that one side needs for an answer."""
MOST = 0.8
"""Highest probability of an inferred answer, with neighbours beside it and of one mind."""
ACROSS = 0.4
"""How much of a neighbour's word is left across a river; one across a border is not heard at all."""
SOVEREIGN = 0.5
"""Probability with which a state is shown to hold a place of its land of which nothing is told near or far: a convention, at even odds."""
EVEN = 0.5
"""Less likely answers are none."""
NEIGHBOURS = 6
CELL = 0.4


def fill(
    controls: Sequence[Control],
    places: Iterable[TrackedPlace],
    *,
    rivers: Iterable[Sequence[Point]] = (),
    camps: SideResolver | None = None,
) -> list[Control]:
    """Rows for places on the map that have none: who holds the near towns of the same country, where that leaves little doubt.

    Their intervals are inferred, rest on no claims and are the less probable the farther the neighbours. `rivers` are lines of (latitude,
    longitude) across which a neighbour counts less. With `camps`, a place that no neighbour tells of is shown with its state.
    """
    barriers = Barriers(rivers)
    cells: dict[tuple[int, int], list[Control]] = defaultdict(list)
    for control in controls:
        if control.lat is not None and control.lon is not None and control.precision not in ("country", "admin1"):
            cells[(floor(control.lat / CELL), floor(control.lon / CELL))].append(control)
    told = {control.id for control in controls}
    wanted = [site for site in places if site.key not in told and not site.area]
    rows = (_row(site, cells, barriers) or (_sovereign(site, camps) if camps else None) for site in wanted)
    return sorted((row for row in rows if row is not None), key=lambda row: (row.place, row.id))


def _sovereign(site: TrackedPlace, camps: SideResolver) -> Control | None:
    """The state whose land a place is, for want of any news."""
    state = camps.sovereign(site.country)
    if state is None:
        return None
    side = camps.side(state, None, site.country)
    held = Interval(first=None, last=None, holder=state.name, side=side, status="held", p=SOVEREIGN, inferred=True)
    return _control(site, [held])


def _control(site: TrackedPlace, intervals: Sequence[Interval]) -> Control:
    return Control(
        place=site.name, id=site.key, lat=site.lat, lon=site.lon, within=site.within, country=site.country, precision=site.precision,
        intervals=tuple(intervals),
    )  # fmt: skip


def _row(site: TrackedPlace, cells: Mapping[tuple[int, int], list[Control]], barriers: Barriers) -> Control | None:
    near = _near(site, cells, barriers)
    days = sorted({i.first for _, control in near for i in control.intervals if i.first is not None})
    if not near or not days:
        return None
    intervals: list[Interval] = []
    for first, after in zip(days, [*days[1:], None], strict=True):
        answer = _answer(near, first)
        last = after - dt.timedelta(1) if after else None
        if answer is None:
            continue
        holder, side, p = answer
        before = intervals[-1] if intervals else None
        if before and before.last == first - dt.timedelta(1) and (before.side, before.p) == (side, p):
            intervals[-1] = before.model_copy(update={"last": last})
        else:
            intervals.append(Interval(first=first, last=last, holder=holder, side=side, status="held", p=p, inferred=True))
    return _control(site, intervals) if intervals else None


def _near(site: TrackedPlace, cells: Mapping[tuple[int, int], list[Control]], barriers: Barriers) -> list[tuple[float, Control]]:
    """The nearest neighbours with how loud each is heard."""
    if site.lat is None or site.lon is None:
        return []
    row, column = floor(site.lat / CELL), floor(site.lon / CELL)
    wide = 1 + floor(REACH_KM / (111.0 * CELL * max(0.2, cos(radians(site.lat)))))
    found = []
    for down in (-1, 0, 1):
        for right in range(-wide, wide + 1):
            for control in cells.get((row + down, column + right), ()):
                assert control.lat is not None and control.lon is not None
                km = distance_km((site.lat, site.lon), (control.lat, control.lon))
                if km <= REACH_KM and control.country == site.country:
                    found.append((km, control))
    nearest = sorted(found, key=lambda one: (one[0], one[1].id))[:NEIGHBOURS]
    here = (site.lat, site.lon)
    return [(exp(-km / FADE_KM) * (ACROSS if barriers.between(here, (c.lat or 0.0, c.lon or 0.0)) else 1.0), c) for km, c in nearest]


def _answer(near: Sequence[tuple[float, Control]], on: dt.date) -> tuple[str | None, str, float] | None:
    """Holder, side and probability on a day, null where the neighbours leave doubt."""
    voices: dict[str, float] = defaultdict(float)
    names: dict[str, tuple[float, str | None]] = {}
    total = loudest = 0.0
    for loud, control in near:
        interval = next((i for i in control.intervals if (i.first is None or i.first <= on) and (i.last is None or on <= i.last)), None)
        if interval is None or interval.inferred or interval.status == "unknown":
            continue
        total, loudest = total + loud, max(loudest, loud)
        if interval.side is not None:
            voices[interval.side] += loud * interval.p
            names[interval.side] = max(names.get(interval.side, (0.0, None)), (loud, interval.holder), key=lambda one: one[0])
    if not voices:
        return None
    side = min(voices, key=lambda name: (-voices[name], name))
    share = voices[side] / total
    p = round(MOST * share * (0.5 + 0.5 * loudest), 2)
    return (names[side][1], side, p) if share >= LEAST and p >= EVEN else None
