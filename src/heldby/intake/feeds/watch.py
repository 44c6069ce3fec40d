"""Poll feeds in a loop, with pauses between requests. A new run continues where the last one ended."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from heldby.base.files import write_atomically
from heldby.intake.feeds.poll import FeedState, PollResult, poll

PAUSE_S = 2.0
"""Seconds between two requests to one host."""

MAX_BACKOFF = 32
"""Longest interval, in passes, between two polls of a failing feed. The interval doubles with each failure: 2, 4, 8 passes and so on."""


PollFeed = Callable[..., Iterator[PollResult]]
"""`poll` or a function that takes the same first two arguments: addresses and states."""


def load_states(file: Path) -> dict[str, FeedState]:
    """Return the saved states of feeds by address.

    A missing or damaged file gives an empty mapping. All entries of the feeds then count as new, but a dossier does not add a report twice.
    """
    try:
        kept = json.loads(file.read_text("utf-8"))
        return {url: FeedState(**{**state, "seen": tuple(state["seen"])}) for url, state in kept.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def save_states(file: Path, states: Mapping[str, FeedState]) -> None:
    """Save the states of feeds. The file is replaced atomically."""
    write_atomically(file, json.dumps({url: asdict(state) for url, state in states.items()}, indent=1).encode())


def poll_repeatedly(
    urls: Sequence[str],
    file: Path,
    *,
    every: float | None,
    poll_feed: PollFeed = poll,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[list[PollResult]]:
    """Poll feeds in passes and yield the results of each pass.

    The states are saved when the caller asks for the next pass. If the caller stops before that, the next run yields the same reports
    again.

    Args:
        urls: addresses of feeds.
        file: the file in which the states are saved.
        every: seconds from the start of one pass to the next; None for a single pass.
        poll_feed: the function that polls a feed, such as `poll`.
        sleep: the function that waits for a number of seconds.
    """
    number = 0
    while True:
        started = time.monotonic()
        states = load_states(file)
        found = list(_one_pass(urls, states, number, poll_feed, sleep))
        yield found
        # Load the states again: another process that watches feeds for this dossier may have saved some in the meantime.
        save_states(file, {**load_states(file), **{one.url: one.state for one in found}})
        if every is None:
            return
        number += 1
        sleep(max(0.0, every - (time.monotonic() - started)))


def _one_pass(
    urls: Sequence[str], states: Mapping[str, FeedState], number: int, poll_feed: PollFeed, sleep: Callable[[float], None]
) -> Iterator[PollResult]:
    last_request: dict[str, float] = {}
    for url in dict.fromkeys(urls):
        state = states.get(url, FeedState())
        if not _due(state, number):
            continue
        host = urlsplit(url).netloc
        sleep(max(0.0, last_request.get(host, 0.0) + PAUSE_S - time.monotonic()))
        yield from poll_feed([url], {url: state})
        last_request[host] = time.monotonic()


def _due(state: FeedState, number: int) -> bool:
    """Check whether to poll a feed in the pass with this number. Pass 0 polls every feed whose server did not ask to wait."""
    return state.wait_until <= time.time() and number % min(2**state.failures, MAX_BACKOFF) == 0
