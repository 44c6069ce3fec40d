"""The values of cells. What cannot be read is an error with the name of the column, never a guess."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from heldby.errors import Unreadable
from heldby.export.spreadsheet_text import FORMULA
from heldby.intake.dates.parse_date import Ambiguous, parse_date

Cells = Mapping[str, str]
SEPARATOR = ";"


def text_of(cells: Cells, column: str) -> str | None:
    """Return a cell as text, without the apostrophe that keeps a spreadsheet from running it; None if it is empty."""
    value = cells.get(column, "").strip()
    if value.startswith("'") and value[1:].startswith(FORMULA):
        value = value[1:]
    return value.strip() or None


def names_in(cells: Cells, column: str) -> tuple[str, ...]:
    """Return the names in a cell, separated by semicolons."""
    return tuple(part.strip() for part in (text_of(cells, column) or "").split(SEPARATOR) if part.strip())


def number_of(cells: Cells, column: str) -> float | None:
    """Return a cell as a number.

    Raises:
        Unreadable: it is not a number.
    """
    value = text_of(cells, column)
    if value is None:
        return None
    try:
        number = float(value.replace("\u2212", "-"))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Unreadable(f"its {column} is {value!r}, which is not a number")
    return number


def day_of(cells: Cells, column: str) -> dt.date | None:
    """Return a cell as a day.

    Raises:
        Unreadable: it is not a day, or it can be two days, such as 03/04/2017.
    """
    value = text_of(cells, column)
    if value is None:
        return None
    try:
        found = parse_date(value)
    except Ambiguous as error:
        raise Unreadable(f"its {column} {error}; write it as YYYY-MM-DD") from None
    if found is None:
        raise Unreadable(f"its {column} is {value!r}, which is not a date; write it as YYYY-MM-DD")
    return found


def point_of(cells: Cells, latitude: str, longitude: str) -> tuple[float, float] | None:
    """Return the point in two cells, in degrees (WGS 84); None if both are empty.

    Raises:
        Unreadable: only one of them is filled, or there is no such point.
    """
    lat, lon = number_of(cells, latitude), number_of(cells, longitude)
    if lat is None and lon is None:
        return None
    if lat is None or lon is None:
        raise Unreadable(f"it has only one of {latitude} and {longitude}")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Unreadable(f"{lat:g}, {lon:g} is not a point on the map")
    return lat, lon
