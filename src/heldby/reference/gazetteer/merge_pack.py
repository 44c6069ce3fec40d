"""Merge the curated pack with tier 0. A town that both list keeps its point and gets the spellings of the pack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from heldby.base.geo import distance_km
from heldby.reference.gazetteer.area_centres import areas_with_centres
from heldby.reference.gazetteer.name_keys import fold_name_uncached, skeleton, variant
from heldby.reference.gazetteer.rows import PlaceRow

MERGE_KM = 12.0
"""Greatest distance, in km, at which a curated place and a town of the same name count as one. Gazetteers differ by a few km."""
QUARTER_MERGE_KM = 2.0
"""The same distance for a curated quarter, which must not be merged with the town that it is part of."""


def merge(curated: Sequence[PlaceRow], towns: Iterable[PlaceRow]) -> Iterator[PlaceRow]:
    """Yield all rows of the pack and of tier 0, each place once. A place that both list has the names of the pack first."""
    listed = list(towns)
    places = CuratedPlaces(curated)
    for town in listed:
        places.consider(town)
    unmatched = list(places.join_matched())  # complete before the towns are yielded, because it gives them the names of the pack
    _drop_names_of_neighbours(unmatched, listed)
    yield from listed
    yield from unmatched
    yield from areas_with_centres([row for row in curated if row.rank not in ("town", "quarter")], listed)


def _drop_names_of_neighbours(unmatched: Sequence[PlaceRow], towns: Sequence[PlaceRow]) -> None:
    """Remove from curated towns the alternate names that are names of a curated neighbour.

    For example, al-Qaim loses the name Husaybah, because Husaybah is another town near it.
    """
    own: dict[tuple[str, str], list[PlaceRow]] = defaultdict(list)
    for row in unmatched:
        for name in row.names:
            own[row.countries[0], fold_name_uncached(name)].append(row)
    for town in towns:
        if town.curated:
            bearers = {name: own.get((town.countries[0], fold_name_uncached(name)), ()) for name in town.also}
            town.also = [name for name in town.also if not any(_is_neighbour(row, town) for row in bearers[name])]


def _is_neighbour(row: PlaceRow, town: PlaceRow) -> bool:
    """Check whether `row` is a town within `MERGE_KM` of `town`. One name hardly means both of two towns so close to each other."""
    if row.rank != "town" or row.lat is None or row.lon is None or town.lat is None or town.lon is None:
        return False
    return distance_km((row.lat, row.lon), (town.lat, town.lon)) <= MERGE_KM


class CuratedPlaces:
    """The towns and quarters of the pack, each with the nearest town of tier 0 that may be the same place."""

    def __init__(self, curated: Sequence[PlaceRow]) -> None:
        rows = [row for row in curated if row.rank in ("town", "quarter")]
        self._rows = {id(row): row for row in rows}
        self._by_id = {row.id: row for row in rows if row.id.startswith("geonames:")}
        self._by_key: dict[tuple[str, str], list[PlaceRow]] = defaultdict(list)
        self._cells = {cell for row in rows if row.lat is not None and row.lon is not None for cell in _cells_around(row.lat, row.lon)}
        self._nearest: dict[int, tuple[float, PlaceRow]] = {}
        for row in rows:
            if row.lat is not None:
                for key in {key for name in row.names for key in _name_keys(name)}:
                    self._by_key[row.countries[0], key].append(row)

    def consider(self, town: PlaceRow) -> None:
        """Match a town of tier 0 with the curated place that has its id, or else with curated places near it that share a name with it."""
        if town.id in self._by_id:
            self._keep_nearest(self._by_id[town.id], town, 0.0)
        elif town.lat is not None and town.lon is not None and _cell(town.lat, town.lon) in self._cells:
            for name in (*town.names, *town.also):
                for key in _name_keys(name):
                    for row in self._by_key.get((town.countries[0], key), ()):
                        self._keep_nearest(row, town, distance_km((row.lat or 0.0, row.lon or 0.0), (town.lat, town.lon)))

    def _keep_nearest(self, row: PlaceRow, town: PlaceRow, km: float) -> None:
        limit = QUARTER_MERGE_KM if row.rank == "quarter" else MERGE_KM
        before = self._nearest.get(id(row))
        if km <= limit and (before is None or km < before[0]):
            self._nearest[id(row)] = (km, town)

    def join_matched(self) -> Iterator[PlaceRow]:
        """Add each matched place to its town, and yield the places that tier 0 lacks. Places without a point are left out."""
        for key, row in self._rows.items():
            if key in self._nearest:
                _join(row, self._nearest[key][1])
            elif row.lat is not None:
                yield row


def _cell(lat: float, lon: float) -> tuple[int, int]:
    """Return the square, a quarter of a degree wide, that a point lies in."""
    return int(lat * 4 // 1), int(lon * 4 // 1)


def _cells_around(lat: float, lon: float) -> list[tuple[int, int]]:
    """Return the square of a point and its eight neighbours. Up to latitude 60, they hold every town within `MERGE_KM`."""
    y, x = _cell(lat, lon)
    return [(y + i, x + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]


def _name_keys(name: str) -> set[str]:
    """Return the keys of a name. Two places near each other share a name if the names have a key in common."""
    folded = fold_name_uncached(name)
    return {key for key in (folded, variant(folded), skeleton(folded)) if key}


def _join(row: PlaceRow, town: PlaceRow) -> None:
    """Give a town of tier 0 the names, kind and areas of a curated place. Its own names become alternate names; its point stays."""
    town.also = [*town.names, *town.also]
    town.names = [*row.names, *(town.names if town.curated else [])]
    town.kind, town.curated, town.rank = row.kind, True, row.rank
    town.admin1, town.admin2, town.of = row.admin1 or town.admin1, row.admin2, row.of
    town.radius_km, town.population = row.radius_km, max(town.population, row.population)
