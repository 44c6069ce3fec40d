"""Model objects and tables as pandas data frames, with a type for each column and with unknown values kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from heldby.errors import HeldbyError
from heldby.export.event_data import ged_csv
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, MENTIONS, PLACES, plain_value
from heldby.export.tables.table import Kind
from heldby.model import ActorRef, PlaceRef
from heldby.model.base import Record
from heldby.store import ClaimFilter, Conclusions, Dossier

if TYPE_CHECKING:
    from pandas import DataFrame

FrameName = Literal["claims", "events", "control", "places", "mentions", "ged"]
"""Names of the data frames of a dossier: the tables of docs/tables.md, and the events with the columns of UCDP GED."""

TABLES = {table.name: table for table in (CLAIMS, EVENTS, CONTROL, PLACES, MENTIONS)}

DTYPES: dict[str, str] = {
    "string": "string", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[s]", "list": "string",
}  # fmt: skip
"""The pandas type of each type of column. Each of them has a value for "unknown" (NA, NaN or NaT). Lists are joined by "; "."""
OBJECT = "object"
"""The pandas type of columns with nested objects."""

KINDS: tuple[tuple[type, Kind], ...] = ((bool, "boolean"), (int, "integer"), (float, "number"), (dt.date, "date"), (str, "string"))
"""The type of column for each type of field. The order matters: in Python a bool is an int."""

POINT = ("lat", "lon", "precision", "country")
"""Fields of a claim's or event's first place that get a column each. Further places have only their name and id in the row."""

Columns = Mapping[str, str]
"""The pandas type of each column, by name, in order."""


def frame_of(kind: type[Record], items: Iterable[Record]) -> DataFrame:
    """Return a data frame with one row for each object of a class, and one column for each of its fields.

    A nested object becomes one column for each of its fields (`when_first`). Actors and places become one text column with their names,
    and one with their ids, both joined by "; ". Places also have columns with the coordinates, precision and country of the first place.

    Raises:
        HeldbyError: pandas is not installed.
    """
    return _frame(columns_of(kind), map(row, items))


def table_frame(name: FrameName, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> DataFrame:
    """Return a table of a dossier as a data frame. The filter applies to the table of claims; the others use only its `known_on`.

    Raises:
        ValueError: there is no such table.
        HeldbyError: pandas is not installed.
    """
    if name == "ged":
        return _frame({column: DTYPES[kind] for column, kind in ged_csv.KINDS.items()}, ged_csv.rows(dossier, snapshot))
    if name not in TABLES:
        raise ValueError(f"there is no data frame {name!r}; choose from {', '.join(get_args(FrameName))}")
    table = TABLES[name]
    return _frame({column.name: DTYPES[column.kind] for column in table.columns}, table.rows(dossier, snapshot, wanted))


def _frame(columns: Columns, rows: Iterable[Mapping[str, Any]]) -> DataFrame:
    try:
        from pandas import DataFrame, Series
    except ImportError as error:
        raise HeldbyError("data frames need pandas. Install it with: pip install 'heldby[frames]'") from error
    cells: dict[str, list[Any]] = {name: [] for name in columns}
    for one in rows:
        for name, dtype in columns.items():
            value = one.get(name)
            cells[name].append(value if dtype == OBJECT else plain_value(value))
    return DataFrame({name: Series(cells[name], dtype=dtype) for name, dtype in columns.items()})


def row(item: Record) -> dict[str, Any]:
    """Return one object as a flat dictionary. Objects of one class always give the same keys."""
    out: dict[str, Any] = {}
    for name, field in type(item).model_fields.items():
        out |= _cells(name, getattr(item, name), field.annotation)
    return out


def columns_of(kind: type[Record]) -> Columns:
    """Return the columns of the rows of a class, with the pandas type of each."""
    return {name: dtype for field, info in kind.model_fields.items() for name, dtype in _columns(field, info.annotation)}


def _columns(name: str, annotation: Any) -> Iterator[tuple[str, str]]:
    record = _record_in(annotation)
    if record is None:
        yield name, _dtype(annotation)
    elif _is_list(annotation):
        if not issubclass(record, ActorRef | PlaceRef):
            yield name, OBJECT
            return
        yield name, DTYPES["list"]
        yield f"{name}_id", DTYPES["list"]
        if record is PlaceRef:
            yield from ((f"{name}_{part}", _dtype(PlaceRef.model_fields[part].annotation)) for part in POINT)
    else:
        yield from ((f"{name}_{part}", _nested_dtype(info.annotation)) for part, info in record.model_fields.items())


def _cells(name: str, value: Any, annotation: Any) -> dict[str, Any]:
    record = _record_in(annotation)
    if record is None:
        return {name: list(value) if isinstance(value, tuple) else value}
    if not _is_list(annotation):
        return {f"{name}_{part}": _plain(getattr(value, part, None)) for part in record.model_fields}
    if not issubclass(record, ActorRef | PlaceRef):
        return {name: _plain(value)}
    cells = {name: [ref.name or ref.text for ref in value], f"{name}_id": [ref.id for ref in value]}
    first = value[0] if value else None
    return cells | ({f"{name}_{part}": getattr(first, part, None) for part in POINT} if record is PlaceRef else {})


def _plain(value: Any) -> Any:
    """Return a value with the records in it as dictionaries."""
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.model_dump() if isinstance(value, Record) else value


def _nested_dtype(annotation: Any) -> str:
    return OBJECT if _record_in(annotation) else _dtype(annotation)


def _dtype(annotation: Any) -> str:
    """Return the pandas type of a field without records: of `int | None` the type of integers, of `tuple[str, ...]` that of lists."""
    if _is_list(annotation):
        return DTYPES["list"] if get_args(annotation)[0] is str else OBJECT
    kinds = {next((kind for base, kind in KINDS if issubclass(option, base)), OBJECT) for option in _options(annotation)}
    return DTYPES.get(kinds.pop(), OBJECT) if len(kinds) == 1 else OBJECT


def _options(annotation: Any) -> Iterator[type]:
    """Yield the types that an annotation allows besides None; those of its values for a literal type."""
    if get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _options(part)
    elif get_origin(annotation) is Literal:
        yield from (type(value) for value in get_args(annotation))
    elif annotation is not NoneType:
        yield annotation if isinstance(annotation, type) else object


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple


def _record_in(annotation: Any) -> type[Record] | None:
    """Return the record class inside an annotation such as `tuple[PlaceRef, ...]` or `When | None`; None if there is none."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)
