"""Fill: an answer for places that no one tells of, from near ones that someone does, always marked inferred."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import cos, exp, floor, radians

from heldby.model import Control, Interval
from heldby.reference.sites import Site, distance_km

REACH_KM = 40.0
"""How far a neighbour is heard."""
FADE_KM = 15.0
"""Distance over which a neighbour's word falls to a third."""
LEAST = 0.65
"""Share of the neighbours' voices that one side needs for an answer."""
MOST = 0.8
"""Highest probability of an inferred answer, with neighbours beside it and of one mind."""
NEIGHBOURS = 6
CELL = 0.4


def fill(controls: Sequence[Control], places: Iterable[Site]) -> list[Control]:
    """Rows for places on the map that have none, where near towns in the same country leave little doubt who holds the land.

    Their intervals are inferred, rest on no claims and are the less probable the farther the neighbours.
    """
    cells: dict[tuple[int, int], list[Control]] = defaultdict(list)
    for control in controls:
        if control.lat is not None and control.lon is not None and control.precision not in ("country", "admin1"):
            cells[(floor(control.lat / CELL), floor(control.lon / CELL))].append(control)
    told = {control.id for control in controls}
    rows = (_row(site, cells) for site in places if site.key not in told and not site.area)
    return sorted((row for row in rows if row is not None), key=lambda row: (row.place, row.id))


def _row(site: Site, cells: Mapping[tuple[int, int], list[Control]]) -> Control | None:
    near = _near(site, cells)
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
    if not intervals:
        return None
    return Control(
        place=site.name, id=site.key, lat=site.lat, lon=site.lon, within=site.within, country=site.country, precision=site.precision,
        intervals=tuple(intervals),
    )  # fmt: skip


def _near(site: Site, cells: Mapping[tuple[int, int], list[Control]]) -> list[tuple[float, Control]]:
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
    return [(exp(-km / FADE_KM), control) for km, control in sorted(found, key=lambda one: (one[0], one[1].id))[:NEIGHBOURS]]


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
    return (names[side][1], side, round(MOST * share * (0.5 + 0.5 * loudest), 2)) if share >= LEAST else None
