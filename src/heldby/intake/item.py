"""An item to read, such as a file, a download or a member of an archive, and the draft of a report that was found in an item."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
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
"""Number of first bytes from which the format of a file is detected."""


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes to read, with a name.

    Attributes:
        name: a path, an address or a part of a file, for messages.
        open: opens a new stream of the bytes.
        size: number of bytes; None if it is unknown.
        suffix: suffix with its dot, in lower case; empty if there is none.
        charset: the encoding that a server or archive declares.
        named: whether the user gave this path or address; False for items found in a folder or archive.
        start: for a stream that can be read only once (large standard input), its first bytes, which are kept for format detection.
        depth: number of archives that the item is nested in.
        mapping: what the user calls the fields of reports in tables and records, if not by their usual names.
        budget: bytes that may still be unpacked, shared by all archives inside one file.
        notes: what was uncertain when the item was found, for the user.
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
    mapping: Mapping[str, str] = field(default_factory=dict)
    budget: Budget = field(default_factory=lambda: Budget(DEFAULT.unpacked))
    notes: tuple[str, ...] = ()

    def head(self) -> bytes:
        """Return the first `HEAD_BYTES` bytes."""
        if self.start is not None:
            return self.start[:HEAD_BYTES]
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def data(self) -> bytes:
        """Return all bytes.

        Raises:
            Unreadable: there are more bytes than the limit for a file. If the size is known, none are read.
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
    name: str,
    data: bytes,
    *,
    suffix: str = "",
    limits: Limits = DEFAULT,
    url: str | None = None,
    charset: str | None = None,
    notes: tuple[str, ...] = (),
) -> Item:
    """Return an item for bytes in memory. An empty `suffix` stands for the suffix of the name."""
    found = suffix or PurePosixPath(name).suffix.lower()
    return Item(name, lambda: io.BytesIO(data), len(data), found, url, charset=charset, limits=limits, notes=notes)


def item_from_file(path: Path, *, named: bool = False, limits: Limits = DEFAULT) -> Item:
    """Return an item for a file on disk, without opening the file.

    Raises:
        OSError: there is no such file.
    """
    return Item(str(path), lambda: path.open("rb"), path.stat().st_size, path.suffix.lower(), named=named, limits=limits)


@cache
def reader_name(name: str, package: str) -> str:
    """Return the name of a format with the package that reads it and its version, such as "html (trafilatura 2.0.0)"."""
    return f"{name} ({package} {version(package)})"


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as a format finds it, before its date, language and boilerplate are determined.

    Attributes:
        name: the name of the item or of the part that holds the report.
        original: the bytes that are kept as the original of the report.
        reader: the format, with the package that read it and its version.
        stated_date: the publication date in a record field or front matter, as written.
        stated_how: `given` for a record field, `text` for front matter, as in `Report.published_how`.
        metadata_date: the date from the metadata of a page, document, mail or feed entry.
        own_lines: whether the line breaks are the author's, so that a line with only a date may date the report.
        keeps_length: whether the text stays as it is, because other programs may hold offsets into it, as into the text of a record.
        passages: parts of the text that must not be read, such as front matter.
        notes: what was uncertain when the draft was read, for the user.
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
    keeps_length: bool = False
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a list names, such as a sitemap, with what the list says about the page.

    Attributes:
        name: the list and the number of the entry.
        url: the address.
        date: the day of publication that the list states. It counts if the page itself has none.
        changed: the day of the last change that the list states, as YYYY-MM-DD. A page that was kept on a later day is not asked for again.
        is_list: whether the address is again a list. It is then asked for in every run.
        headline: a report with only what the list says, for the case that the page is not downloaded; None if the list has no words.
    """

    name: str
    url: str
    date: PublicationDate = UNDATED
    changed: str | None = None
    is_list: bool = False
    headline: Draft | None = None
