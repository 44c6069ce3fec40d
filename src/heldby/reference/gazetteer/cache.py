"""Where the built index lies, and how it gets there once: locked, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from heldby.base.files import PART, replacing
from heldby.base.gc_pause import uncollected
from heldby.errors import GazetteerCacheError
from heldby.reference.gazetteer.index import SCHEMA_VERSION, create, fill

Progress = Callable[[int], None]
EXPECTED_ROWS = 240_000
"""About how many places tier 0 and the pack hold: only the progress bar's end."""


def cache_folder() -> Path:
    """The folder of built indexes: $HELDBY_CACHE, else the user's cache folder of this platform."""
    import platformdirs

    given = os.environ.get("HELDBY_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("heldby"))


def ensure_base(folder: Path | None = None, pack: Path | None = None) -> Path:
    """The index of tier 0 and the pack, built if it is not there or broken. Safe when several processes ask at once.

    Raises GazetteerCacheError where the folder cannot be written or the disk is full; no half-built file is left behind.
    """
    from filelock import FileLock

    from heldby.reference.gazetteer.curated_pack import PACK, pack_digest
    from heldby.reference.gazetteer.geonames_cities import package_version

    chosen, pack = folder or cache_folder(), pack or PACK
    path = chosen / f"gazetteer-{SCHEMA_VERSION}-{package_version()}-{pack_digest(pack)}.sqlite"
    if healthy(path):
        return path
    try:
        chosen.mkdir(parents=True, exist_ok=True)
        with FileLock(str(path) + ".lock"):
            if not healthy(path):
                for killed in chosen.glob(f"{path.name}.*{PART}"):  # under the lock no other process builds this index
                    killed.unlink(missing_ok=True)
                build(path, pack)
                drop_older(path)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerCacheError(
            f"The gazetteer cannot be built in {chosen}: {error}. Free some space or set HELDBY_CACHE to another folder."
        ) from error
    return path


def build(path: Path, pack: Path) -> None:
    """Builds the index beside `path` and moves it there in one step."""
    from heldby.reference.gazetteer.curated_pack import read_pack
    from heldby.reference.gazetteer.geonames_cities import package_version, read_towns
    from heldby.reference.gazetteer.merge_pack import merge

    with shown("Building the gazetteer (once)", EXPECTED_ROWS) as progress, uncollected():
        rows = merge(list(read_pack(pack)), read_towns())
        write_whole(
            path, lambda base: fill(base, rows, {"schema": SCHEMA_VERSION, "towns": package_version(), "complete": "yes"}, progress)
        )


def write_whole(path: Path, work: Callable[[sqlite3.Connection], object]) -> None:
    """Runs `work` on a new index in a file of this process's own and renames it to `path`; removes it if anything fails."""
    with replacing(path) as draft:
        base = create(draft)
        try:
            work(base)
        finally:
            base.close()


def healthy(path: Path, schema: str | None = None) -> bool:
    """Whether `path` is an index that was finished, of a version of the schema if one is given; a broken file is not."""
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


def drop_older(path: Path) -> None:
    """Removes indexes of earlier versions; one that another process still has open may refuse, and stays."""
    for other in path.parent.glob("gazetteer-*.sqlite"):
        if other != path:
            try:
                other.unlink()
            except OSError:
                continue


@contextmanager
def shown(title: str, total: int | None) -> Iterator[Progress]:
    """A progress bar on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done)
