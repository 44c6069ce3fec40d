"""Watching feeds for as long as one likes: politely, and going on where the last watch ended."""

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
"""Seconds between two questions to one host."""

MOST_PASSES_LEFT_OUT = 32
"""A feed that fails is asked every second, fourth, eighth pass and so on, and at least this often."""


def load_states(file: Path) -> dict[str, FeedState]:
    """What is remembered of feeds, by address. A file that is missing or damaged is as if nothing had been: reports known stay known."""
    try:
        kept = json.loads(file.read_text("utf-8"))
        return {url: FeedState(**{**state, "seen": tuple(state["seen"])}) for url, state in kept.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def save_states(file: Path, states: Mapping[str, FeedState]) -> None:
    """Remember feeds, whole or not at all."""
    write_atomically(file, json.dumps({url: asdict(state) for url, state in states.items()}, indent=1).encode())


def poll_repeatedly(
    urls: Sequence[str],
    file: Path,
    *,
    every: float | None,
    ask: Callable[..., Iterator[PollResult]] = poll,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[list[PollResult]]:
    """Ask feeds again and again, giving what each pass found, for ever or (`every` None) once.

    What a pass found counts as taken once the next one is asked for; whoever stops before gets it again.

    Args:
        urls: addresses of feeds.
        file: where what is remembered of them is kept.
        every: seconds from one pass to the next.
        ask: asks one feed, as `poll` does.
        sleep: waits.
    """
    number = 0
    while True:
        started = time.monotonic()
        states = load_states(file)
        found = list(_one_pass(urls, states, number, ask, sleep))
        yield found
        # Another watch of this dossier may have remembered other feeds meanwhile.
        save_states(file, {**load_states(file), **{one.url: one.state for one in found}})
        if every is None:
            return
        number += 1
        sleep(max(0.0, every - (time.monotonic() - started)))


def _one_pass(
    urls: Sequence[str],
    states: Mapping[str, FeedState],
    number: int,
    ask: Callable[..., Iterator[PollResult]],
    sleep: Callable[[float], None],
) -> Iterator[PollResult]:
    asked: dict[str, float] = {}
    for url in dict.fromkeys(urls):
        state = states.get(url, FeedState())
        if not _due(state, number):
            continue
        host = urlsplit(url).netloc
        sleep(max(0.0, asked.get(host, 0.0) + PAUSE_S - time.monotonic()))
        yield from ask([url], {url: state})
        asked[host] = time.monotonic()


def _due(state: FeedState, number: int) -> bool:
    """Whether a feed is asked in this pass; the first pass asks every feed that did not say when to come again."""
    return state.wait_until <= time.time() and number % min(2**state.failures, MOST_PASSES_LEFT_OUT) == 0
