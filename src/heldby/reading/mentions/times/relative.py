"""Builders of times told from the day of publication: weekdays, "last week", "two days ago", "the past three months"."""

from __future__ import annotations

import datetime as dt

from heldby.reading.mentions.times.anaphoric import around_latest
from heldby.reading.mentions.times.arithmetic import moved, part, precision_of, shift, undated
from heldby.reading.mentions.times.expression import Found
from heldby.reading.mentions.times.lexer import WEEKDAY_NUMBER
from heldby.reading.mentions.times.mention import Dated, day, month, week
from heldby.reading.mentions.times.temporal_context import Thread

__all__ = ["ago", "edge_of_unit", "month_of_relative", "part_of_day", "rolling", "the_weekend", "this_unit", "today", "weekday"]


def edge_of_unit(found: Found, thread: Thread) -> Dated | None:
    """ "The end of the year", "the start of this month"; "the end of the day" is the day the text is in."""
    if found.unit == "day":
        return day(thread.latest_day) if thread.latest_day else Dated(None, None, "day")
    if thread.published is None or found.unit not in {"week", "month", "year"}:
        return undated(found.unit)
    return part(shift(thread.published, found.unit, -1 if found.has("LAST") else 1 if found.has("NEXT") else 0), found.side)


def today(found: Found, thread: Thread) -> Dated | None:
    if found.pieces[0].text == "today" and thread.nowadays():
        return None
    if thread.published is None:
        return Dated(None, None, "day")
    if found.pieces[0].text == "overnight":
        return Dated(thread.published - dt.timedelta(1), thread.published, "day")
    offset = {"yesterday": -1, "tomorrow": 1}.get(found.get("TODAY").text, 0)  # type: ignore[union-attr]
    return day(thread.published + dt.timedelta(offset))


def part_of_day(found: Found, thread: Thread) -> Dated | None:
    """ "This morning" is the day of publication; "last night" began the day before."""
    if thread.published is None:
        return Dated(None, None, "day")
    return day(thread.published - dt.timedelta(1 if found.has("LAST") else 0))


def the_weekend(found: Found, thread: Thread) -> Dated | None:
    """ "Over the weekend": the last one, or the next when the tense looks forward."""
    if found.unit != "weekend":
        return None
    if thread.published is None:
        return Dated(None, None, "week")
    ahead = thread.direction > 0 or thread.published.weekday() >= 5
    sunday = thread.published - dt.timedelta(thread.published.weekday() + 1) + dt.timedelta(7 if ahead else 0)
    return Dated(sunday - dt.timedelta(1), sunday, "week")


def weekday(found: Found, thread: Thread) -> Dated | None:
    wanted = WEEKDAY_NUMBER[found.get("WEEKDAY", "WDABBR").text]  # type: ignore[union-attr]
    if found.has("UNIT"):
        return _weekday_of_week(found, wanted, thread)
    if found.has("FOLLOWING", "PREV", "THAT") or (found.has("NEXT") and found.has("THE")):
        return _weekday_from(thread.latest_day, wanted, -1 if found.has("PREV") else 1, found.has("THAT"))
    if thread.published is None:
        return Dated(None, None, "day")
    back = (thread.published.weekday() - wanted) % 7
    if found.has("LAST", "PAST"):
        return day(thread.published - dt.timedelta(back or 7))
    if found.has("NEXT", "COMING"):
        return day(thread.published + dt.timedelta(7 - back))
    forward = thread.direction > 0
    return day(thread.published + dt.timedelta((7 - back) % 7) if forward else thread.published - dt.timedelta(back))


def _weekday_of_week(found: Found, wanted: int, thread: Thread) -> Dated:
    if thread.published is None:
        return Dated(None, None, "day")
    begin = week(thread.published + dt.timedelta(7 * (-1 if found.has("LAST") else 1 if found.has("NEXT") else 0))).first
    assert begin is not None
    return day(begin + dt.timedelta(wanted))


def _weekday_from(anchor: dt.date | None, wanted: int, step: int, same: bool) -> Dated:
    if anchor is None:
        return Dated(None, None, "day")
    if same and anchor.weekday() == wanted:
        return day(anchor)
    distance = ((wanted - anchor.weekday()) * step) % 7 or 7
    return day(anchor + dt.timedelta(step * distance))


def this_unit(found: Found, thread: Thread) -> Dated | None:
    """ "This week", "last year": the calendar unit; "earlier this week" ends with the publication, "later" begins there."""
    unit = found.unit or "day"
    if unit == "day" and found.has("LAST", "NEXT"):
        return None
    precision = precision_of(unit)
    if thread.published is None or unit in {"hour", "minute"}:
        return Dated(None, None, precision)
    step = -1 if found.has("LAST", "PAST", "PREV") else 1 if found.has("NEXT", "COMING") else 0
    whole = shift(thread.published, unit, step)
    if unit == "weekend" and whole.last:
        back = 1 if step == 0 and thread.direction < 0 and thread.published.weekday() < 5 else 0
        whole = Dated(whole.last - dt.timedelta(1 + 7 * back), whole.last - dt.timedelta(7 * back), "week")
    if step == 0 and found.has("EARLIER"):
        return Dated(whole.first, thread.published, whole.precision)
    if step == 0 and found.has("LATER"):
        return Dated(thread.published, whole.last, whole.precision)
    return part(whole, found.side)


def month_of_relative(found: Found, thread: Thread) -> Dated | None:
    """ "Last March", "in October last year", "5 May this year"."""
    m, pub = found.month, thread.published
    assert m is not None
    step = -1 if found.has("LAST", "PAST") else 1 if found.has("NEXT", "COMING") else 0
    if pub is None:
        return Dated(None, None, "day" if found.days else "month")
    if found.has("UNIT"):
        y = pub.year + step
    elif step < 0:
        y = pub.year - (m >= pub.month)
    else:
        y = pub.year + (m <= pub.month if step else 0)
    return part(month(y, m), found.side) if not found.days else day(dt.date(y, m, found.days[0]))


def rolling(found: Found, thread: Thread) -> Dated | None:
    """ "The past three months": back from the publication; "the next two weeks": on from it."""
    unit, count = found.unit or "day", found.count
    if found.has("FOLLOWING", "PREV") or (found.has("NEXT") and thread.direction < 0):
        return around_latest(found, thread, unit, count)
    if thread.published is None or count is None or unit == "minute":
        return undated(unit, counted=count is not None)
    if unit == "hour":
        unit, count = "day", -(-count // 24)
    other = moved(thread.published, unit, count if found.has("NEXT", "COMING") else -count)
    first, last = sorted((other, thread.published))
    return Dated(first, last, precision_of(unit))


def ago(found: Found, thread: Thread) -> Dated | None:
    unit, count = found.unit or "day", found.count
    if thread.published is None or count is None or unit in {"hour", "minute"}:
        return undated(unit, counted=count is not None)
    return shift(thread.published, unit, -count)
