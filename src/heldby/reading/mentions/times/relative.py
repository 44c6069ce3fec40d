"""Builders of times relative to the publication date: weekdays, "last week", "two days ago", "the past three months"."""

from __future__ import annotations

import datetime as dt

from heldby.reading.mentions.times.arithmetic import part, precision_of, shift, undated
from heldby.reading.mentions.times.expression import Expression
from heldby.reading.mentions.times.mention import Dated, day, month
from heldby.reading.mentions.times.temporal_context import TemporalContext

__all__ = [
    "beside_today", "day_of_month", "edge_of_unit", "month_of_relative", "overnight", "part_of_day", "the_weekend", "this_unit",
    "today",
]  # fmt: skip

MONDAY, SUNDAY = 0, 6


def edge_of_unit(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the end of the year" or "the start of this month". "The end of the day" is the previous day named in the text."""
    if expression.unit == "day":
        return day(context.latest_day) if context.latest_day else Dated(None, None, "day")
    if context.published is None or expression.unit not in {"week", "month", "year"}:
        return undated(expression.unit)
    whole = shift(context.published, expression.unit, _step(expression))
    value = part(whole, expression.side)
    if expression.unit == "year" and whole.first and expression.side in {"early", "late"}:
        return value._replace(meant=month(whole.first.year, 1 if expression.side == "early" else 12))
    return value


def _step(expression: Expression) -> int:
    """Return -1 for "last" and "past", 1 for "next" and "coming", and 0 for "this"."""
    return -1 if expression.has("LAST", "PAST", "PREV") else 1 if expression.has("NEXT", "COMING") else 0


def day_of_month(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the 20th of last month". "The first of the month" is in the month of the previous time in the text, or of publication."""
    if expression.unit != "month":
        return None
    near = context.published
    if expression.all("THE")[1:] and context.latest is not None and context.latest.first is not None:
        near = context.latest.first
    if near is None:
        return Dated(None, None, "day")
    whole = shift(near, "month", _step(expression))
    assert whole.first is not None
    return day(whole.first.replace(day=expression.days[0]))


def today(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "today" or "yesterday evening". Return None if "today" means nowadays."""
    if expression.pieces[0].text == "today" and context.today_is_vague():
        return None
    if context.published is None:
        return Dated(None, None, "day")
    return day(context.published + dt.timedelta(_days_from_today(expression)))


def beside_today(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the day before yesterday" or "two days after tomorrow". Return None for other units."""
    count = expression.count
    if expression.unit != "day" or count is None:
        return None
    if context.published is None:
        return Dated(None, None, "day")
    return day(context.published + dt.timedelta(_days_from_today(expression) + int(count) * (1 if expression.has("AFTER") else -1)))


def _days_from_today(expression: Expression) -> int:
    """Return 0 for "today", -1 for "yesterday" and 1 for "tomorrow"."""
    return {"yesterday": -1, "tomorrow": 1}.get(expression.get("TODAY").text, 0)  # type: ignore[union-attr]


def overnight(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "overnight" as the day before publication and the day of publication."""
    if context.published is None:
        return Dated(None, None, "day")
    return Dated(context.published - dt.timedelta(1), context.published, "day")


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
    step = _step(expression)
    whole = shift(context.published, unit, step)
    if unit == "week":
        whole = _week_around(expression, context.published, context.direction, whole)
    if unit == "weekend" and whole.last:
        back = 1 if step == 0 and context.direction < 0 and context.published.weekday() < 5 else 0
        whole = Dated(whole.last - dt.timedelta(1 + 7 * back), whole.last - dt.timedelta(7 * back), "week")
    if step == 0 and expression.has("EARLIER") and whole.last:
        return Dated(whole.first, min(whole.last, context.published), whole.precision)
    if step == 0 and expression.has("LATER"):
        return Dated(context.published, whole.last, whole.precision)
    return part(whole, expression.side)


def _week_around(expression: Expression, published: dt.date, direction: int, whole: Dated) -> Dated:
    """Return the days that "this week" or "last week" means on a day of the week. `whole` is the week from Monday to Sunday.

    On a Sunday, "last week" is the week that ended on the day before. On a Monday, "earlier this week" is the week before. What happened or
    happens "this week" did so up to the publication date.
    """
    if expression.has("LAST") and published.weekday() == SUNDAY:
        return Dated(published - dt.timedelta(7), published - dt.timedelta(1), "week")
    if expression.has("THIS") and expression.has("EARLIER") and published.weekday() == MONDAY:
        return shift(published, "week", -1)
    if expression.has("THIS") and expression.side is None and direction <= 0 and whole.first:
        return whole._replace(meant=Dated(whole.first, published, "week"))
    return whole


def month_of_relative(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "last March", "October last year" or "5 May this year"."""
    m, pub = expression.month, context.published
    assert m is not None
    step = _step(expression)
    if pub is None:
        return Dated(None, None, "day" if expression.days else "month")
    if expression.has("UNIT"):
        y = pub.year + step
    elif step < 0:
        y = pub.year - (m >= pub.month)
    else:
        y = pub.year + (m <= pub.month if step else 0)
    return part(month(y, m), expression.side) if not expression.days else day(dt.date(y, m, expression.days[0]))
