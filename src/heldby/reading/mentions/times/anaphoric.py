"""Builders of times relative to the previous time in the text: "the next day", "two weeks later", "March of the same year"."""

from __future__ import annotations

import calendar
import datetime as dt

from dateutil.relativedelta import relativedelta

from heldby.reading.mentions.times.arithmetic import moved, part, precision_of, shift, undated
from heldby.reading.mentions.times.expression import Expression, ordinal
from heldby.reading.mentions.times.mention import Dated, day, month
from heldby.reading.mentions.times.temporal_context import TemporalContext

__all__ = ["anniversary", "around_latest", "day_of_latest", "from_latest", "month_of_latest"]


def from_latest(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "two days later", "the next day", "the year before" or "that month" by the previous time in the text.

    Days are counted from the previous day in the text, and other units from the start of the previous time of any precision.
    """
    unit, count = expression.unit or "day", expression.count
    anchor = context.latest_day if unit == "day" or context.latest is None else context.latest.first
    if expression.has("NEXT") and unit != "day" and context.direction > 0 and context.published:
        return Dated(context.published, moved(context.published, unit, 1), precision_of(unit))
    if anchor is None or count is None or unit in {"hour", "minute"}:
        return undated(unit, counted=count is not None)
    if expression.has("THAT", "SAME", "THIS"):
        return part(shift(anchor, unit, 0), expression.side)
    back = expression.has("EARLIER", "BEFORE", "PREV") and not expression.has("LATER")
    return shift(anchor, unit, -count if back else count)


def around_latest(expression: Expression, context: TemporalContext, unit: str, count: float | None) -> Dated:
    """Date "the following two days" or "the previous two weeks" as the days directly after or before the previous day in the text.

    If the text names no day before the expression, the start of the previous time is taken instead. `count` is the number of units. None
    means that it is vague, and the time then stays undated.
    """
    if context.latest is None or context.latest.first is None or count is None or unit in {"hour", "minute"}:
        return undated(unit, counted=count is not None)
    anchor = context.latest_day or context.latest.first
    other = moved(anchor, unit, -count if expression.has("PREV") else count)
    nearest = anchor + dt.timedelta(1 if other > anchor else -1)
    return Dated(min(nearest, other), max(nearest, other), precision_of(unit))


def anniversary(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the third anniversary" as the day three years before a day shortly before it in the text: the day that is remembered.

    Return None if there is no such day.
    """
    years = ordinal(expression.get("ORD"))  # type: ignore[arg-type]
    if context.day_near is None:
        return None
    there = moved(context.day_near, "year", -years)
    return Dated(there, there, "day", True)


def month_of_latest(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "March of the same year" in the year of the previous time in the text."""
    if not context.years or expression.month is None:
        return Dated(None, None, "month")
    whole = month(context.years[-1], expression.month)
    return part(whole, expression.side) if not expression.days else day(dt.date(context.years[-1], expression.month, expression.days[0]))


def day_of_latest(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "on the 15th" in the month of the previous time in the text.

    If that time is not a day or month, the latest such day up to publication is taken, or the next one if the tense is future.
    """
    d = expression.days[0]
    if context.latest is not None and context.latest.first is not None and context.latest.precision in {"day", "month"}:
        return day(context.latest.first.replace(day=d))
    if context.published is None:
        return Dated(None, None, "day")
    ahead = context.direction > 0
    months = [context.published.replace(day=1) + relativedelta(months=step) for step in ((0, 1, 2) if ahead else (0, -1, -2))]
    there = [near.replace(day=d) for near in months if d <= calendar.monthrange(near.year, near.month)[1]]
    return day(next(of for of in there if (of >= context.published if ahead else of <= context.published)))
