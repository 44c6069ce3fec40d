"""Sites: the places that control is told of, apart from areas that hold many of them and surroundings that are no place."""

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
"""Last words of lines that are built."""


@dataclass(frozen=True, slots=True)
class TrackedPlace:
    """One place that has a row in the record; `key` is its id, or its name and area where it has none."""

    key: str
    name: str
    lat: float | None
    lon: float | None
    within: str | None
    country: str | None
    precision: Precision
    area: bool


def place_key(ref: PlaceRef) -> str | None:
    """The row a place reference speaks of.

    Null for surroundings ("40 km south of Mosul"), for stretches of a river, and for words that name no place ("the city"). A road that is
    named by its ends has one.
    """
    if ref.id is None and ref.lat is None and not any(char.isupper() for char in ref.name or ref.text):
        return None
    if (ref.precision == "line" and not is_road(ref)) or (ref.precision == "near" and ref.relative is not None and _only_beside(ref)):
        return None
    if ref.relative is not None and ref.relative.part and not _whole(ref):
        return None
    return ref.id or f"{fold_case(ref.name or ref.text)}|{fold_case(ref.within or '')}"


def is_road(ref: PlaceRef) -> bool:
    """Whether the reference is to a road or railway, which can be held and cut, and not to a river."""
    return ref.precision == "line" and fold_case(ref.name or ref.text).endswith(ROADS)


def is_area(ref: PlaceRef) -> bool:
    """Whether the reference is to a country or province itself, not to something only known to lie in one."""
    return ref.precision in AREAS and ref.method != "enclosing-area"


def tracked_places(claims: Iterable[Claim]) -> dict[str, TrackedPlace]:
    """Every site that the claims speak of, by key; of several references the smallest in text order gives its fields."""
    found: dict[str, TrackedPlace] = {}
    for claim in claims:
        for ref in claim.place:
            key = place_key(ref)
            if key is None:
                continue
            site = TrackedPlace(key, ref.name or ref.text, ref.lat, ref.lon, ref.within, ref.country, ref.precision, is_area(ref))
            if key not in found or _order(site) < _order(found[key]):
                found[key] = site
    return found


def mentioned_places(mentions: Iterable[Mention]) -> list[TrackedPlace]:
    """The places with a point of their own that mentions name, each once; no areas, surroundings or rivers."""
    found: dict[str, TrackedPlace] = {}
    for one in mentions:
        if one.id and one.lat is not None and one.precision in POINTS and one.relative is None and one.id not in found:
            name, precision = one.name or one.text, cast("Precision", one.precision)
            found[one.id] = TrackedPlace(one.id, name, one.lat, one.lon, one.within, one.country, precision, area=False)
    return [found[key] for key in sorted(found)]


def bare_area_name(name: str) -> str:
    """An area's name without the word for its rank."""
    words = [word for word in fold_case(name).split() if word not in ("province", "governorate", "oblast", "region", "the")]
    return " ".join(words)


def _only_beside(ref: PlaceRef) -> bool:
    assert ref.relative is not None
    return ref.relative.km is None and fold_case(ref.name or ref.text) == fold_case(ref.relative.of)


def _whole(ref: PlaceRef) -> bool:
    return ref.id is not None and ref.precision in ("point", "area", "admin2")


def _order(site: TrackedPlace) -> tuple[bool, str, str, bool, str]:
    return (site.lat is None, site.name, site.within or "", site.country is None, site.precision)
