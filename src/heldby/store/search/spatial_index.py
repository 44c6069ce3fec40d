"""The index of where claims are: the box around each one's places, an R*Tree on SQLite, a GiST index of PostgreSQL's own boxes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

BOXES = "claim_boxes"


def add_boxes(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Tell the spatial index of new claims: `num`, `south`, `north`, `west`, `east` in degrees."""
    box = ":south, :north, :west, :east" if connection.dialect.name == "sqlite" else "box(point(:west, :south), point(:east, :north))"
    connection.execute(sa.text(f"INSERT INTO {BOXES} VALUES (:num, {box})"), rows)


def remove_boxes(connection: Connection, numbers: Iterable[int]) -> None:
    """Take claims out of the spatial index."""
    rows = [{"num": num} for num in numbers]
    if rows:
        connection.execute(sa.text(f"DELETE FROM {BOXES} WHERE num = :num"), rows)


class BoxIndex(NamedTuple):
    """The spatial index, with the condition that a claim's box meets another."""

    table: sa.TableClause
    num: sa.ColumnElement[int]
    meets: sa.ColumnElement[bool]


def box_index(engine: Engine, bounds: tuple[float, float, float, float]) -> BoxIndex:
    """Where claims are sought by their box; those with a place inside `bounds` (south, west, north, east) are among those that meet it."""
    south, west, north, east = bounds
    meets = "box && box(point(:west, :south), point(:east, :north))"
    if engine.dialect.name == "sqlite":
        # The R*Tree rounds its edges outwards to 32 bits, so that nothing on an edge is missed.
        meets = "south <= :north AND north >= :south AND west <= :east AND east >= :west"
    condition = sa.text(meets).bindparams(south=south, west=west, north=north, east=east)
    table = sa.table(BOXES, sa.column("num", sa.BigInteger))
    return BoxIndex(table, table.c.num, sa.and_(condition))


def count_mismatches(engine: Engine) -> int:
    """Claims whose box does not hold their places, or that have a box and no place."""
    inside = {
        "sqlite": "south <= lat AND north >= lat AND west <= lon AND east >= lon",
        "postgresql": "box @> point(lon, lat)",
    }[engine.dialect.name]
    placed = "SELECT claim FROM claim_places WHERE lat IS NOT NULL AND lon IS NOT NULL"
    outside = (
        f"SELECT count(DISTINCT claim) FROM claim_places LEFT JOIN {BOXES} ON num = claim"
        f" WHERE lat IS NOT NULL AND lon IS NOT NULL AND (num IS NULL OR NOT ({inside}))"
    )
    idle = f"SELECT count(*) FROM {BOXES} WHERE num NOT IN ({placed})"
    with engine.connect() as connection, connection.begin():
        return int(sum(connection.exec_driver_sql(query).scalar_one() for query in (outside, idle)))
