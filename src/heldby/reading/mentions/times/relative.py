"""Builders of times relative to the publication date: weekdays, "last week", "two days ago", "the past three months"."""

from __future__ import annotations

import datetime as dt

from heldby.reading.mentions.times.anaphoric import around_latest
from heldby.reading.mentions.times.arithmetic import moved, part, precision_of, shift, undated
from heldby.reading.mentions.times.expression import Expression
from heldby.reading.mentions.times.lexer import WEEKDAY_NUMBER
from heldby.reading.mentions.times.mention import Dated, day, month, week
from heldby.reading.mentions.times.temporal_context import TemporalContext

__all__ = ["ago", "edge_of_unit", "month_of_relative", "part_of_day", "rolling", "the_weekend", "this_unit", "today", "weekday"]


def edge_of_unit(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the end of the year" or "the start of this month". "The end of the day" is the previous day named in the text."""
    if expression.unit == "day":
        return day(context.latest_day) if context.latest_day else Dated(None, None, "day")
    if context.published is None or expression.unit not in {"week", "month", "year"}:
        return undated(expression.unit)
    return part(
        shift(context.published, expression.unit, -1 if expression.has("LAST") else 1 if expression.has("NEXT") else 0), expression.side
    )


def today(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "today", "yesterday evening" or "overnight".

    "Overnight" covers the day before publication and the day of publication. Return None if "today" means nowadays.
    """
    if expression.pieces[0].text == "today" and context.today_is_vague():
        return None
    if context.published is None:
        return Dated(None, None, "day")
    if expression.pieces[0].text == "overnight":
        return Dated(context.published - dt.timedelta(1), context.published, "day")
    offset = {"yesterday": -1, "tomorrow": 1}.get(expression.get("TODAY").text, 0)  # type: ignore[union-attr]
    return day(context.published + dt.timedelta(offset))


def part_of_day(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "this morning" as the day of publication, and "last night" as the day before."""
    if context.published is None:
        return Dated(None, None, "day")
    return day(context.published - dt.timedelta(1 if expression.has("LAST") else 0))


def the_weekend(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the weekend" as the last one, or as the next one if the tense is future. At a weekend, it is the current one."""
    if expression.unit != "weekend":
        return None
    if context.published is None:
        return Dated(None, None, "week")
    ahead = context.direction > 0 or context.published.weekday() >= 5
    sunday = context.published - dt.timedelta(context.published.weekday() + 1) + dt.timedelta(7 if ahead else 0)
    return Dated(sunday - dt.timedelta(1), sunday, "week")


def weekday(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "Thursday", "last Friday", "the following Tuesday" or "Thursday of last week".

    "Thursday" alone is the latest Thursday up to the publication date, or the next one from that date on if the tense is future.
    """
    target = WEEKDAY_NUMBER[expression.get("WEEKDAY", "WDABBR").text]  # type: ignore[union-attr]
    if expression.has("UNIT"):
        return _weekday_of_week(expression, target, context)
    if expression.has("FOLLOWING", "PREV", "THAT") or (expression.has("NEXT") and expression.has("THE")):
        return _weekday_from(context.latest_day, target, -1 if expression.has("PREV") else 1, expression.has("THAT"))
    if context.published is None:
        return Dated(None, None, "day")
    back = (context.published.weekday() - target) % 7
    if expression.has("LAST", "PAST"):
        return day(context.published - dt.timedelta(back or 7))
    if expression.has("NEXT", "COMING"):
        return day(context.published + dt.timedelta(7 - back))
    forward = context.direction > 0
    return day(context.published + dt.timedelta((7 - back) % 7) if forward else context.published - dt.timedelta(back))


def _weekday_of_week(expression: Expression, target: int, context: TemporalContext) -> Dated:
    """Return the weekday `target` (0 is Monday) of the last, current or next week, counted from the publication date."""
    if context.published is None:
        return Dated(None, None, "day")
    begin = week(context.published + dt.timedelta(7 * (-1 if expression.has("LAST") else 1 if expression.has("NEXT") else 0))).first
    assert begin is not None
    return day(begin + dt.timedelta(target))


def _weekday_from(anchor: dt.date | None, target: int, step: int, same: bool) -> Dated:
    """Return the nearest weekday `target` (0 is Monday) after the day `anchor` if `step` is 1, or before it if `step` is -1.

    With `same`, the anchor itself counts if it is that weekday.
    """
    if anchor is None:
        return Dated(None, None, "day")
    if same and anchor.weekday() == target:
        return day(anchor)
    distance = ((target - anchor.weekday()) * step) % 7 or 7
    return day(anchor + dt.timedelta(step * distance))


def this_unit(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "this week" or "last year" as the whole unit.

    "Earlier this week" ends on the publication date, and "later this week" starts on it. Return None for "last day" and "next day".
    """
    unit = expression.unit or "day"
    if unit == "day" and expression.has("LAST", "NEXT"):
        return None
    precision = precision_of(unit)
    if context.published is None or unit in {"hour", "minute"}:
        return Dated(None, None, precision)
    step = -1 if expression.has("LAST", "PAST", "PREV") else 1 if expression.has("NEXT", "COMING") else 0
    whole = shift(context.published, unit, step)
    if unit == "weekend" and whole.last:
        back = 1 if step == 0 and context.direction < 0 and context.published.weekday() < 5 else 0
        whole = Dated(whole.last - dt.timedelta(1 + 7 * back), whole.last - dt.timedelta(7 * back), "week")
    if step == 0 and expression.has("EARLIER"):
        return Dated(whole.first, context.published, whole.precision)
    if step == 0 and expression.has("LATER"):
        return Dated(context.published, whole.last, whole.precision)
    return part(whole, expression.side)


def month_of_relative(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "last March", "October last year" or "5 May this year"."""
    m, pub = expression.month, context.published
    assert m is not None
    step = -1 if expression.has("LAST", "PAST") else 1 if expression.has("NEXT", "COMING") else 0
    if pub is None:
        return Dated(None, None, "day" if expression.days else "month")
    if expression.has("UNIT"):
        y = pub.year + step
    elif step < 0:
        y = pub.year - (m >= pub.month)
    else:
        y = pub.year + (m <= pub.month if step else 0)
    return part(month(y, m), expression.side) if not expression.days else day(dt.date(y, m, expression.days[0]))


def rolling(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the past three months" up to the publication date, and "the next two weeks" from it on.

    "The following" and "the previous" count from the previous time in the text, and so does "the next" after a verb in the past tense.
    """
    unit, count = expression.unit or "day", expression.count
    if expression.has("FOLLOWING", "PREV") or (expression.has("NEXT") and context.direction < 0):
        return around_latest(expression, context, unit, count)
    if context.published is None or count is None or unit == "minute":
        return undated(unit, counted=count is not None)
    if unit == "hour":
        unit, count = "day", -(-count // 24)
    other = moved(context.published, unit, count if expression.has("NEXT", "COMING") else -count)
    first, last = sorted((other, context.published))
    return Dated(first, last, precision_of(unit))


def ago(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "two days ago" or "a year ago"."""
    unit, count = expression.unit or "day", expression.count
    if context.published is None or count is None or unit in {"hour", "minute"}:
        return undated(unit, counted=count is not None)
    return shift(context.published, unit, -count)
