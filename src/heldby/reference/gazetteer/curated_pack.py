"""Read the tables of the curated pack. pack/README.md describes their columns."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from heldby.errors import GazetteerFileError
from heldby.reference.gazetteer.entry import Rank
from heldby.reference.gazetteer.rows import PlaceRow

PACK = Path(__file__).parent / "pack"
FOLDERS = ("areas", "courses", "features", "places")
Line = Mapping[str, str]


def pack_digest(pack: Path = PACK) -> str:
    """Return the first 12 hex digits of the SHA-256 of all tables of the pack.

    They are part of the name of the index file, so a change to any table leads to a new index.
    """
    digest = hashlib.sha256()
    for path in sorted(pack.rglob("*.tsv")):
        digest.update(path.relative_to(pack).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def read_pack(pack: Path = PACK) -> Iterator[PlaceRow]:
    """Yield every row of the pack: countries, areas, courses, features and places, in this order.

    Raises:
        GazetteerFileError: a row lacks a column or has an invalid value.
    """
    if (pack / "countries.tsv").exists():
        yield from map(_country_row, read_records(pack / "countries.tsv"))
    for folder in FOLDERS:
        for path in sorted((pack / folder).glob("*.tsv")):
            yield from read_pack_file(path, folder)


def read_pack_file(path: Path, folder: str) -> Iterator[PlaceRow]:
    """Yield the rows of one table of the pack. `folder`, such as "areas", decides which columns the table has.

    Raises:
        GazetteerFileError: a row lacks a column or has an invalid value.
    """
    make = {"areas": _area_row, "courses": _course_row, "features": _feature_row, "places": _place_row}[folder]
    for number, line in enumerate(read_records(path), 1):
        try:
            yield make(line)
        except (KeyError, ValueError) as error:
            problem = f"the column {error} is missing" if isinstance(error, KeyError) else str(error)
            raise GazetteerFileError(f"{path.name}, row {number} ({line.get('name', '?')}): {problem}") from error


def read_records(path: Path) -> Iterator[Line]:
    """Yield the records of a tab-separated file, with stripped cells. Comments and blank lines are left out."""
    with path.open(encoding="utf-8", newline="") as file:
        kept = (line for line in file if line.strip() and not line.startswith("#"))
        for record in csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: (value or "").strip() for key, value in record.items() if key}


def split_list(cell: str | None) -> list[str]:
    """Return the parts of a cell that separates them with |, without empty ones."""
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


def _number(cell: str | None) -> float | None:
    return float(cell) if cell else None


def _country_row(line: Line) -> PlaceRow:
    names = [line["name"], *split_list(line.get("aliases"))]
    return PlaceRow(
        id=line["iso2"],
        names=names,
        rank="country",
        kind="country",
        countries=(line["iso2"],),
        lat=_number(line["lat"]),
        lon=_number(line["lon"]),
        radius_km=_number(line["radius_km"]),
        curated=True,
        demonyms=split_list(line.get("demonyms")),
        of=line.get("capital") or None,
    )


def _area_row(line: Line) -> PlaceRow:
    rank: Rank = "area1" if line["level"] == "1" else "area2"
    types = split_list(line.get("type"))
    return PlaceRow(
        id=line["id"],
        names=[line["name"], *split_list(line.get("aliases"))],
        rank=rank,
        kind=types[0] if types else "area",
        countries=(line["country"],),
        admin1=line["id"] if rank == "area1" else line.get("parent") or None,
        admin2=line["id"] if rank == "area2" else None,
        lat=_number(line.get("lat")),
        lon=_number(line.get("lon")),
        radius_km=_number(line.get("radius_km")),
        curated=True,
    )


def _course_row(line: Line) -> PlaceRow:
    points = [(float(lat), float(lon)) for lat, lon in (pair.split() for pair in line["points"].split(",") if pair.strip())]
    if len(points) < 2:
        raise ValueError("a course needs at least two points")
    middle = points[len(points) // 2]
    return PlaceRow(
        id=line["id"],
        names=[line["name"], *split_list(line.get("aliases"))],
        rank="course",
        kind=line["kind"],
        countries=tuple(split_list(line.get("countries"))),
        lat=middle[0],
        lon=middle[1],
        radius_km=_number(line.get("radius_km")) or 5.0,
        curated=True,
        points=points,
    )


def _feature_row(line: Line) -> PlaceRow:
    return PlaceRow(
        id=line["id"],
        names=[line["name"], *split_list(line.get("aliases"))],
        rank="feature",
        kind=line["kind"],
        countries=tuple(split_list(line.get("country"))),
        admin1=line.get("admin1") or None,
        lat=_number(line["lat"]),
        lon=_number(line["lon"]),
        radius_km=_number(line.get("radius_km")),
        curated=True,
    )


def _place_row(line: Line) -> PlaceRow:
    """Convert the row of a town, village or quarter.

    Its id is the GeoNames id if the row has one, else the id of the row, else an id made from country and name.
    """
    kind = line.get("kind") or "town"
    geonameid = line.get("geonameid")
    slug = line.get("id") or f"{line['country'].lower()}-{line['name'].lower().replace(' ', '-')}"
    place_id = f"geonames:{geonameid}" if geonameid else slug
    return PlaceRow(
        id=place_id,
        names=[line["name"], *split_list(line.get("aliases"))],
        rank="quarter" if kind == "quarter" else "town",
        kind=kind,
        countries=(line["country"],),
        admin1=line.get("admin1") or None,
        admin2=line.get("admin2") or None,
        lat=_number(line.get("lat")),
        lon=_number(line.get("lon")),
        radius_km=_number(line.get("radius_km")),
        population=int(_number(line.get("population")) or 0),
        curated=True,
        of=line.get("of") or None,
    )


def river_lines() -> list[tuple[tuple[float, float], ...]]:
    """Return the rivers of the pack, each as a line of (latitude, longitude) pairs."""
    return [tuple(row.points) for row in read_pack_file(PACK / "courses" / "rivers.tsv", "courses")]
