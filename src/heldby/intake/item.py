"""An item to read (a file, a download, a member of an archive), and the draft of a report that a format makes of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from heldby.errors import Unreadable
from heldby.intake.dates.publication_date import UNDATED, How, PublicationDate
from heldby.intake.limits import DEFAULT, Budget, Limits, megabytes, too_large
from heldby.model import Passage

HEAD_BYTES = 65_536
"""Bytes at the beginning of a file that its format is detected from."""


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes with a name.

    Attributes:
        open: opens a new stream over the bytes.
        named: the user gave this path or address, as opposed to one that was found in a folder or archive.
        start: the first bytes of a stream that can be read only once (large standard input), so that format detection loses nothing.
        depth: number of archives around it.
        budget: bytes that may still be unpacked, shared by all archives of one file.
    """

    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    suffix: str = ""
    url: str | None = None
    charset: str | None = None
    named: bool = False
    start: bytes | None = None
    depth: int = 0
    limits: Limits = DEFAULT
    budget: Budget = field(default_factory=lambda: Budget(DEFAULT.unpacked))

    def head(self) -> bytes:
        """Return the first `HEAD_BYTES` bytes."""
        if self.start is not None:
            return self.start[:HEAD_BYTES]
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def data(self) -> bytes:
        """Return all bytes.

        Raises:
            Unreadable: there are more than the limit of a file; if the size is known, nothing is read.
        """
        limit = self.limits.file
        if self.size is not None and self.size > limit:
            raise too_large(self.size, limit)
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise Unreadable(f"too large: a file may have at most {megabytes(limit)}; split it")
        return data


def item_from_bytes(
    name: str, data: bytes, *, suffix: str = "", limits: Limits = DEFAULT, url: str | None = None, charset: str | None = None
) -> Item:
    """Return an item over bytes in memory; without a `suffix`, the name's own counts."""
    found = suffix or PurePosixPath(name).suffix.lower()
    return Item(name, lambda: io.BytesIO(data), len(data), found, url, charset=charset, limits=limits)


def item_from_file(path: Path, *, named: bool = False, limits: Limits = DEFAULT) -> Item:
    """Return an item over a file on disk, without opening it."""
    return Item(str(path), lambda: path.open("rb"), path.stat().st_size, path.suffix.lower(), named=named, limits=limits)


@cache
def reader_name(name: str, package: str) -> str:
    """Return the name of a format with the version of the package that reads it: "html (trafilatura 2.0.0)"."""
    return f"{name} ({package} {version(package)})"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format finds in an item, before date, language and boilerplate are determined.

    Attributes:
        stated_date: the publication date as a record field or front matter states it.
        stated_how: which of the two it is, as in `Report.published_how`.
        metadata_date: the date from the metadata of a page, document, mail or feed entry.
        own_lines: the lines of the text are the author's own, so that a line with only a date may be a date line.
        passages: parts of the text that are not to be read, such as front matter.
        notes: sentences about what was uncertain in reading.
    """

    name: str
    text: str
    original: bytes
    reader: str
    id: str | None = None
    title: str | None = None
    stated_date: str | None = None
    stated_how: How = "given"
    metadata_date: PublicationDate = UNDATED
    source: str | None = None
    url: str | None = None
    language: str | None = None
    own_lines: bool = True
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = field(default=())
