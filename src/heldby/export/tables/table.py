"""Tables: what every format of rows and columns writes, whatever its file looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from heldby.export.tables.geometry import Geometry
from heldby.store import ClaimFilter, Conclusions, Dossier

Kind = Literal["string", "integer", "number", "boolean", "date", "list"]
"""Type of the values of a column. A list is a list of strings; a format without lists joins it with `SEPARATOR`."""

SEPARATOR = "; "

Row = Mapping[str, Any]
"""One row: values by column name, None where unknown."""


class Column(NamedTuple):
    """One column.

    Attributes:
        name: its name.
        kind: the type of its values.
        help: what it contains.
        hxl: its tag in the Humanitarian Exchange Language, with attributes.
    """

    name: str
    kind: Kind
    help: str
    hxl: str


Shape = tuple[Row, Geometry | None]
"""A row for a map with its geometry, None if no point is known."""


def _no_shapes(_dossier: Dossier, _snapshot: Conclusions, _wanted: ClaimFilter) -> Iterator[Shape]:
    return iter(())


class Table(NamedTuple):
    """One table.

    Attributes:
        name: its name.
        title: what its rows are.
        columns: its columns, in order.
        rows: yields the rows of a dossier; each has a value for every column.
        shapes: yields the rows for a map, each with its geometry or None. A record with several places has a row for each. A table that is
            not for maps yields nothing.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Dossier, Conclusions, ClaimFilter], Iterator[Row]]
    shapes: Callable[[Dossier, Conclusions, ClaimFilter], Iterator[Shape]] = _no_shapes


MAP_COLUMNS = (
    Column("place_number", "integer", "which of the record's places this row shows, from 1; null if it has none", "#meta+place+number"),
    Column("places", "integer", "how many places the record has; each has a row of its own", "#meta+place+count"),
)
"""Columns that rows for a map have in addition."""

ONE_PLACE = {"place", "place_id"}
"""Columns that are lists in a table, but hold one place in rows for a map."""


def map_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table's rows for a map."""
    columns = (column._replace(kind="string") if column.name in ONE_PLACE else column for column in table.columns)
    return (*columns, *(MAP_COLUMNS if any(column.kind == "list" and column.name in ONE_PLACE for column in table.columns) else ()))


def plain_value(value: Any) -> Any:
    """Return a value without lists: the elements joined, an unknown one as nothing. A list without a known element gives None."""
    if not isinstance(value, list):
        return value
    return SEPARATOR.join("" if one is None else one for one in value) if any(value) else None
