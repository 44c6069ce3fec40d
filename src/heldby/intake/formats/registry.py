"""The formats that can be read, and how to tell which one some bytes are. One reader is one module and one line here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from heldby.errors import Unreadable
from heldby.intake.decoding import BOMS
from heldby.intake.item import Draft, Item
from heldby.intake.results import Refused

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
        reader: Callable[[Item], Iterator[Found]] = import_module(f"heldby.intake.formats.{self.module}").read
        return reader(item)


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format("text", (".txt", ".text"), "text"),
        Format("markdown", (".md", ".markdown"), "markdown"),
        Format("html", (".html", ".htm", ".xhtml"), "html"),
        Format("jsonl", (".jsonl", ".ndjson"), "jsonl", streams=True),
        Format("json", (".json",), "json"),
        Format("table", (".csv", ".tsv"), "table"),
        Format("pdf", (".pdf",), "pdf"),
        Format("mail", (".eml",), "mail"),
        Format("feed", (".rss", ".atom", ".xml", ".rdf"), "feed"),
        Format("warc", (".warc",), "warc", streams=True),
        Format("zip", (".zip", ".wacz", ".docx"), "zip", streams=True),
        Format("gzip", (".gz",), "gzip", streams=True),
    )
}

BINARY = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"SQLite format 3\0", "a SQLite database"), (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (save it as .docx)"), (b"7z\xbc\xaf", "a 7z archive (only zip and gz are opened)"),
    (b"Rar!", "a RAR archive (only zip and gz are opened)"), (b"ID3", "a sound file"), (b"OggS", "a media file"),
)  # fmt: skip
"""Beginnings of files that are no reports, with what to tell of them."""

MAGIC = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"\x1f\x8b", "gzip"), (b"WARC/", "warc"))
"""Beginnings that name a format, whatever the suffix says."""

HTML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
FEED = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:rss|feed|rdf:RDF)\b")
JSON_OBJECT = re.compile(rb'\s*\{\s*"')
JSON_LIST = re.compile(rb'\s*\[\s*\{\s*"')
TAG = re.compile(rb"<[a-zA-Z!/]")
MAIL = re.compile(rb"(?=(?:.{0,200}\n){0,40}From: )(?:[A-Z][\w-]{1,40}: .{0,500}\r?\n(?:[ \t].{0,500}\r?\n){0,20}){3}")
OTHER = re.compile(r"\.[a-z]{1,12}")
"""Suffixes of settings, code and other text. What follows the dot in "report.2017" or "battle of st. petersburg" is none."""
SUFFIX_MAY_LIE = {"text", "markdown", "html", "json", "jsonl", "feed"}
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
            return FORMATS[name]
    named = next((found for found in FORMATS.values() if item.suffix in found.suffixes), None)
    if named and named.name not in SUFFIX_MAY_LIE:
        return named
    if not named and not item.suffix and MAIL.match(head):
        return FORMATS["mail"]
    found = FORMATS[_by_content(_narrow(head), named.name if named else "text")]
    if found.name == "text" and not named and not item.named and OTHER.fullmatch(item.suffix):
        raise Unreadable(f"a {item.suffix} file among others is not taken for a report; name it itself to have it read")
    return found


def _narrow(head: bytes) -> bytes:
    """The beginning without its byte order mark, as bytes that patterns for ASCII fit."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, errors="ignore").encode()
    return head


def _is_words(head: bytes) -> bool:
    """Short magics such as "MZ" also begin words; a report has no NUL or other control bytes near its beginning."""
    return not any(byte < 9 or 13 < byte < 32 for byte in head[:512]) and head[:1] < b"\x80"


def _by_content(head: bytes, named: str) -> str:
    """What text is by how it begins; `named` is what its suffix says."""
    if FEED.match(head):
        return "feed"
    if HTML.match(head):
        return "html"
    if named == "markdown":
        return named
    if JSON_OBJECT.match(head):
        return _json_kind(head, named)
    if JSON_LIST.match(head):
        return "json"
    return "text" if named == "html" and not TAG.search(head) else named


def _json_kind(head: bytes, named: str) -> str:
    """JSON Lines if some line is an object of its own; otherwise one JSON value, where the suffix or the way it is set out says so."""
    lines = head.strip().split(b"\n")
    if len(lines) == 1:
        return "jsonl" if named == "jsonl" else "json"  # one line is both
    if any(_is_object(line) for line in lines[:20]):
        return "jsonl"
    pretty = lines[1][:1] in b' \t"}'
    return "json" if named == "json" or (named == "jsonl" and pretty) else named


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
