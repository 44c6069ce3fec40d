"""Reports that come as records (JSON, JSONL, CSV, front matter): which field is which, and what is wrong with a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from heldby.errors import Unreadable
from heldby.intake.item import Draft

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "report_id", "doc_id", "article_id", "guid"),
    "title": ("title", "headline", "article_title"),
    "text": ("text", "content", "body", "article", "article_content", "article_text", "fulltext", "full_text", "maintext"),
    "published": (
        "published", "date", "published_at", "publishedat", "publication_date", "date_published", "date_publish", "pubdate", "datetime",
    ),
    "source": ("source", "outlet", "publisher", "site", "site_name", "newspaper", "source_domain"),
    "url": ("url", "link", "source_url", "permalink"),
    "language": ("language", "lang"),
}  # fmt: skip
"""The first name of each field is ours; the others are those of common news corpora and APIs."""

LONGEST_ID = 500


def first_of(record: Mapping[str, Any], field: str) -> str | None:
    """The value of a field under any of its names, as text; None if it is missing, empty or not a plain value."""
    for name in NAMES[field]:
        value = record.get(name)
        if isinstance(value, Mapping):  # news APIs: "source": {"id": ..., "name": ...}
            value = value.get("name")
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        if written := clean(str(value)):
            return written
    return None


def clean(value: str) -> str | None:
    """A metadata value without what no database takes: NUL and halves of surrogate pairs. None if nothing is left."""
    kept = value.replace("\0", "").encode("utf-8", errors="ignore").decode("utf-8")
    return kept if kept.strip() else None


def printable(name: str) -> str:
    """A name as every output takes it: file names and headers may hold bytes that are no characters."""
    return name.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "?")


def text_of(record: Mapping[str, Any]) -> str:
    """The text of a record, exactly as given. Raises Unreadable with what is wrong with it."""
    name = next((name for name in NAMES["text"] if name in record), None)
    if name is None:
        raise Unreadable("it has no text")
    text = record[name]
    if not isinstance(text, str):
        raise Unreadable(f"its {name} is not a string")
    if not text.strip():
        raise Unreadable("its text is empty")
    if "\0" in text:
        raise Unreadable("binary: its text contains NUL characters")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Unreadable("its text contains half a surrogate pair, which is no character") from None
    return text


def draft_of_record(record: Mapping[str, Any], name: str, original: bytes, reader: str, notes: tuple[str, ...] = ()) -> Draft:
    """A report from a record whose keys are lower case. Raises Unreadable if it has no usable text."""
    text = text_of(record)
    given_id = first_of(record, "id")
    if given_id and len(given_id) > LONGEST_ID:
        notes = (*notes, f"its id is longer than {LONGEST_ID} characters and is not used")
        given_id = None
    return Draft(
        name,
        text,
        original,
        reader,
        id=given_id,
        title=first_of(record, "title"),
        given=first_of(record, "published"),
        source=first_of(record, "source"),
        url=first_of(record, "url"),
        language=first_of(record, "language"),
        notes=notes,
    )


def lower_keys(record: Mapping[Any, Any]) -> dict[str, Any]:
    """A record with its keys in lower case and without spaces around; the first of two equal keys stays."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        found.setdefault(str(key).strip().lower(), value)
    return found


def domain_of(url: str | None) -> str | None:
    """The host of an address without "www.", as a name for an outlet that gives no other."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
