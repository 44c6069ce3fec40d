"""Download an address that the user gave, with limits on size and time."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from heldby.errors import TryLater, Unreadable
from heldby.intake.item import Item, item_from_bytes
from heldby.intake.limits import DEFAULT, Limits, megabytes
from heldby.version import __version__

if TYPE_CHECKING:
    import httpx

AGENT = f"heldby/{__version__} (reads news reports on request of a person)"
MAX_REDIRECTS = 5
TIMEOUT_S = 20
BUSY = (429, 503)
"""Status codes with which a server asks the client to wait before the next request."""
SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/markdown": ".md", "application/pdf": ".pdf", "text/csv": ".csv",
    "application/json": ".json", "application/x-ndjson": ".jsonl", "application/rss+xml": ".rss", "application/atom+xml": ".atom",
    "text/xml": ".xml", "application/xml": ".xml", "message/rfc822": ".eml", "application/zip": ".zip",
}  # fmt: skip
"""The file suffix for each media type. text/plain is left out, because servers send it for every type that they do not know."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The response to a download.

    Attributes:
        url: the address after redirects.
        data: the bytes of the body.
        media: the media type, in lower case.
        charset: the encoding that the server declares.
        etag, modified: the ETag and Last-Modified headers.
        unchanged: the server answered that nothing changed since the last response; `data` is then empty.
    """

    url: str
    data: bytes
    media: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


def fetch(url: str, limits: Limits = DEFAULT, *, etag: str | None = None, modified: str | None = None) -> Fetched:
    """Download an address.

    Args:
        url: the address.
        limits: limits on size and time.
        etag, modified: the `etag` and `modified` of the last response. If nothing changed since, nothing is downloaded.

    Raises:
        TryLater: the server asks to wait.
        Unreadable: the address cannot be reached, responds with an error, or exceeds the limits.
    """
    import httpx

    headers = {"User-Agent": AGENT, "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"}
    headers |= {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
    end = time.monotonic() + limits.seconds
    try:
        with (
            httpx.Client(headers=headers, timeout=TIMEOUT_S, follow_redirects=True, max_redirects=MAX_REDIRECTS) as client,
            client.stream("GET", url) as response,
        ):
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return Fetched(str(response.url), b"", etag=etag, modified=modified, unchanged=True)
            if response.is_error:
                raise _error(response)
            data = _body(response, limits, end)
            media = response.headers.get("content-type", "").partition(";")[0].strip().lower() or None
            marks = response.headers.get("etag"), response.headers.get("last-modified")
            return Fetched(str(response.url), data, media, response.charset_encoding, *marks)
    except (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict, ValueError, UnicodeError) as error:
        raise Unreadable(f"it could not be downloaded: {str(error) or type(error).__name__}") from None


def _error(response: httpx.Response) -> Unreadable:
    reason = f"the server answered {response.status_code} {response.reason_phrase}".strip()
    return TryLater(reason, _retry_after(response.headers.get("retry-after"))) if response.status_code in BUSY else Unreadable(reason)


def _retry_after(header: str | None) -> float | None:
    """Return how many seconds a Retry-After header asks to wait. It holds a number of seconds or a date; None if it cannot be read."""
    from email.utils import parsedate_to_datetime

    if header is None:
        return None
    with suppress(ValueError):
        return max(0.0, float(header))
    with suppress(ValueError, TypeError):
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    return None


def _body(response: httpx.Response, limits: Limits, end: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes(65_536):
        parts.append(part)
        size += len(part)
        if size > limits.download:
            raise Unreadable(f"too large: more than the limit of {megabytes(limits.download)} for a download")
        if time.monotonic() > end:
            raise Unreadable(f"the download took longer than {limits.seconds:.0f} seconds")
    return b"".join(parts)


def fetch_item(url: str, limits: Limits = DEFAULT) -> Item:
    """Download an address and return the response as an item.

    Raises:
        TryLater, Unreadable: as for `fetch`.
    """
    found = fetch(url, limits)
    suffix = SUFFIXES.get(found.media or "", "")
    return item_from_bytes(url, found.data, suffix=suffix or _suffix(found.url), url=found.url, charset=found.charset, limits=limits)


def _suffix(url: str) -> str:
    last = urlsplit(url).path.rpartition("/")[2].lower()
    return f".{last.rpartition('.')[2]}" if "." in last else ".html"
