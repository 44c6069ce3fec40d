"""Writing what questions filter claims by: who and where, under every name, and on the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.model import Claim, PlaceRef
from heldby.model.mention import SourceRef
from heldby.store import dialect
from heldby.store.folding import fold
from heldby.store.tables import area_names, claim_actors, claim_places


def add(connection: Connection, numbered: Mapping[int, Claim]) -> None:
    """Write the arguments of claims, given by their numbers."""
    places = [row for num, claim in numbered.items() for row in _places(num, claim)]
    actors = [row for num, claim in numbered.items() for row in _actors(num, claim)]
    boxes = [{"num": num, **box} for num, claim in numbered.items() if (box := _box(claim))]
    if places:
        connection.execute(claim_places.insert(), places)
        _name_areas(connection, (place for claim in numbered.values() for place in claim.place))
    if actors:
        connection.execute(claim_actors.insert(), actors)
    if boxes:
        dialect.index_boxes(connection, boxes)


def remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete the arguments of claims, and the names of areas that no claim speaks of any more."""
    dialect.forget_boxes(connection, numbers)
    for table in (claim_places, claim_actors):
        connection.execute(table.delete().where(table.c.claim.in_(numbers)))
    spoken_of = sa.select(claim_places.c.claim).where(claim_places.c.area == area_names.c.area).exists()
    connection.execute(area_names.delete().where(~spoken_of))


def _places(num: int, claim: Claim) -> Iterator[dict[str, Any]]:
    for position, place in enumerate(claim.place):
        names = {"folded": fold(place.name or place.text), "written": fold(place.text)}
        where = {"lat": place.lat, "lon": place.lon, "area": _area(place)}
        yield {"claim": num, "position": position, "key": place.id, **names, **where}


def _actors(num: int, claim: Claim) -> Iterator[dict[str, Any]]:
    for role, actors in (("actor", claim.actor), ("target", claim.target)):
        for position, actor in enumerate(actors):
            names = {"folded": fold(actor.name or actor.text), "written": fold(actor.text)}
            yield {"claim": num, "role": role, "position": position, "key": actor.id, **names}
    for position, source in enumerate(_sources(claim.source)):
        name = fold(source.text)
        yield {"claim": num, "role": "source", "position": position, "key": source.id, "folded": name, "written": name}


def _sources(source: SourceRef | None) -> Iterator[SourceRef]:
    """Who says so, then through whom."""
    while source:
        yield source
        source = source.via


def _box(claim: Claim) -> dict[str, float] | None:
    """The box around a claim's places, as far as they are on the map."""
    lats = [place.lat for place in claim.place if place.lat is not None and place.lon is not None]
    lons = [place.lon for place in claim.place if place.lat is not None and place.lon is not None]
    return {"south": min(lats), "north": max(lats), "west": min(lons), "east": max(lons)} if lats else None


def _area(place: PlaceRef) -> str | None:
    return place.within or place.country


def _name_areas(connection: Connection, places: Iterable[PlaceRef]) -> None:
    names = {
        (fold(part), area) for place in places if (area := _area(place)) for part in (*area.split(","), place.country or "") if part.strip()
    }
    areas = {area for _, area in names}
    known = connection.execute(sa.select(area_names.c.folded, area_names.c.area).where(area_names.c.area.in_(areas)))
    fresh = names - {(row.folded, row.area) for row in known}
    if fresh:
        connection.execute(area_names.insert(), [{"folded": folded, "area": area} for folded, area in sorted(fresh)])
