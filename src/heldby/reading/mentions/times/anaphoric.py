"""Builders of times told from the last one the text told: "the next day", "two weeks later", "March of the same year"."""

from __future__ import annotations

import datetime as dt

from heldby.reading.mentions.times.arithmetic import moved, part, precision_of, shift, undated
from heldby.reading.mentions.times.expression import Found
from heldby.reading.mentions.times.mention import Dated, day, month
from heldby.reading.mentions.times.temporal_context import Thread

__all__ = ["around_latest", "day_of_latest", "from_latest", "month_of_latest"]


def from_latest(found: Found, thread: Thread) -> Dated | None:
    """ "Two days later", "the next day", "the year before", "that month": from the last time the text told."""
    unit, count = found.unit or "day", found.count
    anchor = thread.latest_day if unit == "day" or thread.latest is None else thread.latest.first
    if anchor is None or count is None or unit in {"hour", "minute"}:
        return undated(unit, counted=count is not None)
    if found.has("THAT", "SAME", "THIS"):
        return part(shift(anchor, unit, 0), found.side)
    back = found.has("EARLIER", "BEFORE", "PREV") and not found.has("LATER")
    return shift(anchor, unit, -count if back else count)


def around_latest(found: Found, thread: Thread, unit: str, count: float | None) -> Dated:
    """ "The following two days", "the previous week" of a story: next to the last day it told."""
    if thread.latest is None or thread.latest.first is None or count is None or unit in {"hour", "minute"}:
        return undated(unit, counted=count is not None)
    anchor = thread.latest_day or thread.latest.first
    other = moved(anchor, unit, -count if found.has("PREV") else count)
    nearest = anchor + dt.timedelta(1 if other > anchor else -1)
    return Dated(min(nearest, other), max(nearest, other), precision_of(unit))


def month_of_latest(found: Found, thread: Thread) -> Dated | None:
    """ "In March of the same year"."""
    if not thread.years or found.month is None:
        return Dated(None, None, "month")
    whole = month(thread.years[-1], found.month)
    return part(whole, found.side) if not found.days else day(dt.date(thread.years[-1], found.month, found.days[0]))


def day_of_latest(found: Found, thread: Thread) -> Dated | None:
    """ "On the 15th": of the month the text is in."""
    near = thread.latest.first if thread.latest and thread.latest.precision in {"day", "month"} else thread.published
    return day(near.replace(day=found.days[0])) if near and found.days[0] <= 31 else Dated(None, None, "day")
