"""The formats that can be read, and how to tell which one some bytes are. One reader is one module and one line here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from heldby.intake.item import Draft, Item
from heldby.intake.outcome import Refused, Unreadable

Found = Draft | Refused | Item
"""What a reader gives: a report to be, a part it had to refuse, or something inside it that needs a reader of its own."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, its suffixes, the module that reads it, and whether it is read piece by piece, whatever its size."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    streams: bool = False

    def read(self, item: Item) -> Iterator[Found]:
        """Read an item with this format's reader. Raises Unreadable, or whatever the library underneath raises."""
        reader: Callable[[Item], Iterator[Found]] = import_module(f"heldby.intake.readers.{self.module}").read
        return reader(item)


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("text", (".txt", ".text"), "text"),
        Format("markdown", (".md", ".markdown"), "markdown"),
        Format("html", (".html", ".htm", ".xhtml"), "html"),
        Format("jsonl", (".jsonl", ".ndjson"), "jsonl", streams=True),
    )
}

BINARY = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"SQLite format 3\0", "a SQLite database"), (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (save it as .docx)"), (b"7z\xbc\xaf", "a 7z archive (only zip and gz are opened)"),
    (b"Rar!", "a RAR archive (only zip and gz are opened)"), (b"ID3", "a sound file"), (b"OggS", "a media file"),
)  # fmt: skip
"""Beginnings of files that are no reports, with what to tell of them."""

MAGIC: tuple[tuple[bytes, str], ...] = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"\x1f\x8b", "gzip"), (b"WARC/", "warc"))
"""Beginnings that name a format, whatever the suffix says."""

HTML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
FEED = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:rss|feed|rdf:RDF)\b")
JSON_OBJECT = re.compile(rb'\s*\{\s*"')
SUFFIX_IS_WRONG = {"text", "markdown", "html", "json", "jsonl", "feed"}
"""Formats among which the content decides: all of them are text that can be told apart by how it begins."""


def format_of(item: Item, head: bytes) -> Format:
    """The format of an item by its first bytes, then by its suffix. Raises Unreadable for what is known to be no report."""
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable("empty")
    for magic, what in BINARY:
        if head.startswith(magic) and not _is_words(head):
            raise Unreadable(f"binary: it is {what}")
    for magic, name in MAGIC:
        if head.startswith(magic):
            return _known(name)
    named = next((found for found in FORMATS.values() if item.suffix in found.suffixes), None)
    if named and named.name not in SUFFIX_IS_WRONG:
        return named
    return FORMATS[_by_content(head, named.name if named else "text")]


def _known(name: str) -> Format:
    if name not in FORMATS:
        raise Unreadable(f"{name} files are not read")
    return FORMATS[name]


def _is_words(head: bytes) -> bool:
    """Short magics such as "MZ" also begin words; a report has no NUL or other control bytes near its beginning."""
    return not any(byte < 9 or 13 < byte < 32 for byte in head[:512]) and head[:1] < b"\x80"


def _by_content(head: bytes, named: str) -> str:
    """What text is by how it begins; `named` is what its suffix says."""
    start = head.removeprefix(b"\xef\xbb\xbf")
    if "feed" in FORMATS and FEED.match(start):
        return "feed"
    if HTML.match(start):
        return "html"
    if JSON_OBJECT.match(start) and named != "markdown":
        return _json_kind(start, named)
    return named


def _json_kind(start: bytes, named: str) -> str:
    """JSON Lines if the first line is an object of its own, otherwise one JSON value."""
    from json import loads

    first = start.lstrip().partition(b"\n")[0]
    try:
        whole = isinstance(loads(first), dict)
    except (ValueError, RecursionError):
        whole = False
    if named in {"jsonl", "json"}:
        return named if whole == (named == "jsonl") or "json" not in FORMATS else ("jsonl" if whole else "json")
    return "jsonl" if whole else named
