"""Watching feeds: one polling pass over RSS and Atom addresses, asking only for what is new since the last."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from heldby.errors import TryLater, Unreadable
from heldby.intake.fetch import Fetched, fetch
from heldby.intake.item import item_from_bytes
from heldby.intake.limits import DEFAULT, Limits
from heldby.intake.read_item import read_item
from heldby.intake.results import Accepted, IntakeResult, Refused

Ask = Callable[..., Fetched]
"""`fetch` or what stands in for it: (url, limits, etag=..., modified=...) to Fetched. Raises Unreadable."""

REMEMBERED = 5_000
"""How many ids of a feed's reports are kept: feeds list 10 to 500 entries at a time."""


LONGEST_WAIT_S = 7 * 24 * 3600.0
"""Seconds that a server may ask to be left alone for; more is taken for a mistake."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between passes: the server's marks of its last answer, the ids of reports already taken, how often in
    a row it could not be read, and until when (seconds since 1970) it asked to be left alone."""

    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = field(default=())
    failures: int = 0
    wait_until: float = 0.0


@dataclass(frozen=True, slots=True)
class PollResult:
    """One feed after a pass: its new reports and what was refused, and the state to give to the next pass."""

    url: str
    found: tuple[IntakeResult, ...]
    state: FeedState
    unchanged: bool = False


def poll(
    urls: Iterable[str],
    states: Mapping[str, FeedState] | None = None,
    *,
    ask: Ask = fetch,
    limits: Limits = DEFAULT,
    today: dt.date | None = None,
) -> Iterator[PollResult]:
    """Ask each feed once, in order, and give what is new in it. A feed that fails is refused by name; what is remembered of it stays.

    `states` are those of the last pass by address. An entry whose text changed under the same id counts as seen: what was published
    first is evidence, and a correction comes with its own report.
    """
    day = today or dt.date.today()
    for url in dict.fromkeys(urls):
        yield _poll(url, (states or {}).get(url, FeedState()), ask, limits, day)


def _poll(url: str, state: FeedState, ask: Ask, limits: Limits, today: dt.date) -> PollResult:
    try:
        answer = ask(url, limits, etag=state.etag, modified=state.modified)
    except Unreadable as reason:
        wait = reason.seconds if isinstance(reason, TryLater) else None
        until = time.time() + min(LONGEST_WAIT_S, wait) if wait is not None else 0.0
        return PollResult(url, (Refused(url, str(reason)),), replace(state, failures=state.failures + 1, wait_until=until))
    if answer.unchanged:
        return PollResult(url, (), replace(state, failures=0, wait_until=0.0), unchanged=True)
    item = item_from_bytes(url, answer.data, suffix=".rss", url=answer.url, charset=answer.charset, limits=limits)
    seen = set(state.seen)
    found: list[IntakeResult] = []
    new: list[str] = []
    for one in read_item(item, today):
        if isinstance(one, Accepted):
            if one.report.id in seen:
                continue
            seen.add(one.report.id)
            new.append(one.report.id)
        found.append(one)
    kept = (*state.seen, *new)[-REMEMBERED:]
    # Marks of an answer that could not be read must not keep the next pass from asking for it again.
    broken = not new and not state.seen and any(isinstance(one, Refused) for one in found)
    return PollResult(url, tuple(found), FeedState() if broken else FeedState(answer.etag, answer.modified, kept))
