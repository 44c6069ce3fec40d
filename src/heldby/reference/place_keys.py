"""Compute the keys of tracked places, which are the places that can be held, and find the tracked places in claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from heldby.base.text import fold_case
from heldby.model import Claim, Mention, PlaceRef
from heldby.model.mention import Precision

AREAS = frozenset({"country", "admin1"})
POINTS = frozenset({"point", "area", "admin2"})

ROADS = ("road", "highway", "motorway", "railway", "route")
"""Last words in the names of roads and railways. Lines whose names end otherwise are rivers."""


@dataclass(frozen=True, slots=True)
class TrackedPlace:
    """A place whose control is tracked.

    Attributes:
        key: the id of the place or, if it has none, its name and the area around it.
        within: names of the areas around the place.
        area: whether the place is a country or province.
    """

    key: str
    name: str
    lat: float | None
    lon: float | None
    within: str | None
    country: str | None
    precision: Precision
    area: bool


def place_key(ref: PlaceRef) -> str | None:
    """Return the key of the tracked place that a reference means.

    Returns None for surroundings ("south of Mosul"), parts of a place, rivers and places without a name ("the city"). A road has a key,
    even if only its ends name it.
    """
    if ref.id is None and ref.lat is None and not any(char.isupper() for char in ref.name or ref.text):
        return None
    if (ref.precision == "line" and not is_road(ref)) or (ref.precision == "near" and ref.relative is not None and _near_itself(ref)):
        return None
    if ref.relative is not None and ref.relative.part and not _is_known_place(ref):
        return None
    return ref.id or f"{fold_case(ref.name or ref.text)}|{fold_case(ref.within or '')}"


def is_road(ref: PlaceRef) -> bool:
    """Check whether a reference means a road or railway. These can be held or cut, unlike rivers."""
    return ref.precision == "line" and fold_case(ref.name or ref.text).endswith(ROADS)


def is_area(ref: PlaceRef) -> bool:
    """Check whether a reference means a country or province itself, and not a place that is only known to lie in one."""
    return ref.precision in AREAS and ref.method != "enclosing-area"


def tracked_places(claims: Iterable[Claim]) -> dict[str, TrackedPlace]:
    """Return every tracked place of the claims, by key.

    If the references to a place differ, one of them gives all the fields. A reference with a point takes precedence, and the choice does
    not depend on the order of the claims.
    """
    found: dict[str, TrackedPlace] = {}
    for claim in claims:
        for ref in claim.place:
            key = place_key(ref)
            if key is None:
                continue
            place = TrackedPlace(key, ref.name or ref.text, ref.lat, ref.lon, ref.within, ref.country, ref.precision, is_area(ref))
            if key not in found or _sort_key(place) < _sort_key(found[key]):
                found[key] = place
    return found


def mentioned_places(mentions: Iterable[Mention]) -> list[TrackedPlace]:
    """Return the places with a point that the mentions name, each once, sorted by key. Areas, surroundings and rivers are left out."""
    found: dict[str, TrackedPlace] = {}
    for one in mentions:
        if one.id and one.lat is not None and one.precision in POINTS and one.relative is None and one.id not in found:
            name, precision = one.name or one.text, cast("Precision", one.precision)
            found[one.id] = TrackedPlace(one.id, name, one.lat, one.lon, one.within, one.country, precision, area=False)
    return [found[key] for key in sorted(found)]


def bare_area_name(name: str) -> str:
    """Return the folded name of an area without "the" and the word for its type, such as "province"."""
    words = [word for word in fold_case(name).split() if word not in ("province", "governorate", "oblast", "region", "the")]
    return " ".join(words)


def _near_itself(ref: PlaceRef) -> bool:
    """Check whether a reference says "near X" without a distance. It has the name of X, but X itself is not meant."""
    assert ref.relative is not None
    return ref.relative.km is None and fold_case(ref.name or ref.text) == fold_case(ref.relative.of)


def _is_known_place(ref: PlaceRef) -> bool:
    return ref.id is not None and ref.precision in ("point", "area", "admin2")


def _sort_key(place: TrackedPlace) -> tuple[bool, str, str, bool, str]:
    return (place.lat is None, place.name, place.within or "", place.country is None, place.precision)
