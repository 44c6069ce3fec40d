"""One thing to read: a file, a download, a member of an archive; and what a reader makes of it before it is a report."""

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
from heldby.intake.limits import DEFAULT, Budget, Limits, megabytes
from heldby.model import Passage

HEAD = 65_536
"""How much of a file is looked at to tell what it is."""


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes with a name. `open` gives a new stream over them; where they can be read but once (standard input above the limit of a
    file), `start` holds the first of them, so that looking at them takes nothing away. `named`: a person named it, it did not just lie
    in a folder or archive.
    """

    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    suffix: str = ""
    url: str | None = None
    media: str | None = None
    charset: str | None = None
    published: str | None = None
    named: bool = False
    start: bytes | None = None
    depth: int = 0
    limits: Limits = DEFAULT
    budget: Budget = field(default_factory=lambda: Budget(DEFAULT.unpacked))

    def head(self) -> bytes:
        """The first bytes."""
        if self.start is not None:
            return self.start[:HEAD]
        with self.open() as stream:
            return stream.read(HEAD)

    def data(self) -> bytes:
        """All bytes. Raises Unreadable if they are more than the limit, before reading them where the size is known."""
        limit = self.limits.file
        if self.size is not None and self.size > limit:
            raise Unreadable(f"too large: {megabytes(self.size)}, and the limit for a file is {megabytes(limit)}")
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise Unreadable(f"too large: more than the limit of {megabytes(limit)} for a file")
        return data


def item_from_bytes(
    name: str, data: bytes, *, suffix: str = "", limits: Limits = DEFAULT, url: str | None = None, charset: str | None = None
) -> Item:
    """An item whose bytes are at hand. The suffix is that of `name` unless said."""
    found = suffix or PurePosixPath(name).suffix.lower()
    return Item(name, lambda: io.BytesIO(data), len(data), found, url, charset=charset, limits=limits)


def item_from_file(path: Path, *, named: bool = False, limits: Limits = DEFAULT) -> Item:
    """An item over a file on disk; nothing is opened yet."""
    return Item(str(path), lambda: path.open("rb"), path.stat().st_size, path.suffix.lower(), named=named, limits=limits)


@cache
def reader_name(name: str, package: str) -> str:
    """A reader's name with the version of the package that does its work: "html (trafilatura 2.0.0)"."""
    return f"{name} ({package} {version(package)})"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found, before dates, language and boilerplate are looked at.

    `given` is the publication date as the reader's format states it (a `published` field, front matter, a mail's Date);
    `dated` is a dating that the reader has already judged (pages). `own_lines`: the text's lines are as its
    author set them, so that a line which is only a date may be a date line.
    """

    name: str
    text: str
    original: bytes
    reader: str
    id: str | None = None
    title: str | None = None
    given: str | None = None
    given_how: How = "given"
    dated: PublicationDate = UNDATED
    source: str | None = None
    url: str | None = None
    language: str | None = None
    own_lines: bool = True
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = field(default=())
