"""Impute who holds places that no report says anything about, from neighbouring places or from sovereignty. The answers are inferred."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import cos, exp, floor, radians

from heldby.base.geo import distance_km
from heldby.control.results.control_record import make_control
from heldby.control.results.river_barriers import Point, RiverBarriers
from heldby.model import Control, Interval
from heldby.reference.place_keys import TrackedPlace
from heldby.reference.sides import SideResolver

REACH_KM = 40.0
"""Greatest distance of a neighbour, in km."""
FADE_KM = 15.0
"""Distance, in km, over which the weight of a neighbour falls to 1/e, about a third."""
MIN_SHARE = 0.65
"""Share of the neighbours' weight that a side needs for an answer."""
MAX_P = 0.8
"""Highest probability of an imputed answer, reached if all neighbours certainly agree and one of them is at the same point."""
ACROSS_RIVER = 0.4
"""Factor on the weight of a neighbour across a river. A neighbour across a border does not count at all."""
SOVEREIGN_P = 0.5
"""Probability that a state holds a place on its territory if no neighbour says anything about it: even odds, by convention."""
MIN_P = 0.5
"""Answers with a lower probability are left out."""
NEIGHBOURS = 6
"""Number of nearest neighbours that count."""
CELL = 0.4
"""Size, in degrees, of a cell of the lookup grid for neighbours."""

Neighbour = tuple[float, Control]
"""The weight of a neighbour and its record."""


def impute_places(
    controls: Sequence[Control], places: Iterable[TrackedPlace], *, rivers: Iterable[Sequence[Point]] = (),
    sides: SideResolver | None = None,
) -> list[Control]:  # fmt: skip
    """Return records for places that have none, derived from who holds the nearest places of the same country.

    A place whose neighbours leave too much doubt gets no record from them. All intervals are marked as inferred and cite no claims. The
    farther away the neighbours are, the lower the probability.

    Args:
        controls: the records of all other places.
        places: places on the map. Areas, and places that have a record, are skipped.
        rivers: lines of (latitude, longitude) across which a neighbour counts less.
        sides: if given, a place that gets no record from neighbours counts as held by the state on whose territory it lies.
    """
    barriers = RiverBarriers(rivers)
    cells: dict[tuple[int, int], list[Control]] = defaultdict(list)
    for control in controls:
        if control.lat is not None and control.lon is not None and control.precision not in ("country", "admin1"):
            cells[(floor(control.lat / CELL), floor(control.lon / CELL))].append(control)
    recorded = {control.id for control in controls}
    missing = [place for place in places if place.key not in recorded and not place.area]
    rows = (_from_neighbours(place, cells, barriers) or (_from_sovereign(place, sides) if sides else None) for place in missing)
    return sorted((row for row in rows if row is not None), key=lambda row: (row.place, row.id))


def _from_sovereign(place: TrackedPlace, sides: SideResolver) -> Control | None:
    """Return a record of the place as held by the state on whose territory it lies; None if the state is not known."""
    state = sides.sovereign(place.country)
    if state is None:
        return None
    side = sides.side(state, None, place.country)
    held = Interval(first=None, last=None, holder=state.name, side=side, status="held", p=SOVEREIGN_P, inferred=True)
    return make_control(place, [held])


def _from_neighbours(place: TrackedPlace, cells: Mapping[tuple[int, int], list[Control]], barriers: RiverBarriers) -> Control | None:
    """Return a record derived from the neighbours, with a new answer whenever one of theirs changes; None if they leave too much doubt."""
    near = _neighbours(place, cells, barriers)
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
    return make_control(place, intervals) if intervals else None


def _neighbours(place: TrackedPlace, cells: Mapping[tuple[int, int], list[Control]], barriers: RiverBarriers) -> list[Neighbour]:
    """Return the nearest neighbours with their weights."""
    if place.lat is None or place.lon is None:
        return []
    row, column = floor(place.lat / CELL), floor(place.lon / CELL)
    wide = 1 + floor(REACH_KM / (111.0 * CELL * max(0.2, cos(radians(place.lat)))))
    found = []
    for down in (-1, 0, 1):
        for right in range(-wide, wide + 1):
            for control in cells.get((row + down, column + right), ()):
                assert control.lat is not None and control.lon is not None
                km = distance_km((place.lat, place.lon), (control.lat, control.lon))
                if km <= REACH_KM and control.country == place.country:
                    found.append((km, control))
    nearest = sorted(found, key=lambda one: (one[0], one[1].id))[:NEIGHBOURS]
    here = (place.lat, place.lon)
    return [(exp(-km / FADE_KM) * (ACROSS_RIVER if barriers.between(here, (c.lat or 0.0, c.lon or 0.0)) else 1.0), c) for km, c in nearest]


def _answer(near: Sequence[Neighbour], on: dt.date) -> tuple[str | None, str, float] | None:
    """Return the holder, the side and the probability on a day; None if the neighbours leave too much doubt."""
    weights: dict[str, float] = defaultdict(float)
    names: dict[str, tuple[float, str | None]] = {}
    total = greatest = 0.0
    for weight, control in near:
        interval = next((i for i in control.intervals if (i.first is None or i.first <= on) and (i.last is None or on <= i.last)), None)
        if interval is None or interval.inferred or interval.status == "unknown":
            continue
        total, greatest = total + weight, max(greatest, weight)
        if interval.side is not None:
            weights[interval.side] += weight * interval.p
            names[interval.side] = max(names.get(interval.side, (0.0, None)), (weight, interval.holder), key=lambda one: one[0])
    if not weights:
        return None
    side = min(weights, key=lambda name: (-weights[name], name))
    share = weights[side] / total
    p = round(MAX_P * share * (0.5 + 0.5 * greatest), 2)
    return (names[side][1], side, p) if share >= MIN_SHARE and p >= MIN_P else None
