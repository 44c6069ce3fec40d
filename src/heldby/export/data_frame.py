"""Model objects as a pandas data frame with one row for each object."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, get_args

from heldby.errors import HeldbyError
from heldby.model import ActorRef, PlaceRef
from heldby.model.base import Record

if TYPE_CHECKING:
    from pandas import DataFrame

POINT = ("lat", "lon", "precision", "country")
"""Fields of a claim's or event's first place that get a column each. Further places have only their name and id in the row."""


def frame_of(items: Iterable[Record]) -> DataFrame:
    """Return a data frame with one row for each object and one column for each field.

    A nested object becomes one column for each of its fields (`when_first`). Actors and places become one text column with their
    names joined by "; " and one with their ids. Places also have columns with the coordinates, precision and country of the first
    place. Dates stay `datetime.date`, and missing values stay missing.

    Raises:
        HeldbyError: pandas is not installed.
    """
    try:
        from pandas import DataFrame
    except ImportError as error:
        raise HeldbyError("data frames need pandas. Install it with: pip install 'heldby[frames]'") from error
    return DataFrame([row(item) for item in items])


def row(item: Record) -> dict[str, Any]:
    """Return one object as a flat dictionary. Objects of one class always give the same keys."""
    out: dict[str, Any] = {}
    for name, field in type(item).model_fields.items():
        out |= _cells(name, getattr(item, name), _record_in(field.annotation))
    return out


def _cells(name: str, value: Any, kind: type[Record] | None) -> dict[str, Any]:
    if kind is None:
        return {name: list(value) if isinstance(value, tuple) else value}
    if issubclass(kind, ActorRef | PlaceRef) and isinstance(value, tuple):
        cells = {name: "; ".join(ref.name or ref.text for ref in value), f"{name}_id": "; ".join(ref.id or "" for ref in value)}
        first = value[0] if value else None
        return cells | ({f"{name}_{part}": getattr(first, part, None) for part in POINT} if kind is PlaceRef else {})
    if isinstance(value, tuple):
        return {name: [part.model_dump() for part in value]}
    return {f"{name}_{part}": getattr(value, part, None) for part in kind.model_fields}


def _record_in(annotation: Any) -> type[Record] | None:
    """Return the record class inside an annotation such as `tuple[PlaceRef, ...]` or `When | None`; None if there is none."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)
