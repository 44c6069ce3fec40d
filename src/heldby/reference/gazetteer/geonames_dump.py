"""Tier 1: places from files that the user gives, in GeoNames' own formats or as CSV, read line by line from the file or its zip.

Formats, told by their columns: a GeoNames dump (`IQ.zip`, `allCountries.zip`: 19 tab-separated columns), alternate names
(`alternateNamesV2.zip`: 8 to 10 columns, joined to places that are already there), and CSV or TSV with a header that has name, lat and lon.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from heldby.errors import GazetteerImportError
from heldby.reference.gazetteer.entry import Rank
from heldby.reference.gazetteer.rows import Row

Format = Literal["geonames", "alternates", "table"]
MAIN_COLUMNS = 19
RANKS: dict[str, tuple[Rank, str]] = {"ADM1": ("area1", "area"), "ADM2": ("area2", "district"), "PPLX": ("quarter", "quarter")}
KINDS = {
    "AIRB": "base",
    "AIRP": "airport",
    "AIRF": "airport",
    "DAM": "dam",
    "OILF": "oilfield",
    "CMP": "camp",
    "CMPRF": "camp",
    "PRN": "prison",
    "PS": "plant",
    "OILR": "refinery",
    "MT": "mountain",
    "MTS": "mountain",
    "HLL": "hill",
    "DSRT": "desert",
    "LK": "lake",
    "ISL": "island",
    "SEA": "sea",
    "STRT": "strait",
    "GULF": "gulf",
    "BDG": "bridge",
    "PRT": "port",
    "INSM": "base",
    "MILB": "base",
    "RGN": "region",
    "VAL": "valley",
    "HSP": "hospital",
}
"""GeoNames feature codes that reports of war name, as kinds of ours; other codes of classes other than P and A are left out."""
LONGEST_LINE = 1_000_000
"""Characters; GeoNames' own longest, with all alternate names, has some 15,000."""
REQUIRED = {"name", "lat", "lon"}


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The one text file in a zip (not its readme), or the file itself. Raises GazetteerImportError for what cannot be opened."""
    try:
        if path.suffix.casefold() != ".zip":
            with path.open("rb") as plain:
                yield plain
            return
        with zipfile.ZipFile(path) as archive:
            names = [
                n
                for n in archive.namelist()
                if n.endswith((".txt", ".tsv", ".csv")) and "readme" not in n.casefold() and "iso-language" not in n.casefold()
            ]
            if not names:
                raise GazetteerImportError(f"{path.name}: the zip holds no .txt, .tsv or .csv file")
            with archive.open(names[0]) as member:
                yield member
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise GazetteerImportError(f"{path.name}: {error}") from error


def format_of(first: str) -> Format | None:
    """The format that a file's first line shows; null for none of the known ones."""
    cells = first.rstrip("\r\n").split("\t")
    if len(cells) == MAIN_COLUMNS and cells[0].isdigit():
        return "geonames"
    if 4 <= len(cells) <= 10 and cells[0].isdigit() and cells[1].isdigit():
        return "alternates"
    header = {cell.strip().strip('"').casefold() for cell in (cells if len(cells) > 1 else first.split(","))}
    return "table" if header >= REQUIRED else None


def text_lines(file: IO[bytes]) -> Iterator[str]:
    """The lines of a file as text; a byte that is not UTF-8 spoils its own character alone.

    Raises GazetteerImportError for a line longer than any gazetteer has: a zip may hold a thousand times its size in one.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="\n")
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise GazetteerImportError(f"a line has more than {LONGEST_LINE:,} characters: no gazetteer")
        yield line


def geonames_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Rows of a GeoNames dump: towns, areas and the features that reports of war name. Broken lines are passed over."""
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) == MAIN_COLUMNS and (row := geonames_row(cells)) is not None:
            yield row


def geonames_row(cells: list[str]) -> Row | None:
    """One line of a dump as a row; null where it names nothing of use or has no point."""
    number, name, ascii_name, others, lat, lon, cls, code, country = cells[:9]
    kind = sort_of(cls, code, int(cells[14] or 0) if cells[14].isdigit() else 0)
    if kind is None or not name:
        return None
    try:
        point = float(lat), float(lon)
    except ValueError:
        return None
    rank, sort = kind
    admin1 = f"{country}.{cells[10]}" if cells[10] else None
    place_id = admin1 if rank == "area1" and admin1 else f"geonames:{number}"
    return Row(
        id=place_id,
        names=[name],
        rank=rank,
        kind=sort,
        countries=(country,) if country else (),
        admin1=admin1,
        lat=point[0],
        lon=point[1],
        population=int(cells[14]) if cells[14].isdigit() else 0,
        also=[ascii_name, *others.split(",")] if others else [ascii_name],
    )


def sort_of(cls: str, code: str, population: int) -> tuple[Rank, str] | None:
    """Rank and kind of a GeoNames feature class and code."""
    if code in RANKS:
        return RANKS[code]
    if cls == "P":
        return "town", "city" if population >= 100_000 else "town" if population >= 5_000 else "village"
    return ("feature", KINDS[code]) if code in KINDS else None


def alternate_names(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of place id and name of an alternate-names file; links, codes and names marked historic or colloquial are left out."""
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) >= 4 and cells[1].isdigit() and len(cells[2]) <= 3 and cells[3]:
            yield f"geonames:{cells[1]}", cells[3]


def table_rows(lines: Iterable[str], slug: str) -> Iterator[Row]:
    """Rows of a table: name, lat, lon; optionally id, aliases (joined with |), country, admin1, kind, radius_km, population."""
    source = iter(lines)
    header = next(source, "")
    reader = csv.DictReader(
        source,
        fieldnames=[c.strip().casefold() for c in next(csv.reader([header], delimiter=delimiter(header)))],
        delimiter=delimiter(header),
    )
    for number, raw in enumerate(reader, 1):
        line = {key: (value or "").strip() for key, value in raw.items() if isinstance(key, str) and not isinstance(value, list)}
        try:
            lat, lon = float(line["lat"]), float(line["lon"])
        except (KeyError, ValueError) as error:
            raise GazetteerImportError(f"row {number} ({line.get('name', '?')}) has no readable lat and lon") from error
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise GazetteerImportError(f"row {number} ({line['name']}): {lat}, {lon} is not on earth")
        kind = line.get("kind") or "town"
        yield Row(
            id=line.get("id") or f"{slug}:{number}",
            names=[line["name"], *[a for a in line.get("aliases", "").split("|") if a]],
            rank="town" if kind in ("city", "town", "village") else "quarter" if kind == "quarter" else "feature",
            kind=kind,
            countries=(line["country"].upper(),) if line.get("country") else (),
            admin1=line.get("admin1") or None,
            lat=lat,
            lon=lon,
            radius_km=float(line["radius_km"]) if line.get("radius_km") else None,
            curated=True,
            population=int(line["population"]) if line.get("population", "").isdigit() else 0,
        )


def delimiter(header: str) -> str:
    return "\t" if "\t" in header else ";" if header.count(";") > header.count(",") else ","
