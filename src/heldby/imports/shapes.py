"""The shapes of tables: what a row of UCDP GED, of ACLED or of a plain table says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from heldby.errors import Unreadable
from heldby.imports.cells import Cells, day_of, names_in, number_of, point_of, text_of
from heldby.imports.statement import Figure, RowPlace, RowStatement
from heldby.model import TYPES
from heldby.model.mention import Precision, TimePrecision
from heldby.reference.crosswalks import country_numbers, type_of_sub_event, type_of_violence

GED_KEY = (
    "date_start", "date_end", "type_of_violence", "side_a", "side_b", "where_coordinates", "where_description", "adm_1", "adm_2",
    "country", "best", "low", "high",
)  # fmt: skip
ACLED_KEY = (
    "event_date", "sub_event_type", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "location", "admin2", "admin1", "country",
    "fatalities", "notes",
)  # fmt: skip
PLAIN_FIELDS = (
    "id", "type", "status", "actor", "target", "place", "within", "country", "lat", "lon", "precision", "first", "last", "date", "low",
    "high", "unit", "quote", "outlet", "title", "url", "published",
)  # fmt: skip
"""The fields of a plain table. They have the names of the columns that `heldby export claims-csv` writes."""

GED_PRECISION: dict[str, Precision] = {"1": "point", "2": "near", "3": "admin2", "4": "admin1", "5": "area", "6": "country"}
GED_TIME: dict[str, TimePrecision] = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
ACLED_PRECISION: dict[str, Precision] = {"1": "point", "2": "near", "3": "admin1"}
ACLED_TIME: dict[str, TimePrecision] = {"1": "day", "2": "week", "3": "month"}
PLACE_WORDS = (" city", " town", " village", " province", " governorate", " district", " state")
"""Words that GED adds to the names of places: "Mosul city"."""
PRECISIONS = ("point", "near", "area", "line", "admin2", "admin1", "country", "unknown")


def parse_columns(written: str) -> dict[str, str]:
    """Parse the columns of a plain table, written as FIELD=COLUMN,FIELD=COLUMN.

    Raises:
        ValueError: it is not written like this, or there is no such field. The message says which.
    """
    found: dict[str, str] = {}
    for part in written.split(","):
        field, _, column = (piece.strip().lower() for piece in part.partition("="))
        if not field or not column:
            raise ValueError(f"{part.strip()!r} is not a mapping. Write it as FIELD=COLUMN, such as type=event_type")
        if field not in PLAIN_FIELDS or field in found:
            problem = "is named twice" if field in found else f"is not a field. The fields are {', '.join(PLAIN_FIELDS)}"
            raise ValueError(f"{field!r} {problem}")
        found[field] = column
    return found


def ged_row(cells: Cells) -> RowStatement:
    """Return what a row of UCDP GED says.

    Raises:
        Unreadable: a value is missing or impossible; the message names the column.
    """
    violence = text_of(cells, "type_of_violence")
    if text_of(cells, "id") is None or violence is None:
        raise Unreadable("it has no id or no type_of_violence, which every row of GED has")
    try:
        type = type_of_violence(violence)
    except KeyError:
        raise Unreadable(f"its type_of_violence is {violence!r}; GED has 1, 2 and 3") from None
    name = text_of(cells, "where_coordinates")
    country = _country_by_gw(text_of(cells, "country_id"), text_of(cells, "country"))
    areas = tuple(part for part in (text_of(cells, "adm_2"), text_of(cells, "adm_1"), text_of(cells, "country")) if part)
    precision = GED_PRECISION.get(text_of(cells, "where_prec") or "", "unknown")
    return RowStatement(
        id=text_of(cells, "id"),
        key=GED_KEY,
        type=type,
        actors=names_in(cells, "side_a"),
        targets=names_in(cells, "side_b"),
        place=RowPlace(_without_kind(name), areas, country, point_of(cells, "latitude", "longitude"), precision) if name else None,
        first=day_of(cells, "date_start"),
        last=day_of(cells, "date_end"),
        time_precision=GED_TIME.get(text_of(cells, "date_prec") or "", "vague"),
        figures=_deaths(number_of(cells, "low"), number_of(cells, "best"), number_of(cells, "high")),
        title=text_of(cells, "dyad_name") or text_of(cells, "conflict_name"),
    )


def acled_row(cells: Cells) -> RowStatement:
    """Return what a row in the shape of ACLED says.

    Raises:
        Unreadable: a value is missing or impossible; the message names the column.
    """
    sub_event = text_of(cells, "sub_event_type")
    if text_of(cells, "event_id_cnty") is None or sub_event is None:
        raise Unreadable("it has no event_id_cnty or no sub_event_type, which every row of ACLED has")
    try:
        type = type_of_sub_event(sub_event)
    except KeyError:
        raise Unreadable(f"ACLED has no sub_event_type {sub_event!r}") from None
    name, day = text_of(cells, "location"), day_of(cells, "event_date")
    areas = tuple(part for part in (text_of(cells, "admin2"), text_of(cells, "admin1"), text_of(cells, "country")) if part)
    country = _country_by_number(text_of(cells, "iso"), text_of(cells, "country"))
    precision = ACLED_PRECISION.get(text_of(cells, "geo_precision") or "", "unknown")
    killed = number_of(cells, "fatalities")
    return RowStatement(
        id=text_of(cells, "event_id_cnty"),
        key=ACLED_KEY,
        type=type,
        actors=_acled_actors(cells, 1),
        targets=_acled_actors(cells, 2),
        place=RowPlace(name, areas, country, point_of(cells, "latitude", "longitude"), precision) if name else None,
        first=day,
        last=day if text_of(cells, "time_precision") in (None, "1") else None,
        time_precision=ACLED_TIME.get(text_of(cells, "time_precision") or "1", "vague"),
        # ACLED writes 0 both for no deaths and for an unknown number.
        figures=_deaths(killed, killed, killed) if killed else (),
        published=_day_of_timestamp(cells),
    )


def plain_row(cells: Cells, mapping: Mapping[str, str]) -> RowStatement:
    """Return what a row of a plain table says. `mapping` gives the column of each field that is not called as in `PLAIN_FIELDS`.

    Raises:
        Unreadable: a value is missing or impossible; the message names the column.
    """
    column = {field: mapping.get(field, field) for field in PLAIN_FIELDS}
    type = (text_of(cells, column["type"]) or "").lower()
    if type not in {one for types in TYPES.values() for one in types}:
        raise Unreadable(f"its {column['type']} is {type!r}, which is no type of claim; name the column of the type with --map type=COLUMN")
    date = day_of(cells, column["date"])
    first, last = day_of(cells, column["first"]) or date, day_of(cells, column["last"]) or date
    name, within = text_of(cells, column["place"]), text_of(cells, column["within"])
    precision = (text_of(cells, column["precision"]) or "").lower()
    if precision and precision not in PRECISIONS:
        raise Unreadable(f"its {column['precision']} is {precision!r}; it must be one of {', '.join(PRECISIONS)}")
    point = point_of(cells, column["lat"], column["lon"])
    country = text_of(cells, column["country"])
    low, high = number_of(cells, column["low"]), number_of(cells, column["high"])
    unit = text_of(cells, column["unit"])
    figure = Figure(type, low, high, unit) if type in TYPES["figure"] else Figure("killed", low, high, unit or "people")
    return RowStatement(
        id=text_of(cells, column["id"]),
        key=tuple(column[field] for field in PLAIN_FIELDS if field not in ("id", "quote", "url", "title", "published", "outlet")),
        type=type,
        status=text_of(cells, column["status"]),
        actors=names_in(cells, column["actor"]),
        targets=names_in(cells, column["target"]),
        place=RowPlace(
            name,
            tuple(part.strip() for part in (within or "").split(",") if part.strip()),
            country.upper() if country and len(country) == 2 else _country_by_gw(None, country),
            point,
            precision or ("point" if point else "unknown"),  # type: ignore[arg-type]
        ) if name else None,
        first=first,
        last=last,
        time_precision="day" if first == last else "vague",
        figures=(figure,) if low is not None or high is not None else (),
        quote=text_of(cells, column["quote"]),
        title=text_of(cells, column["title"]),
        url=text_of(cells, column["url"]),
        published=day_of(cells, column["published"]),
        outlet=text_of(cells, column["outlet"]),
    )  # fmt: skip


def _acled_actors(cells: Cells, number: int) -> tuple[str, ...]:
    """Return the actors of a side without what ACLED adds in brackets: "Military Forces of Iraq (2014-)", "Civilians (Iraq)"."""
    names = names_in(cells, f"actor{number}") + names_in(cells, f"assoc_actor_{number}")
    return tuple(re.sub(r"\s*\([^()]*\)$", "", name) for name in names)


def _deaths(low: float | None, best: float | None, high: float | None) -> tuple[Figure, ...]:
    """Return the killed: the range of low and high, or the best estimate if a bound is missing."""
    bounds = (low if low is not None else best, high if high is not None else best)
    return (Figure("killed", *bounds),) if any(bounds) else ()


def _without_kind(name: str) -> str:
    return next((name[: -len(word)] for word in PLACE_WORDS if name.lower().endswith(word)), name)


def _country_by_gw(number: str | None, name: str | None) -> str | None:
    """Return the ISO code of a country by its Gleditsch-Ward number or, if that is missing, by its name."""
    by_number = next((one.iso2 for one in country_numbers().values() if one.gw is not None and str(one.gw) == number), None)
    return by_number or _by_name(name)


def _country_by_number(number: str | None, name: str | None) -> str | None:
    by_number = next((one.iso2 for one in country_numbers().values() if one.iso_number is not None and str(one.iso_number) == number), None)
    return by_number or _by_name(name)


def _by_name(name: str | None) -> str | None:
    """Return the ISO code of a country by its name; UCDP adds older names in brackets: "Russia (Soviet Union)"."""
    plain = (name or "").split(" (")[0].casefold()
    return next((one.iso2 for one in country_numbers().values() if one.name.casefold() == plain), None)


def _day_of_timestamp(cells: Cells) -> dt.date | None:
    """Return the day on which ACLED published a row: its `timestamp`, in seconds since 1970."""
    seconds = number_of(cells, "timestamp")
    if seconds is None or not 0 < seconds < 4e9:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date()
