"""Tell the format and the encoding of a response by its headers."""

from __future__ import annotations

from email.message import Message
from urllib.parse import urlsplit

SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/markdown": ".md", "application/pdf": ".pdf", "text/csv": ".csv",
    "application/json": ".json", "application/x-ndjson": ".jsonl", "application/rss+xml": ".rss", "application/atom+xml": ".atom",
    "text/xml": ".xml", "application/xml": ".xml", "message/rfc822": ".eml", "application/zip": ".zip", "application/rtf": ".rtf",
    "text/rtf": ".rtf", "application/vnd.oasis.opendocument.text": ".odt", "application/x-tar": ".tar",
}  # fmt: skip
"""The file suffix for each media type. text/plain is left out, because servers send it for every type that they do not know."""


def media_type(stated: str | None) -> str | None:
    """Return the media type in a Content-Type header, in lower case."""
    return (stated or "").partition(";")[0].strip().lower() or None


def declared_charset(stated: str | None) -> str | None:
    """Return the encoding in a Content-Type header."""
    message = Message()
    message["Content-Type"] = (stated or "").replace("\n", " ").replace("\r", " ")
    try:
        return message.get_content_charset()
    except (LookupError, ValueError, UnicodeError):
        return None


def suffix_of(media: str | None, url: str) -> str:
    """Return the suffix of a response: that of its media type, else that of its address, else .html."""
    last = urlsplit(url).path.rpartition("/")[2].lower()
    return SUFFIXES.get(media or "") or (f".{last.rpartition('.')[2]}" if "." in last else ".html")
