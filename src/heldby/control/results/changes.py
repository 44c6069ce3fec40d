"""What changed since a day: places that changed hands, came under dispute or siege, were settled, or of which nothing is known any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from heldby.model import Control, Interval
from heldby.model.base import Record

ChangeKind = Literal["flip", "new", "contested", "besieged", "settled", "relieved", "silent"]


class Change(Record):
    """One turn of a place's record: on day `on` the answer `before` gave way to `after` (a holder's name, else a status).

    `flip`: another side holds it; `new`: the first that is told of it; `settled`: a fight for it ended with the holder it had before,
    or none was known; `relieved`: a siege ended; `silent`: what was known is too old to stand. `p` is the probability of what came,
    `claims` what it rests on.
    """

    kind: ChangeKind
    place: str
    id: str
    on: dt.date
    before: str | None
    after: str | None
    p: float
    claims: tuple[str, ...] = ()


def changes(controls: Iterable[Control], since: dt.date, until: dt.date | None = None) -> list[Change]:
    """Every change from `since` to `until` (open if null), inclusive, in order of day and place."""
    found = [one for control in controls for one in _turns(control) if since <= one.on and (until is None or one.on <= until)]
    return sorted(found, key=lambda one: (one.on, one.place, one.id))


def silent_sources(
    published: Mapping[str, dt.date | None], sources: Mapping[str, str | None], since: dt.date, least: int = 3
) -> list[tuple[str, dt.date]]:
    """Outlets with at least `least` reports before `since` and none from then on, with the day of their last, by name."""
    days: dict[str, list[dt.date]] = {}
    for report, day in published.items():
        outlet = sources.get(report)
        if outlet and day:
            days.setdefault(outlet, []).append(day)
    return sorted((outlet, max(told)) for outlet, told in days.items() if len(told) >= least and max(told) < since)


def _turns(control: Control) -> Iterator[Change]:
    known: Interval | None = None
    told = _told(control.intervals)
    first = told[0] if told else None
    if first is not None and first.status != "unknown" and first.first is not None:
        yield _change("new", control, None, first)
    for before, after in pairwise(told):
        if before.status in ("held", "besieged"):
            known = before
        kind = _kind(before, after, known)
        if kind is not None and after.first is not None:
            yield _change(kind, control, before if known is None or kind != "flip" else known, after)


def _told(intervals: Sequence[Interval]) -> list[Interval]:
    """The intervals without what hindsight adds to them: inferred ones before anything was told, and those that lead up to a told one of
    their side. A side's coming is told of on the first day for which somebody says that it held."""
    kept: list[Interval] = []
    for one in reversed(intervals):
        after = kept[-1] if kept else None
        leads_up = one.inferred and after is not None and (after.side, after.inferred) == (one.side, False) and after.status != "unknown"
        if not leads_up:
            kept.append(one)
    kept.reverse()
    told = next((place for place, one in enumerate(kept) if one.status != "unknown" and not one.inferred), len(kept))
    return [one for place, one in enumerate(kept) if place >= told or not one.inferred]


def _kind(before: Interval, after: Interval, known: Interval | None) -> ChangeKind | None:
    """What a turn is; null where only the certainty changed."""
    if after.status == "unknown":
        return "silent" if before.status != "unknown" else None
    if after.status == "contested":
        return "contested" if before.status != "contested" else None
    if known is not None and known.side != after.side:
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
