"""Download addresses: follow redirects, robots.txt and limits, and keep what the servers answered."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from heldby.errors import Unreadable
from heldby.intake.fetching.attempts import BrokenOff, send_until_answered
from heldby.intake.fetching.exchange import Exchange, check_url, without_login
from heldby.intake.fetching.media import declared_charset, media_type, suffix_of
from heldby.intake.fetching.options import MAX_REDIRECTS, PAUSE_S, FetchOptions
from heldby.intake.fetching.partial import Partial
from heldby.intake.fetching.robots import Robots
from heldby.intake.fetching.unpack import unpack
from heldby.intake.fetching.warc_file import last_response, stamp, warc_of
from heldby.intake.item import Item, item_from_bytes
from heldby.intake.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from heldby.store.captures import Capture, Captures

REDIRECTS = (301, 302, 303, 307, 308)
NO_WARC = "the raw response is not kept, because warcio is not installed; run: pip install 'heldby[documents]'"


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
        redirects: the addresses that led to `url`, in order.
    """

    url: str
    data: bytes
    media: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False
    redirects: tuple[str, ...] = ()


class Fetcher:
    """Downloads addresses, spares the servers, and remembers what they answered.

    Args:
        options: what the user allows.
        captures: where the raw responses are kept; None to keep none.
    """

    def __init__(self, options: FetchOptions | None = None, captures: Captures | None = None) -> None:
        self.options = options or FetchOptions()
        self._captures = captures
        self._robots = Robots(self._robots_file)
        self._last: dict[str, float] = {}

    @property
    def keeps(self) -> bool:
        """Whether the raw responses are kept, so that a page need not be downloaded twice."""
        return self._captures is not None and _can_keep()

    def fetch(self, url: str, limits: Limits = DEFAULT, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Download an address.

        Args:
            url: the address.
            limits: limits on size and time.
            etag, modified: the `etag` and `modified` of the last response. If nothing changed since, nothing is downloaded.

        Raises:
            TryLater: the server asks to wait.
            Unreadable: the address cannot be reached, is not allowed, responds with an error, or exceeds the limits.
        """
        exchanges = self._download(url, limits, etag, modified)
        last = exchanges[-1]
        before = self._kept(url) if last.status == 304 else None
        self._keep(url, exchanges, before)
        redirects = tuple(one.url for one in exchanges[:-1])
        if last.status == 304:
            return Fetched(last.url, b"", etag=etag, modified=modified, unchanged=True, redirects=redirects)
        return _fetched(last, redirects, limits)

    def item(self, url: str, limits: Limits = DEFAULT) -> Item:
        """Download an address and return the response as an item. If it has not changed since it was kept, return what was kept.

        Raises:
            TryLater, Unreadable: as for `fetch`.
        """
        capture = self._captures.latest(without_login(url)) if self._captures else None
        before = self._kept(url) if capture else None
        if capture is None or before is None:
            return self._as_item(url, self.fetch(url, limits), limits)
        found = self.fetch(url, limits, etag=capture.etag, modified=capture.modified)
        return self._as_item(url, _fetched(before, found.redirects, limits) if found.unchanged else found, limits)

    def kept_item(self, url: str, since: str | None, limits: Limits = DEFAULT) -> Item | None:
        """Return what is kept of an address without asking the server; None if nothing is, or only from before the day `since`."""
        capture: Capture | None = self._captures.latest(without_login(url)) if self._captures else None
        before = self._kept(url) if capture else None
        if capture is None or before is None or (since or "") > capture.when[: len(since or "")]:
            return None
        return self._as_item(url, _fetched(before, (), limits), limits)

    def _as_item(self, url: str, found: Fetched, limits: Limits) -> Item:
        name = without_login(url)
        notes = [f"the address led to another: {found.url}"] if found.redirects else []
        if self._captures and not self.keeps:
            notes.append(NO_WARC)
        suffix = suffix_of(found.media, found.url)
        return item_from_bytes(name, found.data, suffix=suffix, url=found.url, charset=found.charset, limits=limits, notes=tuple(notes))

    def _download(self, url: str, limits: Limits, etag: str | None, modified: str | None) -> list[Exchange]:
        headers = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        exchanges: list[Exchange] = []
        while len(exchanges) <= MAX_REDIRECTS:
            check_url(url)
            if self.options.robots:
                self._robots.check(without_login(url))
            self._pause(url)
            found = self._answer(url, headers, limits)
            exchanges.append(found)
            if found.status not in REDIRECTS:
                if found.status == 304 or 200 <= found.status < 300:
                    return exchanges
                raise Unreadable(f"the server answered {found.status} {found.reason}".strip())
            url = _target(found)
        raise Unreadable(f"it led to more than {MAX_REDIRECTS} other addresses, one after the other; the last was {url[:200]}")

    def _answer(self, url: str, headers: dict[str, str], limits: Limits) -> Exchange:
        """Return the response to a request, continuing one that an earlier run broke off."""
        partial = self._load_partial(url)
        try:
            found = send_until_answered(url, {} if partial else headers, self.options, limits, partial)
        except BrokenOff as reason:
            if self._save_partial(url, reason.partial):
                raise Unreadable(f"{reason}; run it again to download the rest") from None
            raise
        if partial:
            self._save_partial(url, None)
        return found

    def _robots_file(self, url: str) -> tuple[int, bytes]:
        for _ in range(MAX_REDIRECTS + 1):
            found = send_until_answered(url, {}, self.options, DEFAULT)
            if found.status not in REDIRECTS:
                return found.status, unpack(found.body, found.header("content-encoding") or "", DEFAULT.download)
            url = _target(found)
        return 404, b""  # as for a missing file (RFC 9309, section 2.3.1.2)

    def _pause(self, url: str) -> None:
        """Wait until the site can be asked again."""
        from heldby.intake.fetching.network import is_loopback

        host = urlsplit(url).hostname or ""
        if not is_loopback(host):
            pause = max(PAUSE_S, self._robots.delay(without_login(url)) if self.options.robots else 0.0)
            wait = self._last[host] + pause - time.monotonic() if host in self._last else 0.0
            if wait > 0:
                self.options.sleep(wait)
        self._last[host] = time.monotonic()

    def _keep(self, url: str, exchanges: Sequence[Exchange], before: Exchange | None) -> None:
        if self._captures is None or not self.keeps:
            return
        last = exchanges[-1]
        self._captures.add(
            warc_of(exchanges, before), url=without_login(url), final=last.url, when=stamp(last.when), status=last.status,
            etag=last.header("etag"), modified=last.header("last-modified"), payload=hashlib.sha256(last.body).hexdigest(),
        )  # fmt: skip

    def _kept(self, url: str) -> Exchange | None:
        if self._captures is None or not self.keeps:
            return None
        capture = self._captures.latest(without_login(url))
        content = self._captures.read(capture) if capture else None
        return last_response(content) if content is not None else None

    def _load_partial(self, url: str) -> Partial | None:
        if self._captures is None:
            return None
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            head, _, body = self._captures.broken_off(url).read_bytes().partition(b"\n")
            kept = json.loads(head)
            headers = tuple((str(name), str(value)) for name, value in kept["headers"])
            return Partial(_exchange_of(kept, headers, body), str(kept["validator"]))
        return None

    def _save_partial(self, url: str, partial: Partial | None) -> bool:
        """Keep the part of a download for the next run, or delete it; return whether one is kept."""
        if self._captures is None:
            return False
        file = self._captures.broken_off(url)
        if partial is None:
            file.unlink(missing_ok=True)
            return False
        one = partial.exchange
        head = {**{key: value for key, value in asdict(one).items() if key not in ("body", "when", "sent")}, "when": stamp(one.when)}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(json.dumps({**head, "validator": partial.validator}).encode() + b"\n" + one.body)
        return True


def _exchange_of(kept: dict[str, str], headers: tuple[tuple[str, str], ...], body: bytes) -> Exchange:
    import datetime as dt

    return Exchange(kept["url"], (), int(kept["status"]), kept["reason"], headers, body, dt.datetime.fromisoformat(kept["when"]))


def _can_keep() -> bool:
    return find_spec("warcio") is not None


def _target(found: Exchange) -> str:
    target = found.header("location")
    if not target:
        raise Unreadable(f"the server answered {found.status} without saying where the page is")
    with contextlib.suppress(UnicodeError):
        target = target.encode("latin-1").decode("utf-8")  # some servers write addresses in UTF-8
    return urljoin(found.url, target.strip())


def _fetched(last: Exchange, redirects: tuple[str, ...], limits: Limits) -> Fetched:
    data = unpack(last.body, last.header("content-encoding") or "", limits.download)
    stated = last.header("content-type")
    marks = last.header("etag"), last.header("last-modified")
    return Fetched(last.url, data, media_type(stated), declared_charset(stated), *marks, redirects=redirects)


def fetch(url: str, limits: Limits = DEFAULT, *, etag: str | None = None, modified: str | None = None) -> Fetched:
    """Download an address from the public internet and keep nothing. See `Fetcher.fetch`."""
    return Fetcher().fetch(url, limits, etag=etag, modified=modified)


def fetch_item(url: str, limits: Limits = DEFAULT) -> Item:
    """Download an address from the public internet as an item and keep nothing. See `Fetcher.item`."""
    return Fetcher().item(url, limits)
