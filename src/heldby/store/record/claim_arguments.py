"""Writing what questions filter claims by: who and where, under every name, and on the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from heldby.base.text import fold
from heldby.model import Claim, PlaceRef
from heldby.model.mention import SourceRef
from heldby.store.db.schema import claim_actors, claim_places, names
from heldby.store.record.row_buffer import Name, RowBuffer
from heldby.store.search.spatial_index import remove_boxes


def add(rows: RowBuffer, numbered: Mapping[int, Claim]) -> None:
    """Add the arguments of claims, given by their numbers, to what is to be written."""
    places = [row for num, claim in numbered.items() for row in _places(num, claim)]
    actors = [row for num, claim in numbered.items() for row in _actors(num, claim)]
    rows.of(claim_places).extend(places)
    rows.of(claim_actors).extend(actors)
    rows.boxes += [{"num": num, **box} for num, claim in numbered.items() if (box := _box(claim))]
    rows.names.update(_spelled("place", places), _spelled("actor", actors), _areas(numbered.values()))


def remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete the arguments of claims, and names that no claim speaks any more."""
    remove_boxes(connection, numbers)
    for table in (claim_places, claim_actors):
        connection.execute(table.delete().where(table.c.claim.in_(numbers)))
    for kind, table in (("place", claim_places), ("actor", claim_actors)):
        spoken = sa.and_(table.c.key == names.c.key, sa.or_(table.c.folded == names.c.folded, table.c.written == names.c.folded))
        _forget(connection, kind, spoken)
    _forget(connection, "area", claim_places.c.area == names.c.key)


def _forget(connection: Connection, kind: str, spoken_of: sa.ColumnElement[bool]) -> None:
    connection.execute(names.delete().where(names.c.kind == kind, ~sa.exists().where(spoken_of)))


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


def _spelled(kind: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Name]:
    return ((kind, spelling, row["key"]) for row in rows if row["key"] for spelling in (row["folded"], row["written"]))


def _areas(told: Iterable[Claim]) -> Iterator[Name]:
    areas = {(_area(place), place.country or "") for claim in told for place in claim.place}
    for area, country in areas:
        if area:
            yield from (("area", fold(part), area) for part in (*area.split(","), country) if part.strip())
