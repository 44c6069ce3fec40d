"""Read the paths that a user gives: files, folders, globs, addresses and standard input."""

from __future__ import annotations

import datetime as dt
import glob
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from heldby.errors import Unreadable
from heldby.intake.characters import printable
from heldby.intake.fetching.fetcher import Fetcher, fetch_item
from heldby.intake.follow import Follower
from heldby.intake.item import Item, item_from_file
from heldby.intake.limits import DEFAULT, Limits
from heldby.intake.read_item import read_item
from heldby.intake.results import IntakeResult, Refused
from heldby.intake.standard_input import item_from_stdin

Fetch = Callable[[str, Limits], Item]
"""A function that downloads an address and returns it as an item. Raises Unreadable if that fails."""

FOLDER_NOTES = ("readme", "license", "licence", "changelog", "contributing", "authors", "copying", "notice")
"""Names, without suffix, of files that describe a folder. They are read only if the user gives their own path."""

DOSSIER_FILE = "heldby.db"
"""The file that makes a folder a dossier. With a database on a server, the folder holds only the originals."""


def read_paths(
    paths: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    fetch: Fetch = fetch_item,
    limits: Limits = DEFAULT,
    today: dt.date | None = None,
    mapping: Mapping[str, str] | None = None,
    follower: Follower | None = None,
) -> Iterator[IntakeResult]:
    """Yield every report in `paths`, in order, and a refusal for each input that cannot be read. Bad input never raises an error.

    Args:
        paths: files, folders (read recursively, sorted by name), globs, http(s) addresses, or "-" for `stdin`. A file that several
            paths lead to is read once. The network is used for addresses only.
        stdin: the stream that "-" reads; None for the standard input of the process.
        fetch: the function that downloads an address.
        limits: limits on sizes, numbers and times.
        today: publication dates more than one day after this day are doubted; None for the current day.
        mapping: the columns of tables and keys of records that hold the fields of reports, as `parse_mapping` returns them.
        follower: what downloads the pages that sitemaps and lists of articles name; None to download none of them.
    """
    day = today or dt.date.today()
    seen: set[Path] = set()
    for path in paths:
        for found in _items(str(path), stdin, fetch, limits, seen):
            for one in (found,) if isinstance(found, Refused) else read_item(replace(found, mapping=mapping or {}), day, follower):
                yield Refused(printable(one.name), printable(one.reason)) if isinstance(one, Refused) else one


def read_with(
    fetcher: Fetcher | None, paths: Iterable[str], *, follow: int = 0, mapping: Mapping[str, str] | None = None
) -> Iterator[IntakeResult]:
    """Yield what `read_paths` does, with a fetcher (None for the usual one) that downloads up to `follow` of the pages that lists name."""
    used = fetcher or Fetcher()
    return read_paths(paths, fetch=used.item, mapping=mapping, follower=Follower(used, follow) if follow else None)


def is_address(path: str) -> bool:
    """Check whether a path is an http or https address."""
    return path.lower().startswith(("http://", "https://"))


def _items(path: str, stdin: BinaryIO | None, fetch: Fetch, limits: Limits, seen: set[Path]) -> Iterator[Item | Refused]:
    try:
        if path == "-":
            yield item_from_stdin(stdin or sys.stdin.buffer, limits)
        elif is_address(path):
            yield replace(fetch(path, limits), named=True)
        else:
            yield from items_on_disk(path, limits, seen)
    except (Unreadable, OSError, ValueError) as error:
        yield Refused(path, _reason(error))


def items_on_disk(path: str, limits: Limits, seen: set[Path]) -> Iterator[Item | Refused]:
    """Yield the files that a path, folder or glob leads to, except those in `seen`, to which they are added. No file is opened."""
    if Path(path).exists():
        yield from _file_or_folder(Path(path), limits, seen, named=True)
    elif any(char in path for char in "*?["):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - pathlib cannot match absolute patterns
        if not matches:
            yield Refused(path, "no file matches this pattern")
        for match in matches:
            yield from _file_or_folder(Path(match), limits, seen, named=True)
    else:
        yield Refused(path, "no such file or folder")


def _file_or_folder(path: Path, limits: Limits, seen: set[Path], *, named: bool) -> Iterator[Item | Refused]:
    if not path.is_dir():
        yield from _file(path, limits, seen, named=named)
        return
    found = False
    for file in _walk(path):
        found = True
        yield from _file(file, limits, seen, named=False) if isinstance(file, Path) else (file,)
    if not found:
        yield Refused(str(path), "the folder has no files")


def _file(path: Path, limits: Limits, seen: set[Path], *, named: bool) -> Iterator[Item | Refused]:
    try:
        real = path.resolve()
        if real in seen:
            return
        seen.add(real)
        if not path.is_file():
            yield Refused(str(path), "it is not a regular file")
        elif not named and path.stem.lower() in FOLDER_NOTES:
            yield Refused(str(path), "files of this name describe a folder and are not read as reports; to read it, give its own path")
        else:
            yield item_from_file(path, named=named, limits=limits)
    except (OSError, RuntimeError) as error:
        yield Refused(str(path), _reason(error))


def _walk(folder: Path) -> Iterator[Path | Refused]:
    """Yield the files of a folder and its subfolders, sorted by name. Hidden entries and links to folders are skipped."""
    waiting = [folder]  # a stack, because folders can be nested deeper than Python can recurse
    while waiting:
        path = waiting.pop()
        try:
            if is_dossier(path):
                yield Refused(str(path), "it is a dossier of heldby, which is not read as reports")
            elif path == folder or (path.is_dir() and not path.is_symlink()):
                inside = (entry for entry in path.iterdir() if not entry.name.startswith("."))
                waiting.extend(sorted(inside, key=lambda entry: entry.name, reverse=True))
            elif not path.is_dir():
                yield path
        except OSError as error:
            yield Refused(str(path), _reason(error))


def is_dossier(path: Path) -> bool:
    """Check whether a folder is a dossier of heldby: it holds the database, or originals in files named by their digests."""
    if (path / DOSSIER_FILE).is_file():
        return True
    originals = path / "originals"
    return originals.is_dir() and any(re.fullmatch("[0-9a-f]{2}", entry.name) for entry in originals.iterdir())


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
