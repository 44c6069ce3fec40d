"""The rows for looking up claims: their actors, sources and places under every name, and their boxes on the map."""

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


def add(buffer: RowBuffer, claims: Mapping[int, Claim]) -> None:
    """Add the rows of claims to a buffer. `claims` maps their row numbers to the claims."""
    places = [row for num, claim in claims.items() for row in _place_rows(num, claim)]
    actors = [row for num, claim in claims.items() for row in _actor_rows(num, claim)]
    buffer.rows(claim_places).extend(places)
    buffer.rows(claim_actors).extend(actors)
    buffer.boxes += [{"num": num, **box} for num, claim in claims.items() if (box := _box(claim))]
    buffer.names.update(_names("place", places), _names("actor", actors), _area_names(claims.values()))


def remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete the rows of claims, and the names that no other claim uses."""
    remove_boxes(connection, numbers)
    for table in (claim_places, claim_actors):
        connection.execute(table.delete().where(table.c.claim.in_(numbers)))
    for kind, table in (("place", claim_places), ("actor", claim_actors)):
        is_used = sa.and_(table.c.key == names.c.key, sa.or_(table.c.folded == names.c.folded, table.c.written == names.c.folded))
        _remove_names(connection, kind, is_used)
    _remove_names(connection, "area", claim_places.c.area == names.c.key)


def _remove_names(connection: Connection, kind: str, is_used: sa.ColumnElement[bool]) -> None:
    connection.execute(names.delete().where(names.c.kind == kind, ~sa.exists().where(is_used)))


def _place_rows(num: int, claim: Claim) -> Iterator[dict[str, Any]]:
    for position, place in enumerate(claim.place):
        names = {"folded": fold(place.name or place.text), "written": fold(place.text)}
        where = {"lat": place.lat, "lon": place.lon, "area": _area(place)}
        yield {"claim": num, "position": position, "key": place.id, **names, **where}


def _actor_rows(num: int, claim: Claim) -> Iterator[dict[str, Any]]:
    for role, actors in (("actor", claim.actor), ("target", claim.target)):
        for position, actor in enumerate(actors):
            names = {"folded": fold(actor.name or actor.text), "written": fold(actor.text)}
            yield {"claim": num, "role": role, "position": position, "key": actor.id, **names}
    for position, source in enumerate(_source_chain(claim.source)):
        name = fold(source.text)
        yield {"claim": num, "role": "source", "position": position, "key": source.id, "folded": name, "written": name}


def _source_chain(source: SourceRef | None) -> Iterator[SourceRef]:
    """Yield the source of a claim, then the sources that passed it on."""
    while source:
        yield source
        source = source.via


def _box(claim: Claim) -> dict[str, float] | None:
    """Return the box around the places of a claim that have a point; None if none has."""
    lats = [place.lat for place in claim.place if place.lat is not None and place.lon is not None]
    lons = [place.lon for place in claim.place if place.lat is not None and place.lon is not None]
    return {"south": min(lats), "north": max(lats), "west": min(lons), "east": max(lons)} if lats else None


def _area(place: PlaceRef) -> str | None:
    return place.within or place.country


def _names(kind: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Name]:
    return ((kind, name, row["key"]) for row in rows if row["key"] for name in (row["folded"], row["written"]))


def _area_names(claims: Iterable[Claim]) -> Iterator[Name]:
    areas = {(_area(place), place.country or "") for claim in claims for place in claim.place}
    for area, country in areas:
        if area:
            yield from (("area", fold(part), area) for part in (*area.split(","), country) if part.strip())
