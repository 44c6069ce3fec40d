"""Coarsening of places: a place is shown as lying somewhere in its district, province or country, on a coarse grid and without its name."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from math import cos, floor, hypot, radians
from typing import TypeVar

from heldby.base.text import fold
from heldby.model import Mention, PlaceRef
from heldby.reference.gazetteer import Entry, Gazetteer, open_gazetteer

KM_PER_DEGREE = 111.32
MIN_TOWNS = 5
"""Least number of known towns in a grid cell. A cell with fewer would give the place away, so it is made twice as wide."""
WIDEST_KM = 1000.0
HIDDEN = "hidden:"
"""Beginning of the ids of places whose names a copy does not tell."""
UNKNOWN_AREA = "an unknown area"
DESCRIPTIONS = frozenset(
    ("the", "a", "an", "this", "that", "its", "their", "city", "town", "village", "capital", "district", "province", "region", "area",
     "country", "camp", "base", "airport", "border", "bridge", "river", "road", "old", "new", "north", "south", "east", "west", "northern",
     "southern", "eastern", "western", "centre", "center", "front", "outskirts", "suburb", "suburbs", "neighbourhood", "checkpoint")
)  # fmt: skip
"""Words that describe a place without naming it."""
QUERY_SIZE = 20_000
"""Values in one query."""
T = TypeVar("T")
Hides = Callable[[str], bool]


def is_fine(ref: PlaceRef | Mention, km: float) -> bool:
    """Check whether a place is more exact than a grid of `km` kilometres, so that its name must not be told.

    Countries, provinces, and lines such as rivers are not. Other areas are not if they are at least as wide as a cell.
    """
    if ref.precision in ("country", "line") or (ref.precision == "admin1" and ref.method != "enclosing-area"):
        return False
    entry = open_gazetteer().get(ref.id) if ref.id else None
    if entry is not None and entry.rank in ("country", "area1", "course"):  # a place near or in one, which only the grid can hide
        return False
    if ref.precision in ("area", "admin2") and ref.relative is None:
        return 2 * (ref.radius_km or (entry.radius_km if entry else 0.0)) < km
    return True


def names_a_place(ref: PlaceRef | Mention) -> bool:
    """Check whether a reference has a name, and not only a description such as "the petrol station"."""
    return is_name(ref.name or ref.text)


def is_name(text: str) -> bool:
    """Check whether a text is a name and not a description, also at the start of a sentence ("The city")."""
    words = text.split()
    return (any(map(str.isupper, text)) or not text.isascii()) and not all(word.casefold() in DESCRIPTIONS for word in words)


class Coarsener:
    """Replaces places by their district, province or country.

    Args:
        km: least width of the cells of the grid.
        secret: key of the ids that stand for places. Whoever does not have it cannot compute the id of a place that they suspect.
        hides: checks whether a name must not be told. A district with such a name does not serve as a label; its province does.
    """

    def __init__(self, km: float, secret: bytes, hides: Hides) -> None:
        self._km, self._secret, self._hides = km, secret, hides

    def coarse(self, ref: PlaceRef, what: str = "place", *, point: bool = True) -> PlaceRef:
        """Return a reference that says only in which area a place lies; `what` it is called.

        Without `point`, it has no position at all. Places that are one to the record stay one, with an id of their own.
        """
        areas = self._areas(ref)
        key = ref.id or f"{(ref.name or ref.text).casefold()}|{ref.within or ''}"
        digest = hmac.new(self._secret, key.encode(), hashlib.sha256).hexdigest()[:12]
        area = areas[0] if areas else UNKNOWN_AREA
        # "in Donetsk" could also be the town, whose name is hidden.
        label = f"{what} {digest[:4]} in {area}{' province' if areas[1:] and self._hides(area) else ''}"
        found = ref.model_copy(
            update={"text": label, "name": label, "start": None, "end": None, "anaphor": None, "id": HIDDEN + digest,
                    "within": ", ".join(areas) or None, "geometry": None, "relative": None}
        )  # fmt: skip
        return self.moved(found) if point else found.model_copy(update={"lat": None, "lon": None, "radius_km": None})

    def moved(self, ref: PlaceRef) -> PlaceRef:
        """Return a reference with its position moved to the centre of a grid cell, and without its shape."""
        if not self._km or (ref.lat is None and ref.geometry is None):
            return ref
        lat, lon, km = ref.lat, ref.lon, self._km
        if lat is not None and lon is not None:
            km = crowded_width(lat, lon, km, ref.country)
            lat, lon = grid_centre(lat, lon, km)
        radius = max(ref.radius_km or 0.0, round(hypot(km, km) / 2, 1))
        precision = "near" if ref.precision == "point" else ref.precision
        return ref.model_copy(
            update={"lat": lat, "lon": lon, "radius_km": radius, "precision": precision, "geometry": None, "relative": None}
        )

    def _areas(self, ref: PlaceRef) -> list[str]:
        """Return the areas around a place whose names may be told, the smallest first.

        A province may always be told, even if its capital has its name: all places in it get the same label.
        """
        gazetteer = open_gazetteer()
        entry = gazetteer.get(ref.id) if ref.id else None
        country = country_name(ref.country)
        inner = [one for one in (ref.within or "").split(", ") if one and one != country]
        if entry is not None and entry.admin2:
            inner = [*_names(gazetteer, (entry.admin2,), self._km), *inner]
        own = [fold(one) for one in (ref.name, ref.text) if one]
        districts = [one for one in inner[:-1] if not self._hides(one) and not any(name in fold(one) for name in own)]
        return list(dict.fromkeys([*districts, *inner[-1:], *([country] if country else [])]))


def _names(gazetteer: Gazetteer, ids: Iterable[str], km: float) -> list[str]:
    """Return the names of the areas with these ids that are at least `km` wide."""
    found = (gazetteer.get(id) for id in ids)
    return [area.name for area in found if area is not None and 2 * area.radius_km >= km]


def grid_centre(lat: float, lon: float, km: float) -> tuple[float, float]:
    """Return the centre (latitude, longitude) of the grid cell, `km` kilometres wide, that contains a point."""
    step = km / KM_PER_DEGREE
    centre = min(90.0, max(-90.0, (floor(lat / step) + 0.5) * step))
    across = min(360.0, step / max(0.01, cos(radians(centre))))
    return round(centre, 4), round(min(180.0, max(-180.0, (floor(lon / across) + 0.5) * across)), 4)


@lru_cache(maxsize=100_000)
def crowded_width(lat: float, lon: float, km: float, country: str | None) -> float:
    """Return the width of the smallest cell around a point, doubling from `km`, with at least `MIN_TOWNS` known towns of its country.

    Without a country, or in one with too few known towns, the width stays below `WIDEST_KM`.
    """
    towns = towns_of(country) if country else ()
    while towns and km < WIDEST_KM:
        cell = grid_centre(lat, lon, km)
        near = sum(1 for town in towns if abs(town[0] - lat) * KM_PER_DEGREE <= km and grid_centre(*town, km) == cell)
        if near >= MIN_TOWNS:
            break
        km *= 2
    return km


@cache
def towns_of(country: str) -> Sequence[tuple[float, float]]:
    """Return the points (latitude, longitude) of all known towns of a country (ISO 3166 code)."""
    sql = "SELECT DISTINCT lat, lon FROM place WHERE countries = ? AND rank = 'town' AND lat IS NOT NULL"
    return tuple((lat, lon) for file in open_gazetteer().files for lat, lon in file.query(sql, (country,)))


def spellings(ids: Iterable[str]) -> set[str]:
    """Return all spellings, folded, under which the gazetteer lists the places with these ids."""
    return _spellings("id", sorted(ids))


def country_name(code: str | None) -> str | None:
    """Return the name of the country with an ISO 3166 code; None if there is none."""
    found = open_gazetteer().get(code) if code else None
    return found.name if found else None


def country_names() -> set[str]:
    """Return the names of all countries, folded. The name of a country is never hidden because a town shares it."""
    return _spellings("rank", ["country"])


def _spellings(column: str, values: Sequence[str]) -> set[str]:
    found = set[str]()
    for file in open_gazetteer().files:
        numbers = [n for part in batched(values) for (n,) in file.query(f"SELECT n FROM place WHERE {column} IN ({_marks(part)})", part)]
        found.update(key for part in batched(numbers) for (key,) in file.query(f"SELECT key FROM folded WHERE n IN ({_marks(part)})", part))
    return found


def batched(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield a sequence in parts that fit into one query."""
    yield from (values[start : start + QUERY_SIZE] for start in range(0, len(values), QUERY_SIZE))


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def entries_named(name: str, countries: Iterable[str]) -> list[Entry]:
    """Return the places of the gazetteer that have a name, or are of this id, in any of the countries (ISO 3166 codes)."""
    gazetteer, allowed = open_gazetteer(), set(countries)
    by_id = gazetteer.get(name)
    found = [hit.entry for hit in (*gazetteer.named(name), *gazetteer.by_variant(name)) if allowed.intersection(hit.entry.countries)]
    return [*([by_id] if by_id else []), *found]
