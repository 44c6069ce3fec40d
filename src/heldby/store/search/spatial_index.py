"""The spatial index: a box around each claim's places, in an R*Tree on SQLite and a GiST index on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

BOXES = "claim_boxes"


def add_boxes(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Add the boxes of claims to the index. Each row has `num`, the claim's row number, and `south`, `north`, `west`, `east` in degrees."""
    box = ":south, :north, :west, :east" if connection.dialect.name == "sqlite" else "box(point(:west, :south), point(:east, :north))"
    connection.execute(sa.text(f"INSERT INTO {BOXES} VALUES (:num, {box})"), rows)


def remove_boxes(connection: Connection, numbers: Iterable[int]) -> None:
    """Remove claims from the index."""
    rows = [{"num": num} for num in numbers]
    if rows:
        connection.execute(sa.text(f"DELETE FROM {BOXES} WHERE num = :num"), rows)


class BoxIndex(NamedTuple):
    """The table of the index, with the condition that a claim's box meets another box."""

    table: sa.TableClause
    num: sa.ColumnElement[int]
    meets: sa.ColumnElement[bool]


def box_index(engine: Engine, bounds: tuple[float, float, float, float]) -> BoxIndex:
    """Return the index with the condition that a claim's box meets `bounds` (south, west, north, east).

    All claims with a place inside the bounds meet the condition, but others may too.
    """
    south, west, north, east = bounds
    meets = "box && box(point(:west, :south), point(:east, :north))"
    if engine.dialect.name == "sqlite":
        # The R*Tree rounds its edges outwards to 32 bits, so that no place on an edge is missed.
        meets = "south <= :north AND north >= :south AND west <= :east AND east >= :west"
    condition = sa.text(meets).bindparams(south=south, west=west, north=north, east=east)
    table = sa.table(BOXES, sa.column("num", sa.BigInteger))
    return BoxIndex(table, table.c.num, sa.and_(condition))


def count_mismatches(engine: Engine) -> int:
    """Count the claims whose box does not contain their places, or that have a box but no place."""
    inside = {
        "sqlite": "south <= lat AND north >= lat AND west <= lon AND east >= lon",
        "postgresql": "box @> point(lon, lat)",
    }[engine.dialect.name]
    placed = "SELECT claim FROM claim_places WHERE lat IS NOT NULL AND lon IS NOT NULL"
    outside = (
        f"SELECT count(DISTINCT claim) FROM claim_places LEFT JOIN {BOXES} ON num = claim"
        f" WHERE lat IS NOT NULL AND lon IS NOT NULL AND (num IS NULL OR NOT ({inside}))"
    )
    unplaced = f"SELECT count(*) FROM {BOXES} WHERE num NOT IN ({placed})"
    with engine.connect() as connection, connection.begin():
        return int(sum(connection.exec_driver_sql(query).scalar_one() for query in (outside, unplaced)))
