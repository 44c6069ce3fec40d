"""Make a request again if the server is busy or the connection breaks, and wait longer each time."""

from __future__ import annotations

import time
from contextlib import suppress
from email.utils import parsedate_to_datetime

from heldby.errors import TryLater, Unreadable
from heldby.intake.fetching.exchange import Exchange, Interrupted, send
from heldby.intake.fetching.options import ATTEMPTS, MAX_WAIT_S, FetchOptions
from heldby.intake.fetching.partial import Partial, partial_of
from heldby.intake.limits import Limits

BUSY = (429, 503)
"""Status codes with which a server asks the client to wait."""
PASSING = (408, 425, 429, 500, 502, 503, 504)
"""Status codes of faults that may pass."""


class BrokenOff(Unreadable):
    """The last attempt failed on the way. `partial` is what can be continued later; None if nothing can."""

    def __init__(self, reason: str, partial: Partial | None) -> None:
        super().__init__(reason)
        self.partial = partial


class Fault(Unreadable):
    """The server answered each time that it has a fault."""


def send_until_answered(
    url: str, headers: dict[str, str], options: FetchOptions, limits: Limits, partial: Partial | None = None
) -> Exchange:
    """Make a request up to `ATTEMPTS` times and return the first response that is not a fault that may pass.

    If a response breaks off, the next attempt asks for the rest. `partial` is what an earlier run got.

    Raises:
        TryLater: the server asks to wait.
        Fault: the server answers with a fault each time.
        BrokenOff: the server cannot be reached, or the connection broke each time.
        Unreadable: as for `send`.
    """
    failure: Unreadable = Unreadable("it could not be downloaded")
    wait: float | None = None
    for attempt in range(ATTEMPTS):
        if attempt:
            options.sleep(wait if wait is not None else float(2 ** (attempt - 1)))
        wait = None
        try:
            found = send(url, {**headers, **(partial.headers() if partial else {})}, options, limits)
        except Interrupted as stop:
            partial = _kept(partial, stop.exchange)
            failure = BrokenOff(f"it could not be downloaded: {stop.reason}", partial)
            if stop.timed_out and partial is None:
                break  # a server that does not answer in time once will hardly do so the next moment
            continue
        if partial and found.status == 206:
            if whole := partial.with_rest(found):
                return whole
            partial, failure = None, Unreadable("the server sent another part of the file than it was asked for")
            continue
        if partial and found.status == 416:  # the file is shorter than what arrived before, so it has changed
            partial = None
            continue
        if found.status not in PASSING:
            return found
        wait = retry_after(found.header("retry-after"))
        failure = _fault(found, wait)
        if wait is not None and wait > MAX_WAIT_S:
            break
    raise failure


def _kept(before: Partial | None, arrived: Exchange | None) -> Partial | None:
    if before and arrived and arrived.status == 206:
        return before.grown(arrived)
    return before if arrived is None else partial_of(arrived)


def _fault(found: Exchange, wait: float | None) -> Unreadable:
    reason = f"the server answered {found.status} {found.reason}".strip()
    return TryLater(reason, wait) if found.status in BUSY else Fault(reason)


def retry_after(header: str | None) -> float | None:
    """Return how many seconds a Retry-After header asks to wait. It holds a number of seconds or a date; None if it cannot be read."""
    if header is None:
        return None
    with suppress(ValueError):
        seconds = float(header)
        return max(0.0, seconds) if seconds == seconds else None  # "nan" is a number for Python
    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    return None
