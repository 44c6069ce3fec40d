"""Add, list and remove the gazetteers of the user. Each has an index file of its own in the cache folder."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from heldby.errors import GazetteerCacheError, GazetteerImportError
from heldby.reference.gazetteer.cache import cache_folder, is_complete, progress_bar, write_index
from heldby.reference.gazetteer.download import download
from heldby.reference.gazetteer.geonames_dump import alternate_names, detect_format, geonames_rows, open_source, text_lines
from heldby.reference.gazetteer.index import ALTERNATE, SCHEMA_VERSION, fill_index
from heldby.reference.gazetteer.name_keys import fold_name
from heldby.reference.gazetteer.place_table import table_rows
from heldby.reference.gazetteer.rows import PlaceRow

PROGRESS_NAMES = 50_000
"""Number of names between two updates of the progress bar."""
PREFIX = "added-"


@dataclass(frozen=True, slots=True)
class AddedGazetteer:
    """A gazetteer that the user added.

    Attributes:
        name: made from the name of its file.
        places: number of places; for a file of alternate names, number of names that were added.
        path: its index; for a file of alternate names, the first of the indexes that it was added to.
        size: size of the index, or of those indexes, in bytes.
    """

    name: str
    places: int
    path: Path
    size: int


def add(source: str | Path, folder: Path | None = None) -> AddedGazetteer:
    """Add a dump, a table or a file of alternate names. A gazetteer of the same name is replaced.

    An address is downloaded first, and the downloaded file is removed afterwards. If reading fails, no half-built index is left behind.

    Raises:
        GazetteerImportError: the source cannot be downloaded or read, or has no places that heldby uses.
        GazetteerCacheError: the index cannot be written.
    """
    chosen = folder or cache_folder()
    if "://" not in str(source):
        return _add_file(Path(source), chosen)
    path = download(str(source), chosen)
    try:
        return _add_file(path, chosen)
    finally:
        path.unlink(missing_ok=True)


def _add_file(path: Path, folder: Path) -> AddedGazetteer:
    if not path.is_file():
        raise GazetteerImportError(f"{path}: no such file")
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "table"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open_source(path) as file:
            return _add_lines(text_lines(file, path.name), path, name, folder)
    except csv.Error as error:
        raise GazetteerImportError(f"{path.name} cannot be read as a table: {error}") from error
    except (sqlite3.Error, OSError) as error:
        raise GazetteerCacheError(
            f"{path.name} cannot be added in {folder}: {error}. Free some space or set HELDBY_CACHE to another folder."
        ) from error


def _add_lines(lines: Iterator[str], path: Path, name: str, folder: Path) -> AddedGazetteer:
    first = next(lines, "")
    found = detect_format(first)
    if found is None:
        raise GazetteerImportError(
            f"{path.name} is neither a GeoNames dump, nor a file of alternate names, nor a table whose first line has name, lat and lon"
        )
    every = chain([first], lines)
    if found == "alternates":
        return _add_names(every, path, name, folder)
    rows = geonames_rows(every) if found == "geonames" else table_rows(every, path.name, name)
    target = folder / f"{PREFIX}{name}.sqlite"
    count = _write_rows(target, rows, path)
    if not count:
        target.unlink(missing_ok=True)
        raise GazetteerImportError(f"{path.name} has no places that heldby uses (towns, areas and features such as bases and dams)")
    return AddedGazetteer(name, count, target, target.stat().st_size)


def _write_rows(target: Path, rows: Iterator[PlaceRow], path: Path) -> int:
    """Write the rows to a new index and return their number."""
    count = 0

    def work(base: sqlite3.Connection) -> None:
        nonlocal count
        with progress_bar(f"Adding {path.name}", None) as progress:
            count = fill_index(base, rows, {"source": path.name, "schema": SCHEMA_VERSION, "complete": "yes"}, progress)

    write_index(target, work)
    return count


def _add_names(lines: Iterator[str], path: Path, name: str, folder: Path) -> AddedGazetteer:
    """Add alternate names to the places of all added gazetteers, matched by GeoNames id, in one transaction for each index."""
    targets = usable_files(folder)
    if not targets:
        raise GazetteerImportError(f"{path.name}: add a dump of places first (such as IQ.zip); alternate names belong to its places")
    bases = [sqlite3.connect(target, isolation_level=None) for target in targets]
    done = 0
    try:
        for base in bases:
            base.execute("BEGIN")
        with progress_bar(f"Adding {path.name}", None) as progress:
            for place_id, spelling in alternate_names(lines):
                for base in bases:
                    added = _add_name(base, place_id, spelling)
                    done += added
                    if added and done % PROGRESS_NAMES == 0:
                        progress(done)
        for base in bases:
            base.execute("COMMIT")
    finally:
        for base in bases:
            base.close()
    return AddedGazetteer(name, done, targets[0], sum(target.stat().st_size for target in targets))


def _add_name(base: sqlite3.Connection, place_id: str, name: str) -> int:
    """Add an alternate name to a place and return 1, or return 0 if the index lacks the place or already has the name."""
    found = base.execute("SELECT n FROM place WHERE id = ?", (place_id,)).fetchone()
    if found is None:
        return 0
    return base.execute("INSERT OR IGNORE INTO folded VALUES (?, ?, ?)", (fold_name(name), found[0], ALTERNATE)).rowcount


def usable_files(folder: Path) -> list[Path]:
    """Return the added indexes that this version can read, sorted by name."""
    return [path for path in sorted(folder.glob(f"{PREFIX}*.sqlite")) if is_complete(path, SCHEMA_VERSION)]


def list_gazetteers(folder: Path | None = None) -> list[AddedGazetteer]:
    """Return the added gazetteers that this version can read, sorted by name."""
    out = []
    for path in usable_files(folder or cache_folder()):
        base = sqlite3.connect(path)
        count = base.execute("SELECT count(*) FROM place").fetchone()[0]
        base.close()
        out.append(AddedGazetteer(path.stem.removeprefix(PREFIX), count, path, path.stat().st_size))
    return out


def unusable_names(folder: Path | None = None) -> list[str]:
    """Return the names of added gazetteers that are damaged or of another version. They must be added again or removed."""
    chosen = folder or cache_folder()
    usable = set(usable_files(chosen))
    return [path.stem.removeprefix(PREFIX) for path in sorted(chosen.glob(f"{PREFIX}*.sqlite")) if path not in usable]


def remove(name: str, folder: Path | None = None) -> bool:
    """Remove an added gazetteer. Return whether there was a gazetteer of that name."""
    path = (folder or cache_folder()) / f"{PREFIX}{re.sub(r'[^a-z0-9-]', '', name.casefold())}.sqlite"
    if not path.is_file():
        return False
    path.unlink()
    return True
