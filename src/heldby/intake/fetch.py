"""Getting what lies at an address: only when asked to, within bounds of size and time, saying who asks."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from heldby.errors import TryLater, Unreadable
from heldby.intake.item import Item, item_from_bytes
from heldby.intake.limits import DEFAULT, Limits, megabytes
from heldby.version import __version__

AGENT = f"heldby/{__version__} (reads news reports on request of a person)"
REDIRECTS = 5
BUSY = (429, 503)
"""Answers of a server that wants to be asked again later."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered. `unchanged`: the server says that nothing is new since the marks given; then `data` is empty."""

    url: str
    data: bytes
    media: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


def fetch(url: str, limits: Limits = DEFAULT, *, etag: str | None = None, modified: str | None = None) -> Fetched:
    """Download an address. Raises Unreadable if it is out of reach, answers with an error, or goes beyond the limits."""
    import httpx

    headers = {"User-Agent": AGENT, "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"}
    headers |= {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
    end = time.monotonic() + limits.seconds
    try:
        with (
            httpx.Client(headers=headers, timeout=20, follow_redirects=True, max_redirects=REDIRECTS) as client,
            client.stream("GET", url) as answer,
        ):
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return Fetched(str(answer.url), b"", etag=etag, modified=modified, unchanged=True)
            if answer.is_error:
                reason = f"the server answered {answer.status_code} {answer.reason_phrase}".strip()
                raise TryLater(reason, _asked_wait(answer.headers.get("retry-after"))) if answer.status_code in BUSY else Unreadable(reason)
            data = _body(answer, limits, end)
            media = answer.headers.get("content-type", "").partition(";")[0].strip().lower() or None
            marks = answer.headers.get("etag"), answer.headers.get("last-modified")
            return Fetched(str(answer.url), data, media, answer.charset_encoding, *marks)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, ValueError, UnicodeError) as error:
        raise Unreadable(f"it could not be fetched: {str(error) or type(error).__name__}") from None


def _asked_wait(header: str | None) -> float | None:
    """Seconds that a Retry-After header asks for, given as a number or as a moment."""
    from email.utils import parsedate_to_datetime

    if header is None:
        return None
    with suppress(ValueError):
        return max(0.0, float(header))
    with suppress(ValueError, TypeError):
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    return None


def _body(answer: object, limits: Limits, end: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_bytes(65_536):  # type: ignore[attr-defined]
        parts.append(part)
        size += len(part)
        if size > limits.download:
            raise Unreadable(f"too large: more than the limit of {megabytes(limits.download)} for a download")
        if time.monotonic() > end:
            raise Unreadable(f"the download took longer than {limits.seconds:.0f} seconds")
    return b"".join(parts)


def fetch_item(url: str, limits: Limits = DEFAULT) -> Item:
    """An address as something to read. Raises Unreadable as `fetch` does."""
    found = fetch(url, limits)
    suffix = SUFFIXES.get(found.media or "", "")
    return item_from_bytes(url, found.data, suffix=suffix or _suffix(found.url), url=found.url, charset=found.charset, limits=limits)


SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/markdown": ".md", "application/pdf": ".pdf", "text/csv": ".csv",
    "application/json": ".json", "application/x-ndjson": ".jsonl", "application/rss+xml": ".rss", "application/atom+xml": ".atom",
    "text/xml": ".xml", "application/xml": ".xml", "message/rfc822": ".eml", "application/zip": ".zip",
}  # fmt: skip
"""What a server's media type stands for. text/plain says nothing: servers give it to all they do not know."""


def _suffix(url: str) -> str:
    last = urlsplit(url).path.rpartition("/")[2].lower()
    return f".{last.rpartition('.')[2]}" if "." in last else ".html"
