"""The cache folder of gazetteer indexes. The base index is built there on first use, under a lock and atomically."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from heldby.base.files import PART, replacing
from heldby.base.gc_pause import gc_paused
from heldby.errors import GazetteerCacheError
from heldby.reference.gazetteer.index import SCHEMA_VERSION, create_index, fill_index

Progress = Callable[[int], None]
EXPECTED_ROWS = 240_000
"""Approximate number of places in tier 0 and the pack, for the progress bar only."""


def cache_folder() -> Path:
    """Return the folder of built indexes: $HELDBY_CACHE if it is set, else the cache folder of the platform."""
    import platformdirs

    setting = os.environ.get("HELDBY_CACHE")
    return Path(setting) if setting else Path(platformdirs.user_cache_dir("heldby"))


def ensure_base(folder: Path | None = None, pack: Path | None = None) -> Path:
    """Return the path of the index of tier 0 and the pack. It is built if it is missing, incomplete or unreadable.

    Several processes may call this at once: one builds the index, and the others wait.

    Raises:
        GazetteerCacheError: the folder cannot be written, or the disk is full. No half-built index is left behind.
    """
    from filelock import FileLock

    from heldby.reference.gazetteer.curated_pack import PACK, pack_digest
    from heldby.reference.gazetteer.geonames_cities import package_version

    chosen, pack = folder or cache_folder(), pack or PACK
    path = chosen / f"gazetteer-{SCHEMA_VERSION}-{package_version()}-{pack_digest(pack)}.sqlite"
    if is_complete(path):
        return path
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        with FileLock(str(path) + ".lock"):
            if not is_complete(path):
                for leftover in chosen.glob(f"{path.name}.*{PART}"):  # left by a killed process: no other build runs under the lock
                    leftover.unlink(missing_ok=True)
                _build(path, pack)
                _remove_older(path)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerCacheError(
            f"The gazetteer cannot be built in {chosen}: {error}. Free some space or set HELDBY_CACHE to another folder."
        ) from error
    return path


def _build(path: Path, pack: Path) -> None:
    from heldby.reference.gazetteer.curated_pack import read_pack
    from heldby.reference.gazetteer.geonames_cities import package_version, read_towns
    from heldby.reference.gazetteer.merge_pack import merge

    with progress_bar("Building the gazetteer (once)", EXPECTED_ROWS) as progress, gc_paused():
        rows = merge(list(read_pack(pack)), read_towns())
        meta = {"schema": SCHEMA_VERSION, "towns": package_version(), "complete": "yes"}
        write_index(path, lambda base: fill_index(base, rows, meta, progress))


def write_index(path: Path, work: Callable[[sqlite3.Connection], object]) -> None:
    """Create an index, let `work` fill it, and move it to `path`. If anything fails, the file at `path` stays as it was."""
    with replacing(path) as draft:
        base = create_index(draft)
        try:
            work(base)
        finally:
            base.close()


def is_complete(path: Path, schema: str | None = None) -> bool:
    """Check whether there is an index at `path` that can be read and was completely built.

    If `schema` is set, the index must also have this schema version.
    """
    if not path.exists():
        return False
    try:
        base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            meta = dict(base.execute("SELECT key, value FROM meta").fetchall())
            return meta.get("complete") == "yes" and schema in (None, meta.get("schema"))
        finally:
            base.close()
    except sqlite3.Error:
        return False


def _remove_older(path: Path) -> None:
    """Remove the base indexes of other versions. One that cannot be removed, because another process has it open, stays."""
    for other in path.parent.glob("gazetteer-*.sqlite"):
        if other != path:
            try:
                other.unlink()
            except OSError:
                continue


@contextmanager
def progress_bar(title: str, total: int | None) -> Iterator[Progress]:
    """Show a progress bar if standard error is a terminal. Yields a function that sets the number of steps done."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done)
