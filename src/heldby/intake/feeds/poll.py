"""Poll RSS and Atom feeds once. Only reports that are new since the last poll are returned."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from heldby.errors import TryLater, Unreadable
from heldby.intake.fetching.fetcher import Fetched, fetch
from heldby.intake.item import item_from_bytes
from heldby.intake.limits import DEFAULT, Limits
from heldby.intake.read_item import read_item
from heldby.intake.results import Accepted, IntakeResult, Refused

Download = Callable[..., Fetched]
"""`fetch` or a function with the same parameters, which returns a `Fetched` and raises Unreadable if the download fails."""

MAX_SEEN_IDS = 5_000
"""Number of report ids that are remembered for each feed. A feed lists 10 to 500 entries at a time."""

MAX_WAIT_S = 7 * 24 * 3600.0
"""Longest time, in seconds, that heldby waits if a server asks it to. A longer time is taken for a mistake and shortened to this one."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """The state of a feed between two polls.

    Attributes:
        etag, modified: the ETag and Last-Modified headers of the last response.
        seen: ids of the newest reports that were accepted so far.
        failures: number of failed polls since the last successful one.
        wait_until: time before which the server asked not to be polled again, in seconds since 1970; 0 if it did not ask.
    """

    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = field(default=())
    failures: int = 0
    wait_until: float = 0.0


@dataclass(frozen=True, slots=True)
class PollResult:
    """The result of polling one feed: its new reports and refusals, and the state for the next poll.

    `unchanged` is true if the server answered that the feed has not changed since the last poll.
    """

    url: str
    found: tuple[IntakeResult, ...]
    state: FeedState
    unchanged: bool = False


def poll(
    urls: Iterable[str],
    states: Mapping[str, FeedState] | None = None,
    *,
    download: Download = fetch,
    limits: Limits = DEFAULT,
    today: dt.date | None = None,
) -> Iterator[PollResult]:
    """Poll each feed once, in order, and yield its new reports and refusals.

    A feed that cannot be downloaded gives a refusal; its state keeps the ids of seen reports and counts the failure. An entry whose text
    changed under the same id is not new, because its first version remains the evidence.

    Args:
        urls: addresses of feeds.
        states: the states after the last poll, by address.
        download: the function that downloads an address.
        limits: limits on sizes and times.
        today: publication dates more than one day after this day are doubted; None for the current day.
    """
    day = today or dt.date.today()
    for url in dict.fromkeys(urls):
        yield _poll(url, (states or {}).get(url, FeedState()), download, limits, day)


def _poll(url: str, state: FeedState, download: Download, limits: Limits, today: dt.date) -> PollResult:
    try:
        answer = download(url, limits, etag=state.etag, modified=state.modified)
    except Unreadable as reason:
        wait = reason.seconds if isinstance(reason, TryLater) else None
        until = time.time() + min(MAX_WAIT_S, wait) if wait is not None else 0.0
        return PollResult(url, (Refused(url, str(reason)),), replace(state, failures=state.failures + 1, wait_until=until))
    if answer.unchanged:
        return PollResult(url, (), replace(state, failures=0, wait_until=0.0), unchanged=True)
    item = item_from_bytes(url, answer.data, suffix=".rss", url=answer.url, charset=answer.charset, limits=limits)
    found, new = _unseen(read_item(item, today), set(state.seen))
    # After a response that could not be read at all, the next poll must download it again, so its ETag is not kept.
    broken = not new and not state.seen and any(isinstance(one, Refused) for one in found)
    seen = (*state.seen, *new)[-MAX_SEEN_IDS:]
    return PollResult(url, tuple(found), FeedState() if broken else FeedState(answer.etag, answer.modified, seen))


def _unseen(results: Iterable[IntakeResult], seen: set[str]) -> tuple[list[IntakeResult], list[str]]:
    """Return the results, without the reports whose ids are in `seen`, and the ids of the new reports."""
    found: list[IntakeResult] = []
    new: list[str] = []
    for one in results:
        if isinstance(one, Accepted):
            if one.report.id in seen:
                continue
            seen.add(one.report.id)
            new.append(one.report.id)
        found.append(one)
    return found, new
