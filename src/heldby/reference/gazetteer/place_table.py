"""Read places from a user's table: CSV or TSV with a header."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping

from heldby.errors import GazetteerImportError
from heldby.reference.gazetteer.entry import Rank
from heldby.reference.gazetteer.rows import PlaceRow

RANKS: dict[str, Rank] = {"city": "town", "town": "town", "village": "town", "quarter": "quarter"}
"""The rank of a place, by its kind. Places of every other kind are features."""


def table_rows(lines: Iterable[str], name: str, slug: str) -> Iterator[PlaceRow]:
    """Yield the places of a table.

    The columns are name, lat, lon and, optionally, id, aliases (separated by |), country, admin1, kind, radius_km and population.

    Args:
        lines: the lines of the table, header first.
        name: the file's name, for messages.
        slug: the beginning of the ids that are made for rows without an id.

    Raises:
        GazetteerImportError: a row has no valid coordinates or radius.
    """
    source = iter(lines)
    header = next(source, "")
    delimiter = _delimiter(header)
    columns = [cell.strip().casefold() for cell in next(csv.reader([header], delimiter=delimiter))]
    for number, raw in enumerate(csv.DictReader(source, fieldnames=columns, delimiter=delimiter), 1):
        cells = {key: (value or "").strip() for key, value in raw.items() if isinstance(key, str) and not isinstance(value, list)}
        row = f"{name}, row {number} ({cells.get('name', '?')})"
        yield _row(cells, row, f"{slug}:{number}")


def _row(cells: Mapping[str, str], row: str, place_id: str) -> PlaceRow:
    lat, lon = _number(cells, "lat", row), _number(cells, "lon", row)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise GazetteerImportError(f"{row}: {lat}, {lon} is not on earth; lat must be -90 to 90 and lon -180 to 180 degrees")
    kind = cells.get("kind") or "town"
    return PlaceRow(
        id=cells.get("id") or place_id,
        names=[cells["name"], *[alias for alias in cells.get("aliases", "").split("|") if alias]],
        rank=RANKS.get(kind, "feature"),
        kind=kind,
        countries=(cells["country"].upper(),) if cells.get("country") else (),
        admin1=cells.get("admin1") or None,
        lat=lat,
        lon=lon,
        radius_km=_number(cells, "radius_km", row) if cells.get("radius_km") else None,
        curated=True,
        population=int(cells["population"]) if cells.get("population", "").isdigit() else 0,
    )


def _number(cells: Mapping[str, str], column: str, row: str) -> float:
    try:
        return float(cells[column])
    except ValueError as error:
        raise GazetteerImportError(f"{row}: {column} is {cells[column]!r}; it must be a number such as 34.05") from error


def _delimiter(header: str) -> str:
    return "\t" if "\t" in header else ";" if header.count(";") > header.count(",") else ","
