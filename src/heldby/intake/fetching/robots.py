"""Follow the robots.txt files of web sites (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from heldby.errors import Unreadable
from heldby.intake.fetching.attempts import Fault
from heldby.intake.fetching.options import MAX_CRAWL_DELAY_S, ROBOT

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES = 512_000
"""Number of bytes of a robots.txt file that are read (RFC 9309, section 2.5, asks for at least 500 kibibytes)."""

Download = Callable[[str], tuple[int, bytes]]
"""A function that downloads an address, follows its redirects, and returns the status and the body. Raises Unreadable if it fails."""


class Robots:
    """The rules of the sites visited so far. Each file is downloaded once."""

    def __init__(self, download: Download) -> None:
        self._download = download
        self._rules: dict[str, Protego | Unreadable] = {}

    def check(self, url: str) -> None:
        """Check whether a site allows heldby to download an address.

        Raises:
            Unreadable: it does not, or its robots.txt file cannot be downloaded because of a fault of the server.
        """
        rules = self._of(url)
        if isinstance(rules, Unreadable):
            raise rules
        if not rules.can_fetch(url, ROBOT):
            raise Unreadable("the site's robots.txt file asks programs not to download it; if you may, add --ignore-robots")

    def delay(self, url: str) -> float:
        """Return how many seconds a site asks to wait between two downloads, at most `MAX_CRAWL_DELAY_S`."""
        rules = self._of(url)
        delay = None if isinstance(rules, Unreadable) else rules.crawl_delay(ROBOT)
        return min(max(0.0, float(delay)), MAX_CRAWL_DELAY_S) if delay is not None else 0.0

    def _of(self, url: str) -> Protego | Unreadable:
        """Return the rules of a site, or the reason for which they cannot be known. Without a file, everything is allowed."""
        from protego import Protego

        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            try:
                status, body = self._download(f"{site}/robots.txt")
                self._rules[site] = Protego.parse(body[:MAX_BYTES].decode("utf-8", errors="replace") if status == 200 else "")
            except Fault as reason:
                # The standard asks to stay away until the file can be read (RFC 9309, section 2.3.1.4).
                said = f"the site's robots.txt file could not be read ({reason}); to download it all the same, add --ignore-robots"
                self._rules[site] = Unreadable(said)
            except Unreadable as reason:
                self._rules[site] = reason
        return self._rules[site]
