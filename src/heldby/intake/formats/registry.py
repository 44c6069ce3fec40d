"""List the formats that heldby reads, and detect the format of an item from its first bytes and its suffix."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from heldby.errors import Unreadable
from heldby.intake.decoding import BOMS
from heldby.intake.formats.plugin import PluginFormat, plugin_format
from heldby.intake.item import Draft, Item, Link
from heldby.intake.results import Refused

Found = Draft | Refused | Item | Link
"""What reading an item yields: the draft of a report, the refusal of a part, a part with a format of its own, or an address in a list."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name, its suffixes and its module in `heldby.intake.formats`.

    If `streams` is true, the format is read piece by piece, so that a file may have any size.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    streams: bool = False

    def read(self, item: Item) -> Iterator[Found]:
        """Read an item and yield what it contains.

        Raises:
            Unreadable: the item cannot be read. The library that parses the format may raise other errors.
        """
        read: Callable[[Item], Iterator[Found]] = import_module(f"heldby.intake.formats.{self.module}").read
        return read(item)


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
        Format("mbox", (".mbox", ".mbx"), "mbox"),
        Format("feed", (".rss", ".atom", ".xml", ".rdf"), "feed"),
        Format("warc", (".warc",), "warc", streams=True),
        Format("parquet", (".parquet",), "parquet", streams=True),
        Format("rtf", (".rtf",), "rtf"),
        Format("sitemap", (), "sitemap"),
        Format("zip", (".zip", ".wacz", ".docx", ".xlsx", ".odt", ".ott"), "zip", streams=True),
        Format("tar", (".tar",), "tar", streams=True),
        Format("gzip", (".gz", ".tgz", ".bz2", ".tbz", ".tbz2", ".xz", ".txz"), "gzip", streams=True),
    )
}

OWN_SUFFIXES = frozenset(suffix for found in FORMATS.values() for suffix in found.suffixes)
"""Suffixes that an input format of another package cannot take."""

BINARY = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"), (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"SQLite format 3\0", "a SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (save it as .docx)"), (b"7z\xbc\xaf", "a 7z archive (save it as zip or tar)"),
    (b"Rar!", "a RAR archive (save it as zip or tar)"), (b"ID3", "a sound file"), (b"OggS", "a media file"),
)  # fmt: skip
"""First bytes of the kinds of files that heldby does not read, with a description of each for the refusal."""

MAGIC = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"\x1f\x8b", "gzip"), (b"BZh", "gzip"), (b"\xfd7zXZ\0", "gzip"), (b"WARC/", "warc"),
    (b"{\\rtf", "rtf"), (b"PAR1", "parquet"),
)  # fmt: skip
"""First bytes that decide the format, whatever the suffix is."""

HTML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
FEED = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:rss|feed|rdf:RDF)\b")
SITEMAP = re.compile(
    rb"\s*(?:<\?xml[^>]{0,300}\?>\s*){0,2}(?:<!--[^>]{0,500}-->\s*)?(?:<!DOCTYPE[^\[>]{0,200}(?:\[[^\]]{0,2000}\]\s*)?>\s*)?"
    rb"<(?:\w{1,10}:)?(?:urlset|sitemapindex)\b"
)
JSON_OBJECT = re.compile(rb'\s*\{\s*"')
JSON_LIST = re.compile(rb'\s*\[\s*\{\s*"')
TAG = re.compile(rb"<[a-zA-Z!/]")
MAIL = re.compile(rb"(?=(?:.{0,200}\n){0,40}From: )(?:[A-Z][\w-]{1,40}: .{0,500}\r?\n(?:[ \t].{0,500}\r?\n){0,20}){3}")
MBOX = re.compile(rb"From \S{1,200} [^\r\n]{0,60}\d{4}[^\r\n]{0,20}\r?\n[A-Za-z][\w-]{0,60}:")
OTHER_SUFFIX = re.compile(r"\.[a-z]{1,12}")
"""Matches the suffixes of settings, code and other text files, but neither ".2017" in "report.2017" nor a suffix that contains a space."""
CONTENT_DECIDES = {"text", "markdown", "html", "json", "jsonl", "feed"}
"""Suffixes of these text formats do not decide: the first characters of the text may show another format."""


def detect_format(item: Item, head: bytes) -> Format | PluginFormat:
    """Return the format that the first bytes of an item show or, if they show none, the format of its suffix.

    A suffix that heldby does not know and a package registers decides by itself.

    Raises:
        Unreadable: the item is empty, is binary, or comes from a folder or archive and has a suffix that reports do not have.
    """
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable("it is empty")
    if item.suffix not in OWN_SUFFIXES and (plugin := plugin_format(item.suffix)):
        return plugin
    for magic, what in BINARY:
        if head.startswith(magic) and not _is_text(head):
            raise Unreadable(f"binary: it is {what}")
    for magic, name in MAGIC:
        if head.startswith(magic) and not (name == "gzip" and _is_text(head)):
            return FORMATS[name]
    if head[257:262] == b"ustar":
        return FORMATS["tar"]
    by_suffix = next((found for found in FORMATS.values() if item.suffix in found.suffixes), None)
    if by_suffix and by_suffix.name not in CONTENT_DECIDES:
        return by_suffix
    if MBOX.match(head) and (not by_suffix or by_suffix.name == "text"):
        return FORMATS["mbox"]
    if not by_suffix and not item.suffix and MAIL.match(head):
        return FORMATS["mail"]
    found = FORMATS[_by_content(_as_utf8(head), by_suffix.name if by_suffix else "text")]
    if found.name == "text" and not by_suffix and not item.named and OTHER_SUFFIX.fullmatch(item.suffix):
        raise Unreadable(f"{item.suffix} files in a folder or archive are not read as reports; to read it, give its own path")
    return found


def _as_utf8(head: bytes) -> bytes:
    """Return the first bytes as UTF-8 without a byte order mark, so that ASCII patterns can match them."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, errors="ignore").encode()
    return head


def _is_text(head: bytes) -> bool:
    """Check whether bytes look like text. Short marks of binary files, such as "MZ", can also be the beginning of a word."""
    return not any(byte < 9 or 13 < byte < 32 for byte in head[:512]) and head[:1] < b"\x80"


def _by_content(head: bytes, by_suffix: str) -> str:
    """Return the name of the format that a text's first characters show or, if they show none, `by_suffix`, the format of its suffix."""
    if FEED.match(head):
        return "feed"
    if SITEMAP.match(head):
        return "sitemap"
    if HTML.match(head):
        return "html"
    if by_suffix == "markdown":
        return by_suffix
    if JSON_OBJECT.match(head):
        return _json_or_lines(head, by_suffix)
    if JSON_LIST.match(head):
        return "json"
    return "text" if by_suffix == "html" and not TAG.search(head) else by_suffix


def _json_or_lines(head: bytes, by_suffix: str) -> str:
    """Return the format of a text that begins with an object: `jsonl` if a line is an object by itself, `json` if the text is one value.

    If neither is clear, return `by_suffix`.
    """
    lines = head.strip().split(b"\n")
    if len(lines) == 1:
        return "jsonl" if by_suffix == "jsonl" else "json"  # a single line is valid as both
    if any(_is_object(line) for line in lines[:20]):
        return "jsonl"
    indented = lines[1][:1] in b' \t"}'
    return "json" if by_suffix == "json" or (by_suffix == "jsonl" and indented) else by_suffix


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
