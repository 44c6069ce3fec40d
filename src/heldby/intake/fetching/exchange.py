"""One request and its response, with the bytes as they were sent."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from heldby.errors import Unreadable
from heldby.intake.fetching.options import AGENT, TIMEOUT_S, FetchOptions
from heldby.intake.fetching.unpack import ACCEPTED
from heldby.intake.limits import Limits, megabytes

if TYPE_CHECKING:
    import httpx

Headers = tuple[tuple[str, str], ...]
"""Names and values of headers, in order."""

STATED = {"User-Agent": AGENT, "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"}
_CONNECTION = {"transfer-encoding", "connection", "keep-alive", "trailer", "upgrade", "te"}
"""Headers about the connection and not about the content. They are not kept, because the body is kept without its chunks."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response.

    Attributes:
        url: the address, without a user name and password.
        sent: the headers of the request.
        status, reason: the status of the response, such as 200 and "OK".
        headers: the headers of the response.
        body: the bytes of the body, as the server packed them.
        when: when the response began.
    """

    url: str
    sent: Headers
    status: int
    reason: str
    headers: Headers
    body: bytes
    when: dt.datetime

    def header(self, name: str) -> str | None:
        """Return the value of a header of the response; of repeated headers, the first. None if there is none."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class Interrupted(Exception):
    """A request failed on the way. `exchange` is what arrived of the response; None if nothing did. `timed_out`: the time was over."""

    def __init__(self, reason: str, exchange: Exchange | None, *, timed_out: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.exchange = exchange
        self.timed_out = timed_out


def send(url: str, headers: dict[str, str], options: FetchOptions, limits: Limits) -> Exchange:
    """Make a GET request. Redirects are not followed.

    Raises:
        Interrupted: the server cannot be reached, or the connection broke or took too long.
        Unreadable: the address is not a web address, leads to a private network, has a wrong certificate, or gives a response above the
            limits.
    """
    import httpx  # only here and below, because it takes a while to import and files do not need it

    checked = check_url(url)
    end = time.monotonic() + limits.seconds
    began: Exchange | None = None
    parts: list[bytes] = []
    try:
        with (
            _client(checked, end, options) as client,
            client.stream("GET", checked, headers={**STATED, "Accept-Encoding": ACCEPTED, **headers}) as response,
        ):
            began = _begun(url, response)
            _read_body(response, parts, limits, end)
            return _with_body(began, parts)
    except (httpx.HTTPError, httpx.StreamError, httpx.CookieConflict, OSError) as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):  # another attempt would not help
            raise Unreadable(f"it could not be downloaded: the certificate of the site is not valid ({str(error)[:150]})") from None
        late = isinstance(error, httpx.TimeoutException)
        why = f"the server took longer than {limits.seconds:.0f} seconds" if time.monotonic() >= end else str(error) or type(error).__name__
        raise Interrupted(why, _with_body(began, parts) if began else None, timed_out=late) from None
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise Unreadable(f"it could not be downloaded: {str(error)[:200] or type(error).__name__}") from None


def check_url(url: str) -> httpx.URL:
    """Return an address if it is one of the web.

    Raises:
        Unreadable: it is not.
    """
    import httpx

    try:
        found = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise Unreadable(f"it could not be downloaded: {str(error)[:200] or 'the address is not valid'}") from None
    if found.scheme not in ("http", "https") or not found.host:
        raise Unreadable(f"it could not be downloaded: only http and https addresses are, not {str(found)[:100]!r}")
    return found


def without_login(url: str) -> str:
    """Return an address without the user name and password in it."""
    before, at, _ = urlsplit(url).netloc.rpartition("@")
    return url.replace(f"{before}@", "", 1) if at else url


def _client(url: httpx.URL, end: float, options: FetchOptions) -> httpx.Client:
    import httpx

    from heldby.intake.fetching.network import check_public, transport

    proxy = getproxies().get(url.scheme) if not proxy_bypass(url.host) else None
    if proxy is None:
        return httpx.Client(transport=transport(end, private=options.private), timeout=TIMEOUT_S, follow_redirects=False)
    if not options.private:
        check_public(url.host, url.port or 443)
    return httpx.Client(timeout=TIMEOUT_S, follow_redirects=False)


def _begun(url: str, response: httpx.Response) -> Exchange:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
    kept = tuple((name, value) for name, value in headers if name.lower() not in _CONNECTION)
    sent = tuple((name, value) for name, value in response.request.headers.items() if name.lower() != "authorization")
    return Exchange(
        without_login(url), sent, response.status_code, response.reason_phrase, kept, b"", dt.datetime.now(dt.UTC).replace(microsecond=0)
    )


def _with_body(begun: Exchange, parts: list[bytes]) -> Exchange:
    return Exchange(begun.url, begun.sent, begun.status, begun.reason, begun.headers, b"".join(parts), begun.when)


def _read_body(response: httpx.Response, parts: list[bytes], limits: Limits, end: float) -> None:
    import httpx

    stated = response.headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:18]) > limits.download:
        raise Unreadable(f"too large: it has {megabytes(int(stated[:18]))}, above the limit of {megabytes(limits.download)} for a download")
    size = 0
    for part in response.iter_raw():
        parts.append(part)
        size += len(part)
        if size > limits.download:
            raise Unreadable(f"too large: more than the limit of {megabytes(limits.download)} for a download")
        if time.monotonic() > end:
            raise httpx.ReadTimeout("the time for the download is over")
