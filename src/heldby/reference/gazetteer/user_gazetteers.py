"""Adds, lists and removes the user's own gazetteers: one index file a dump, beside the built one."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from heldby.errors import GazetteerCacheError, GazetteerImportError
from heldby.reference.gazetteer.cache import cache_folder, healthy, shown, write_whole
from heldby.reference.gazetteer.download import fetched
from heldby.reference.gazetteer.geonames_dump import alternate_names, format_of, geonames_rows, opened, table_rows, text_lines
from heldby.reference.gazetteer.index import ALTERNATE, SCHEMA_VERSION, fill
from heldby.reference.gazetteer.name_keys import fold_name
from heldby.reference.gazetteer.rows import Row

CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Added:
    """One gazetteer that the user added: its name, how many places it holds, where it lies and its size in bytes."""

    name: str
    places: int
    path: Path
    size: int


def add(source: str | Path, folder: Path | None = None) -> Added:
    """Reads a dump, table or file of alternate names into the cache; one of the same name is replaced. A URL is fetched first.

    Nothing is left behind by a dump that breaks half way, nor by one that was fetched. Raises GazetteerImportError for what cannot be read,
    GazetteerCacheError for what cannot be written.
    """
    chosen = folder or cache_folder()
    if "://" not in str(source):
        return add_file(Path(source), chosen)
    path = fetched(str(source), chosen)
    try:
        return add_file(path, chosen)
    finally:
        path.unlink(missing_ok=True)


def add_file(path: Path, folder: Path) -> Added:
    """The same for a file at hand."""
    if not path.is_file():
        raise GazetteerImportError(f"{path}: no such file")
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "table"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with opened(path) as file:
            return read_in(text_lines(file), path, name, folder)
    except csv.Error as error:
        raise GazetteerImportError(f"{path.name}: {error}") from error
    except (sqlite3.Error, OSError) as error:
        raise GazetteerCacheError(f"{path.name} cannot be added in {folder}: {error}") from error


def read_in(lines: Iterator[str], path: Path, name: str, folder: Path) -> Added:
    """Reads the lines of an opened source by the format that its first line shows."""
    first = next(lines, "")
    form = format_of(first)
    if form is None:
        raise GazetteerImportError(f"{path.name}: neither a GeoNames dump, nor alternate names, nor a table with name, lat and lon")
    every = chain([first], lines)
    if form == "alternates":
        return name_places(every, path, name, folder)
    rows = geonames_rows(every) if form == "geonames" else table_rows(every, name)
    target = folder / f"added-{name}.sqlite"
    count = write_rows(target, rows, path)
    if not count:
        target.unlink(missing_ok=True)
        raise GazetteerImportError(f"{path.name}: no place in it")
    return Added(name, count, target, target.stat().st_size)


def write_rows(target: Path, rows: Iterator[Row], path: Path) -> int:
    """Writes the rows to a new index, whole or not at all, and returns their number."""
    counted = 0

    def work(base: sqlite3.Connection) -> None:
        nonlocal counted
        with shown(f"Adding {path.name}", None) as progress:
            counted = fill(base, rows, {"source": path.name, "schema": SCHEMA_VERSION, "complete": "yes"}, progress)

    write_whole(target, work)
    return counted


def name_places(lines: Iterator[str], path: Path, name: str, folder: Path) -> Added:
    """Gives places that added dumps hold their alternate names; each is known by its GeoNames number."""
    targets = usable(folder)
    if not targets:
        raise GazetteerImportError(f"{path.name}: alternate names need a dump of places first (such as IQ.zip)")
    bases = [sqlite3.connect(target, isolation_level=None) for target in targets]
    done = 0
    try:
        for base in bases:
            base.execute("BEGIN")
        with shown(f"Adding {path.name}", None) as progress:
            for place_id, spelling in alternate_names(lines):
                for base in bases:
                    found = base.execute("SELECT n FROM place WHERE id = ?", (place_id,)).fetchone()
                    if found is not None:
                        done += base.execute(
                            "INSERT OR IGNORE INTO folded VALUES (?, ?, ?)", (fold_name(spelling), found[0], ALTERNATE)
                        ).rowcount
                        if done % CHUNK == 0:
                            progress(done)
        for base in bases:
            base.execute("COMMIT")
    finally:
        for base in bases:
            base.close()
    return Added(name, done, targets[0], sum(target.stat().st_size for target in targets))


def usable(folder: Path) -> list[Path]:
    """The added indexes that this version can read, by name."""
    return [path for path in sorted(folder.glob("added-*.sqlite")) if healthy(path, SCHEMA_VERSION)]


def listed(folder: Path | None = None) -> list[Added]:
    """The gazetteers that were added, by name; unfinished or broken files, and those of other versions, are not among them."""
    out = []
    for path in usable(folder or cache_folder()):
        base = sqlite3.connect(path)
        count = base.execute("SELECT count(*) FROM place").fetchone()[0]
        base.close()
        out.append(Added(path.stem.removeprefix("added-"), count, path, path.stat().st_size))
    return out


def unusable(folder: Path | None = None) -> list[str]:
    """Names of added gazetteers that are broken or were made by another version: to be added again, or removed."""
    chosen = folder or cache_folder()
    good = set(usable(chosen))
    return [path.stem.removeprefix("added-") for path in sorted(chosen.glob("added-*.sqlite")) if path not in good]


def remove(name: str, folder: Path | None = None) -> bool:
    """Takes an added gazetteer away; false where there is none of that name."""
    path = (folder or cache_folder()) / f"added-{re.sub(r'[^a-z0-9-]', '', name.casefold())}.sqlite"
    if not path.is_file():
        return False
    path.unlink()
    return True
