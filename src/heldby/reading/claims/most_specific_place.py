"""Of the places of a claim, those that say where, without those that only say where these lie."""

from __future__ import annotations

from heldby.model import PlaceRef

AREAS = frozenset({"country", "admin1"})


def most_specific(places: tuple[PlaceRef, ...], listed: frozenset[int] = frozenset()) -> tuple[PlaceRef, ...]:
    """Without the province or country that only says where a town among them lies.

    A country beside a smaller place says so, whatever the gazetteer knows of the two, unless it stands in a list with it: its first
    character is in `listed`.
    """
    smaller = any(p.precision != "country" and p.name and p.text[:1].isupper() for p in places)

    def only_says_where(area: PlaceRef) -> bool:
        if area.precision == "country" and smaller and area.start not in listed:
            return True
        if area.precision not in AREAS and not (area.id and (len(area.id) == 2 or "." in area.id)):
            return False
        return any(_lies_in(p, area) for p in places if p is not area)

    return tuple(p for p in places if not only_says_where(p))


def _lies_in(place: PlaceRef, area: PlaceRef) -> bool:
    if not area.name or place.id == area.id:
        return False
    inside = [part.strip() for part in (place.within or "").split(",")]
    return area.name in inside or (area.precision == "country" and place.country == area.country and place.precision != "country")
