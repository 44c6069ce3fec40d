"""The curated pack's files as rows. Their columns are described in pack/README.md."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from heldby.errors import GazetteerFileError
from heldby.reference.gazetteer.entry import Rank
from heldby.reference.gazetteer.rows import Row

PACK = Path(__file__).parent / "pack"
FOLDERS = ("areas", "courses", "features", "places")
Line = Mapping[str, str]


def pack_digest(pack: Path = PACK) -> str:
    """The first 12 digits of the SHA-256 over all files of the pack: the cache is built anew when one changes."""
    digest = hashlib.sha256()
    for path in sorted(pack.rglob("*.tsv")):
        digest.update(path.relative_to(pack).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def read_pack(pack: Path = PACK) -> Iterator[Row]:
    """Every row of the pack: countries, areas, courses, features, places, in this order."""
    if (pack / "countries.tsv").exists():
        yield from map(country_row, lines(pack / "countries.tsv"))
    for folder in FOLDERS:
        for path in sorted((pack / folder).glob("*.tsv")):
            yield from read_file(path, folder)


def read_file(path: Path, folder: str) -> Iterator[Row]:
    """The rows of one file of a folder of the pack; GazetteerFileError names the file and the row that cannot be read."""
    make = {"areas": area_row, "courses": course_row, "features": feature_row, "places": place_row}[folder]
    for number, line in enumerate(lines(path), 1):
        try:
            yield make(line)
        except (KeyError, ValueError) as error:
            raise GazetteerFileError(f"{path.name}, row {number} ({line.get('name', '?')}): {error!r}") from error


def lines(path: Path) -> Iterator[Line]:
    """The records of a tab-separated file, comments and empty lines left out, cells stripped."""
    with path.open(encoding="utf-8", newline="") as file:
        kept = (line for line in file if line.strip() and not line.startswith("#"))
        for record in csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: (value or "").strip() for key, value in record.items() if key}


def split(cell: str | None) -> list[str]:
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


def number(cell: str | None) -> float | None:
    return float(cell) if cell else None


def country_row(line: Line) -> Row:
    names = [line["name"], *split(line.get("aliases"))]
    return Row(
        id=line["iso2"],
        names=names,
        rank="country",
        kind="country",
        countries=(line["iso2"],),
        lat=number(line["lat"]),
        lon=number(line["lon"]),
        radius_km=number(line["radius_km"]),
        curated=True,
        demonyms=split(line.get("demonyms")),
        of=line.get("capital") or None,
    )


def area_row(line: Line) -> Row:
    rank: Rank = "area1" if line["level"] == "1" else "area2"
    types = split(line.get("type"))
    return Row(
        id=line["id"],
        names=[line["name"], *split(line.get("aliases"))],
        rank=rank,
        kind=types[0] if types else "area",
        countries=(line["country"],),
        admin1=line["id"] if rank == "area1" else line.get("parent") or None,
        admin2=line["id"] if rank == "area2" else None,
        lat=number(line.get("lat")),
        lon=number(line.get("lon")),
        radius_km=number(line.get("radius_km")),
        curated=True,
    )


def course_row(line: Line) -> Row:
    points = [(float(lat), float(lon)) for lat, lon in (pair.split() for pair in line["points"].split(",") if pair.strip())]
    if len(points) < 2:
        raise ValueError("a course needs two points or more")
    middle = points[len(points) // 2]
    return Row(
        id=line["id"],
        names=[line["name"], *split(line.get("aliases"))],
        rank="course",
        kind=line["kind"],
        countries=tuple(split(line.get("countries"))),
        lat=middle[0],
        lon=middle[1],
        radius_km=number(line.get("radius_km")) or 5.0,
        curated=True,
        points=points,
    )


def feature_row(line: Line) -> Row:
    return Row(
        id=line["id"],
        names=[line["name"], *split(line.get("aliases"))],
        rank="feature",
        kind=line["kind"],
        countries=tuple(split(line.get("country"))),
        admin1=line.get("admin1") or None,
        lat=number(line["lat"]),
        lon=number(line["lon"]),
        radius_km=number(line.get("radius_km")),
        curated=True,
    )


def place_row(line: Line) -> Row:
    """A town, village or quarter; its id is the tier 0 town's where one is given, else its own, else made of country and name."""
    kind = line.get("kind") or "town"
    given = line.get("geonameid")
    slug = line.get("id") or f"{line['country'].lower()}-{line['name'].lower().replace(' ', '-')}"
    place_id = f"geonames:{given}" if given else slug
    return Row(
        id=place_id,
        names=[line["name"], *split(line.get("aliases"))],
        rank="quarter" if kind == "quarter" else "town",
        kind=kind,
        countries=(line["country"],),
        admin1=line.get("admin1") or None,
        admin2=line.get("admin2") or None,
        lat=number(line.get("lat")),
        lon=number(line.get("lon")),
        radius_km=number(line.get("radius_km")),
        population=int(number(line.get("population")) or 0),
        curated=True,
        of=line.get("of") or None,
    )


def rivers() -> list[tuple[tuple[float, float], ...]]:
    """The rivers of the pack as lines of (latitude, longitude)."""
    return [tuple(row.points) for row in read_file(PACK / "courses" / "rivers.tsv", "courses")]
