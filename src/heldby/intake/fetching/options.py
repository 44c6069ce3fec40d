"""How addresses are downloaded: what the user allows, and how long and how often heldby tries."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from heldby.version import __version__

AGENT = f"heldby/{__version__} (reads news reports on request of a person)"
"""The User-Agent header of every request."""

ROBOT = "heldby"
"""The name by which a robots.txt file addresses heldby."""

MAX_REDIRECTS = 5
TIMEOUT_S = 20.0
"""Longest wait, in seconds, for a connection and for each part of a response."""

ATTEMPTS = 4
"""Number of times that a request is made if the server is busy or the connection breaks."""

MAX_WAIT_S = 60.0
"""Longest wait, in seconds, between two attempts. If a server asks for a longer one, the download is given up for now."""

PAUSE_S = 1.0
"""Seconds between two downloads from one host. A server on this machine is not spared."""

MAX_CRAWL_DELAY_S = 30.0
"""Longest pause, in seconds, that a robots.txt file can ask for between two downloads."""


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """What the user allows, and how heldby waits.

    Attributes:
        private: whether addresses in private networks and on this machine may be downloaded.
        robots: whether robots.txt files are followed.
        sleep: the function that waits for a number of seconds.
    """

    private: bool = False
    robots: bool = True
    sleep: Callable[[float], None] = time.sleep
