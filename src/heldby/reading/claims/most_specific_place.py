"""Keeps the places of a claim that say where it happened, and drops the areas that only say where those places lie."""

from __future__ import annotations

from heldby.model import PlaceRef

AREAS = frozenset({"country", "admin1"})


def most_specific(places: tuple[PlaceRef, ...], listed: frozenset[int] = frozenset()) -> tuple[PlaceRef, ...]:
    """Return the places except each province or country that contains another of them.

    A country beside a smaller named place is dropped even if the gazetteer does not say that the country contains that place. It is
    kept if it is coordinated with another place. `listed` holds the character offset at which each coordinated place begins.
    """
    smaller = any(p.precision != "country" and p.name and p.text[:1].isupper() for p in places)

    def is_container(area: PlaceRef) -> bool:
        if area.precision == "country" and smaller and area.start not in listed:
            return True
        if area.precision not in AREAS and not (area.id and (len(area.id) == 2 or "." in area.id)):
            return False
        return any(_is_inside(p, area) for p in places if p is not area)

    return tuple(p for p in places if not is_container(p))


def _is_inside(place: PlaceRef, area: PlaceRef) -> bool:
    if not area.name or place.id == area.id:
        return False
    within = [part.strip() for part in (place.within or "").split(",")]
    return area.name in within or (area.precision == "country" and place.country == area.country and place.precision != "country")
