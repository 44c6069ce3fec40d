"""What a PATH is: a file, a folder, a glob, an address, or standard input; and reading all of it, one after another."""

from __future__ import annotations

import datetime as dt
import glob
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from heldby.errors import Unreadable
from heldby.intake.fetch import fetch_item
from heldby.intake.item import Item, item_from_file
from heldby.intake.limits import DEFAULT, Limits
from heldby.intake.read_item import read_item
from heldby.intake.record_fields import printable
from heldby.intake.results import IntakeResult, Refused

Fetch = Callable[[str, Limits], Item]
"""Gets what lies at an address. Raises Unreadable with the reason if it cannot."""

ABOUT = ("readme", "license", "licence", "changelog", "contributing", "authors", "copying", "notice")
"""Files that tell about a folder. In a folder they are no reports; named themselves, they are read like any other."""


def read_paths(
    paths: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    fetch: Fetch = fetch_item,
    limits: Limits = DEFAULT,
    today: dt.date | None = None,
) -> Iterator[IntakeResult]:
    """Every report in `paths`, in their order (folders sorted by name), and what was refused, by name and reason.

    A path is a file, a folder (read with all its folders), a glob, an http(s) address, or "-" for `stdin`. Nothing raises for bad
    input. A file that is reached twice is read once. The network is touched only for addresses. `today` tells which dates lie ahead.
    """
    day = today or dt.date.today()
    seen: set[Path] = set()
    for path in paths:
        for found in _items(str(path), stdin, fetch, limits, seen):
            for one in (found,) if isinstance(found, Refused) else read_item(found, day):
                yield Refused(printable(one.name), printable(one.reason)) if isinstance(one, Refused) else one


def is_address(path: str) -> bool:
    """Whether a PATH is an http(s) address."""
    return path.lower().startswith(("http://", "https://"))


def _items(path: str, stdin: BinaryIO | None, fetch: Fetch, limits: Limits, seen: set[Path]) -> Iterator[Item | Refused]:
    if path == "-":
        yield _standard_input(stdin or sys.stdin.buffer, limits)
    elif is_address(path):
        try:
            yield replace(fetch(path, limits), named=True)
        except Unreadable as reason:
            yield Refused(path, str(reason))
    else:
        yield from _on_disk(path, limits, seen)


def _on_disk(path: str, limits: Limits, seen: set[Path]) -> Iterator[Item | Refused]:
    try:
        there = Path(path).exists()
    except (OSError, ValueError) as error:
        yield Refused(path, _reason(error))
        return
    if there:
        yield from _file_or_folder(Path(path), limits, seen, named=True)
    elif any(char in path for char in "*?["):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - pathlib has no globs of absolute paths
        if not matches:
            yield Refused(path, "no file matches")
        for match in matches:
            yield from _file_or_folder(Path(match), limits, seen, named=True)
    else:
        yield Refused(path, "no such file or folder")


def _file_or_folder(path: Path, limits: Limits, seen: set[Path], *, named: bool) -> Iterator[Item | Refused]:
    if path.is_dir():
        found = False
        for file in _walk(path):
            found = True
            yield from _file_or_folder(file, limits, seen, named=False) if isinstance(file, Path) else (file,)
        if not found:
            yield Refused(str(path), "the folder has no files")
        return
    yield from _file(path, limits, seen, named=named)


def _file(path: Path, limits: Limits, seen: set[Path], *, named: bool) -> Iterator[Item | Refused]:
    try:
        real = path.resolve()
        if real in seen:
            return
        seen.add(real)
        if not path.is_file():
            yield Refused(str(path), "not a regular file")
        elif not named and path.stem.lower() in ABOUT:
            yield Refused(str(path), "it tells about its folder and is no report; name it itself to have it read")
        else:
            yield item_from_file(path, named=named, limits=limits)
    except (OSError, RuntimeError) as error:
        yield Refused(str(path), _reason(error))


def _walk(folder: Path) -> Iterator[Path | Refused]:
    """The files of a folder and its folders, in order of names, without hidden ones; links to folders are not followed."""
    waiting = [folder]  # a stack and no recursion: folders can lie deeper in one another than calls can
    while waiting:
        path = waiting.pop()
        try:
            if path == folder or (path.is_dir() and not path.is_symlink()):
                inside = (entry for entry in path.iterdir() if not entry.name.startswith("."))
                waiting.extend(sorted(inside, key=lambda entry: entry.name, reverse=True))
            elif not path.is_dir():
                yield path
        except OSError as error:
            yield Refused(str(path), _reason(error))


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _standard_input(stream: BinaryIO, limits: Limits) -> Item | Refused:
    """Standard input as an item: kept in memory if it fits the limit of a file, else passed on as it comes (for JSONL)."""
    try:
        head = stream.read(limits.file + 1)
    except (OSError, ValueError) as error:
        return Refused("-", _reason(error))
    if len(head) <= limits.file:
        return Item("-", lambda: io.BytesIO(head), len(head), named=True, limits=limits)
    return Item("-", lambda: _Rest(head, stream), None, named=True, limits=limits, start=head)


class _Rest(io.BufferedReader):
    """What was read of a stream, then the rest of it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__(_Chain(head, stream))


class _Chain(io.RawIOBase):
    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
