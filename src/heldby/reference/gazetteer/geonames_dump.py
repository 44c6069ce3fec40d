"""Read tier 1: places from the user's files, line by line, from a text file or a zip archive.

The first line of a file shows its format:

- a GeoNames dump (`IQ.zip`, `allCountries.zip`) has 19 tab-separated columns;
- a file of GeoNames alternate names (`alternateNamesV2.zip`) has 4 to 10 tab-separated columns. It gives names to places added before;
- a CSV or TSV table has a header with name, lat and lon.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from heldby.errors import GazetteerImportError
from heldby.reference.gazetteer.entry import Rank
from heldby.reference.gazetteer.geonames_cities import kind_by_population
from heldby.reference.gazetteer.rows import PlaceRow

DumpFormat = Literal["geonames", "alternates", "table"]
MAIN_COLUMNS = 19
RANKS: dict[str, tuple[Rank, str]] = {"ADM1": ("area1", "area"), "ADM2": ("area2", "district"), "PPLX": ("quarter", "quarter")}
KINDS = {
    "AIRB": "base", "INSM": "base", "MILB": "base", "AIRP": "airport", "AIRF": "airport", "DAM": "dam", "OILF": "oilfield",
    "OILR": "refinery", "PS": "plant", "CMP": "camp", "CMPRF": "camp", "PRN": "prison", "HSP": "hospital", "BDG": "bridge",
    "PRT": "port", "MT": "mountain", "MTS": "mountain", "HLL": "hill", "VAL": "valley", "DSRT": "desert", "LK": "lake", "ISL": "island",
    "SEA": "sea", "STRT": "strait", "GULF": "gulf", "RGN": "region",
}  # fmt: skip
"""Kinds by GeoNames feature code, for features that war reports name. Other features are left out, except towns and areas."""
MAX_LINE_CHARS = 1_000_000
"""Length at which a line is refused. The longest line of GeoNames, with all alternate names, has about 15,000 characters."""
REQUIRED = {"name", "lat", "lon"}


@contextmanager
def open_source(path: Path) -> Iterator[IO[bytes]]:
    """Open a file. Of a zip archive, open the first text file that is not a readme or a list of languages.

    Raises:
        GazetteerImportError: the file cannot be opened or unpacked, or the archive has no text file.
    """
    try:
        if path.suffix.casefold() != ".zip":
            with path.open("rb") as plain:
                yield plain
            return
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith((".txt", ".tsv", ".csv")) and not _is_side_file(name.casefold())]
            if not names:
                raise GazetteerImportError(f"{path.name}: the zip has no .txt, .tsv or .csv file with places in it")
            with archive.open(names[0]) as member:
                yield member
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise GazetteerImportError(f"{path.name} cannot be read: {error}. Download it again if it should be a zip or text file.") from error


def _is_side_file(name: str) -> bool:
    return "readme" in name or "iso-language" in name


def detect_format(first_line: str) -> DumpFormat | None:
    """Return the format that the first line of a file shows, or None if it shows no known format."""
    cells = first_line.rstrip("\r\n").split("\t")
    if len(cells) == MAIN_COLUMNS and cells[0].isdigit():
        return "geonames"
    if 4 <= len(cells) <= 10 and cells[0].isdigit() and cells[1].isdigit():
        return "alternates"
    header = {cell.strip().strip('"').casefold() for cell in (cells if len(cells) > 1 else first_line.split(","))}
    return "table" if header >= REQUIRED else None


def text_lines(file: IO[bytes], name: str) -> Iterator[str]:
    """Yield the lines of a UTF-8 file. Invalid bytes become U+FFFD. `name` is the name of the file in error messages.

    Raises:
        GazetteerImportError: a line has `MAX_LINE_CHARS` characters or more, as in a decompression bomb.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="\n")
    while line := text.readline(MAX_LINE_CHARS):
        if len(line) == MAX_LINE_CHARS:
            raise GazetteerImportError(f"{name} has a line of more than {MAX_LINE_CHARS:,} characters, so it is no gazetteer file")
        yield line


def geonames_rows(lines: Iterable[str]) -> Iterator[PlaceRow]:
    """Yield the towns, areas and useful features of a GeoNames dump. Broken lines are skipped."""
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) == MAIN_COLUMNS and (row := _geonames_row(cells)) is not None:
            yield row


def _geonames_row(cells: list[str]) -> PlaceRow | None:
    """Convert a line of a dump. Return None for a feature that is not needed or has no name or no point."""
    number, name, ascii_name, others, lat, lon, feature_class, code, country = cells[:9]
    population = int(cells[14]) if cells[14].isdigit() else 0
    found = _rank_and_kind(feature_class, code, population)
    if found is None or not name:
        return None
    try:
        point = float(lat), float(lon)
    except ValueError:
        return None
    rank, kind = found
    admin1 = f"{country}.{cells[10]}" if cells[10] else None
    return PlaceRow(
        id=admin1 if rank == "area1" and admin1 else f"geonames:{number}",
        names=[name],
        rank=rank,
        kind=kind,
        countries=(country,) if country else (),
        admin1=admin1,
        lat=point[0],
        lon=point[1],
        population=population,
        also=[ascii_name, *others.split(",")] if others else [ascii_name],
    )


def _rank_and_kind(feature_class: str, code: str, population: int) -> tuple[Rank, str] | None:
    if code in RANKS:
        return RANKS[code]
    if feature_class == "P":
        return "town", kind_by_population(population)
    return ("feature", KINDS[code]) if code in KINDS else None


def alternate_names(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (place id, name) from a file of alternate names. Entries that are not names, such as links and postcodes, are left out."""
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) >= 4 and cells[1].isdigit() and len(cells[2]) <= 3 and cells[3]:  # longer codes mark entries that are not names
            yield f"geonames:{cells[1]}", cells[3]
