"""Adds, lists and removes the user's own gazetteers: one index file a dump, beside the built one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from heldby.reference.gazetteer.cache import cache_folder, healthy, shown, write_whole
from heldby.reference.gazetteer.dumps import alternate_names, format_of, geonames_rows, opened, table_rows, text_lines
from heldby.reference.gazetteer.errors import CacheError, ImportFailed
from heldby.reference.gazetteer.fold import fold
from heldby.reference.gazetteer.index import ALTERNATE, fill
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

    Nothing is left behind by a dump that breaks half way. Raises ImportFailed for what cannot be read,
    CacheError for what cannot be written.
    """
    chosen = folder or cache_folder()
    path = fetched(str(source), chosen) if "://" in str(source) else Path(source)
    if not path.is_file():
        raise ImportFailed(f"{source}: no such file")
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "table"
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        with opened(path) as file:
            return read_in(text_lines(file), path, name, chosen)
    except (sqlite3.Error, OSError) as error:
        raise CacheError(f"{path.name} cannot be added in {chosen}: {error}") from error


def read_in(lines: Iterator[str], path: Path, name: str, folder: Path) -> Added:
    """Reads the lines of an opened source by the format that its first line shows."""
    first = next(lines, "")
    form = format_of(first)
    if form is None:
        raise ImportFailed(f"{path.name}: neither a GeoNames dump, nor alternate names, nor a table with name, lat and lon")
    every = chain([first], lines)
    if form == "alternates":
        return name_places(every, path, name, folder)
    rows = geonames_rows(every) if form == "geonames" else table_rows(every, name)
    target = folder / f"added-{name}.sqlite"
    count = write_rows(target, rows, path)
    if not count:
        target.unlink(missing_ok=True)
        raise ImportFailed(f"{path.name}: no place in it")
    return Added(name, count, target, target.stat().st_size)


def write_rows(target: Path, rows: Iterator[Row], path: Path) -> int:
    """Writes the rows to a new index, whole or not at all, and returns their number."""
    counted = 0

    def work(base: sqlite3.Connection) -> None:
        nonlocal counted
        with shown(f"Adding {path.name}", None) as progress:
            counted = fill(base, rows, {"source": path.name, "complete": "yes"}, progress)

    write_whole(target, work)
    return counted


def name_places(lines: Iterator[str], path: Path, name: str, folder: Path) -> Added:
    """Gives places that added dumps hold their alternate names; each is known by its GeoNames number."""
    targets = sorted(folder.glob("added-*.sqlite"))
    if not targets:
        raise ImportFailed(f"{path.name}: alternate names need a dump of places first (such as IQ.zip)")
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
                            "INSERT OR IGNORE INTO folded VALUES (?, ?, ?)", (fold(spelling), found[0], ALTERNATE)
                        ).rowcount
                        if done % CHUNK == 0:
                            progress(done)
        for base in bases:
            base.execute("COMMIT")
    finally:
        for base in bases:
            base.close()
    return Added(name, done, targets[0], sum(target.stat().st_size for target in targets))


def listed(folder: Path | None = None) -> list[Added]:
    """The gazetteers that were added, by name; unfinished or broken files are not among them."""
    out = []
    for path in sorted((folder or cache_folder()).glob("added-*.sqlite")):
        if healthy(path):
            base = sqlite3.connect(path)
            count = base.execute("SELECT count(*) FROM place").fetchone()[0]
            base.close()
            out.append(Added(path.stem.removeprefix("added-"), count, path, path.stat().st_size))
    return out


def remove(name: str, folder: Path | None = None) -> bool:
    """Takes an added gazetteer away; false where there is none of that name."""
    known = {one.path.stem: one.path for one in listed(folder)}
    path = known.get(f"added-{name.casefold()}")
    if path is None:
        return False
    path.unlink()
    return True


def fetched(url: str, folder: Path) -> Path:
    """A dump from the URL that the user gave, resumed where an earlier fetch broke off. Only http and https."""
    import urllib.error
    import urllib.request

    if not url.startswith(("https://", "http://")):
        raise ImportFailed(f"{url}: only http and https addresses are fetched")
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9._-]", "_", url.rsplit("/", 1)[-1]) or "dump.zip"
    target, part = folder / name, folder / f"{name}.part"
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        with (
            urllib.request.urlopen(request, timeout=30) as answer,
            part.open("ab" if answer.status == 206 else "wb") as file,
            shown(f"Fetching {name}", None) as progress,
        ):
            done = have if answer.status == 206 else 0
            while block := answer.read(1 << 16):
                file.write(block)
                done += len(block)
                progress(done)
    except (urllib.error.URLError, OSError) as error:
        raise ImportFailed(f"{url}: {error}; what was fetched is kept, call again to go on") from error
    part.replace(target)
    return target
