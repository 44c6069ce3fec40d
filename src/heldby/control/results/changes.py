"""Find what changed since a day: places that changed hands, came to be contested or besieged, were settled, or became unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from heldby.model import Control, Interval
from heldby.model.base import Record

ChangeKind = Literal["flip", "new", "contested", "besieged", "settled", "relieved", "silent"]


class Change(Record):
    """A change in a place's record: on the day `on` the answer `before` gave way to `after`.

    Attributes:
        kind: `flip`: another side holds the place; `new`: the first reported answer; `contested` and `besieged`: a fight or a siege began;
            `settled`: a fight ended, and the holder is the same as before it or the first one known; `relieved`: a siege ended; `silent`:
            the last news is too old for an answer.
        place: name of the place.
        id: key of the place.
        on: first day of the new answer.
        before: the holder's name, else the status; null if there was no answer before.
        after: the holder's name, else the status.
        p: probability of the new answer.
        claims: ids of the claims that it rests on.
    """

    kind: ChangeKind
    place: str
    id: str
    on: dt.date
    before: str | None
    after: str | None
    p: float
    claims: tuple[str, ...] = ()


def find_changes(controls: Iterable[Control], since: dt.date, until: dt.date | None = None) -> list[Change]:
    """Return every change from `since` to `until`, both inclusive, ordered by day and place. If `until` is None, the range is open."""
    found = [one for control in controls for one in _changes(control) if since <= one.on and (until is None or one.on <= until)]
    return sorted(found, key=lambda one: (one.on, one.place, one.id))


def silent_outlets(
    published: Mapping[str, dt.date | None], outlets: Mapping[str, str | None], since: dt.date, least: int = 3
) -> list[tuple[str, dt.date]]:
    """Return, sorted by name, each outlet with at least `least` dated reports, all of them before `since`, and the day of the last one."""
    days: dict[str, list[dt.date]] = {}
    for report, day in published.items():
        outlet = outlets.get(report)
        if outlet and day:
            days.setdefault(outlet, []).append(day)
    return sorted((outlet, max(own)) for outlet, own in days.items() if len(own) >= least and max(own) < since)


def _changes(control: Control) -> Iterator[Change]:
    last_held: Interval | None = None
    rows = _reported(control.intervals)
    first = rows[0] if rows else None
    if first is not None and first.status != "unknown" and first.first is not None:
        yield _change("new", control, None, first)
    for before, after in pairwise(rows):
        if before.status in ("held", "besieged"):
            last_held = before
        kind = _kind(before, after, last_held)
        if kind is not None and after.first is not None:
            yield _change(kind, control, before if last_held is None or kind != "flip" else last_held, after)


def _reported(intervals: Sequence[Interval]) -> list[Interval]:
    """Return the intervals without those known only in hindsight.

    These are inferred intervals before the first reported answer, and inferred intervals directly before a reported one of the same side.
    Without them, a side's arrival is dated to the first day on which it is reported to hold the place.
    """
    kept: list[Interval] = []
    for one in reversed(intervals):
        after = kept[-1] if kept else None
        leads_up = one.inferred and after is not None and (after.side, after.inferred) == (one.side, False) and after.status != "unknown"
        if not leads_up:
            kept.append(one)
    kept.reverse()
    start = next((index for index, one in enumerate(kept) if one.status != "unknown" and not one.inferred), len(kept))
    return [one for index, one in enumerate(kept) if index >= start or not one.inferred]


def _kind(before: Interval, after: Interval, last_held: Interval | None) -> ChangeKind | None:
    """Return the kind of change from one interval to the next; None if only the probability changed."""
    if after.status == "unknown":
        return "silent" if before.status != "unknown" else None
    if after.status == "contested":
        return "contested" if before.status != "contested" else None
    if last_held is not None and last_held.side != after.side:
        return "flip"
    if before.status == "unknown":
        return "new"
    if before.status == "contested":
        return "settled"
    if before.status == after.status:
        return None
    return "besieged" if after.status == "besieged" else "relieved"


def _change(kind: ChangeKind, control: Control, before: Interval | None, after: Interval) -> Change:
    assert after.first is not None
    return Change(
        kind=kind, place=control.place, id=control.id, on=after.first, before=_answer(before), after=_answer(after), p=after.p,
        claims=after.claims,
    )  # fmt: skip


def _answer(interval: Interval | None) -> str | None:
    if interval is None:
        return None
    return interval.holder if interval.status in ("held", "besieged") and interval.holder else interval.status
