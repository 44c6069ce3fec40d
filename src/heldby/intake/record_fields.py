"""Find the fields of reports in records (JSON, JSON Lines, CSV, front matter), whatever the fields are called there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.item import Draft
from heldby.intake.title import capital_title

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "report_id", "doc_id", "article_id", "guid"),
    "title": ("title", "headline", "article_title"),
    "text": ("text", "content", "body", "article", "article_content", "article_text", "fulltext", "full_text", "maintext"),
    "published": (
        "published", "date", "published_at", "publishedat", "publication_date", "date_published", "date_publish", "pubdate", "datetime",
    ),
    "source": ("source", "outlet", "publisher", "site", "site_name", "newspaper", "source_domain", "from"),
    "url": ("url", "link", "source_url", "permalink"),
    "language": ("language", "lang"),
}  # fmt: skip
"""Names of each field: first the name that heldby uses, then those of common news corpora and APIs."""

MAX_ID_CHARS = 500


def first_of(record: Mapping[str, Any], field: str) -> str | None:
    """Return the value of a field as text, or None.

    The names of the field are tried in order until one has a number or a string that is not blank as its value.
    """
    for name in NAMES[field]:
        value = record.get(name)
        if isinstance(value, Mapping):  # as in news APIs: "source": {"id": ..., "name": ...}
            value = value.get("name")
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        if written := storable(str(value)):
            return written
    return None


def text_of(record: Mapping[str, Any]) -> str:
    """Return the text of a record unchanged.

    Raises:
        Unreadable: the text is missing, is empty, is not a string, or has characters that databases reject.
    """
    name = next((name for name in NAMES["text"] if name in record), None)
    if name is None:
        raise Unreadable('it has no text; name the field "text" (or "content", "body", "article")')
    text = _joined(record[name])
    if not isinstance(text, str):
        raise Unreadable(f"its {name} is not a string")
    if not text.strip():
        raise Unreadable(f"its {name} is empty")
    if "\0" in text:
        raise Unreadable(f"binary: its {name} contains NUL characters")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Unreadable(f"its {name} contains half of a surrogate pair (\\ud800 to \\udfff), which is not a character") from None
    return text


def _joined(value: Any) -> Any:
    """Return the text of a list of pieces, as exports of chats write it: strings, and objects with a text. Keep any other value."""
    if not isinstance(value, list):
        return value
    pieces = [piece.get("text") if isinstance(piece, Mapping) else piece for piece in value]
    texts = [piece for piece in pieces if isinstance(piece, str)]
    return "".join(texts) if pieces and len(texts) == len(pieces) else value


def draft_of_record(record: Mapping[str, Any], name: str, original: bytes, reader: str, notes: tuple[str, ...] = ()) -> Draft:
    """Return the draft of a record. The keys must be in lower case.

    Raises:
        Unreadable: as for `text_of`.
    """
    text = text_of(record)
    own_id = first_of(record, "id")
    if own_id and len(own_id) > MAX_ID_CHARS:
        notes = (*notes, f"its id is longer than {MAX_ID_CHARS} characters and is not used")
        own_id = None
    return Draft(
        name,
        text,
        original,
        reader,
        id=own_id,
        title=first_of(record, "title") or capital_title(text),
        stated_date=first_of(record, "published"),
        source=first_of(record, "source"),
        url=first_of(record, "url"),
        language=first_of(record, "language"),
        keeps_length=True,
        notes=notes,
    )


def lower_keys(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a record with its keys stripped and in lower case. Of keys that become equal, the first counts."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        found.setdefault(str(key).strip().lower(), value)
    return found


def domain_of(url: str | None) -> str | None:
    """Return the host of an address without "www.", or None if there is no host. It stands for the outlet if a report names none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
