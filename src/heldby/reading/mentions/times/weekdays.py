"""Builders of weekdays: "Thursday", "last Friday", "two Fridays ago", "the Friday before last", "overnight into Friday"."""

from __future__ import annotations

import datetime as dt

from heldby.reading.mentions.times.arithmetic import shift, undated
from heldby.reading.mentions.times.expression import Expression
from heldby.reading.mentions.times.lexer import WEEKDAY_NUMBER
from heldby.reading.mentions.times.mention import Dated, day, week
from heldby.reading.mentions.times.temporal_context import TemporalContext

__all__ = ["before_last", "night_of_weekday", "weekday", "weekday_weeks_ago", "weekdays_ago"]


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
    if expression.has("LAST", "PAST"):
        return day(_last_weekday(context.published, target))
    if expression.has("NEXT", "COMING"):
        return day(_last_weekday(context.published, target) + dt.timedelta(7 + 7 * (context.published.weekday() == target)))
    return day(_nearest_weekday(context.published, target, context.direction))


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


def before_last(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the Friday before last", "the week before last" or "the night before last"."""
    name = expression.get("WEEKDAY")
    if name is not None:
        if context.published is None:
            return Dated(None, None, "day")
        return day(_last_weekday(context.published, WEEKDAY_NUMBER[name.text]) - dt.timedelta(7))
    if expression.has("PARTOFDAY"):
        return Dated(None, None, "day") if context.published is None else day(context.published - dt.timedelta(2))
    unit = expression.unit or "day"
    if unit not in {"week", "weekend", "month", "year"}:
        return None
    if context.published is None:
        return undated(unit)
    whole = shift(context.published, unit, -2)
    return Dated(whole.last - dt.timedelta(1), whole.last, "week") if unit == "weekend" and whole.last else whole


def weekday_weeks_ago(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "a week ago on Friday" as the Friday a week before the last one, or return None for other units."""
    count = expression.count
    if expression.unit != "week":
        return None
    if context.published is None or count is None:
        return undated("day", counted=count is not None)
    target = WEEKDAY_NUMBER[expression.get("WEEKDAY").text]  # type: ignore[union-attr]
    return day(_last_weekday(context.published, target) - dt.timedelta(7 * int(count)))


def weekdays_ago(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "two Fridays ago" as the Friday a week before the last one. The day of publication itself does not count."""
    target = WEEKDAY_NUMBER[expression.get("WEEKDAYS", "WEEKDAY").text]  # type: ignore[union-attr]
    count = expression.count
    if context.published is None or count is None:
        return undated("day", counted=count is not None)
    return day(_last_weekday(context.published, target) - dt.timedelta(7 * (int(count) - 1)))


def night_of_weekday(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "overnight into Friday" as Thursday and Friday, and "overnight Saturday" as that Saturday.

    "Overnight from Thursday into Friday" names both days.
    """
    if context.published is None:
        return Dated(None, None, "day")
    names = [WEEKDAY_NUMBER[piece.text] for piece in expression.all("WEEKDAY")]
    last = _nearest_weekday(context.published, names[-1], context.direction)
    named_night = len(names) == 1 and not expression.has("INTO")
    first = last if named_night else last - dt.timedelta(1) if len(names) == 1 else _last_weekday(last, names[0])
    return Dated(first, last, "day")


def _last_weekday(before: dt.date, target: int) -> dt.date:
    """Return the latest weekday `target` (0 is Monday) before a day."""
    return before - dt.timedelta((before.weekday() - target) % 7 or 7)


def _nearest_weekday(published: dt.date, target: int, direction: int) -> dt.date:
    """Return the latest weekday `target` up to the publication date, or the next one from that date on if the tense is future."""
    back = (published.weekday() - target) % 7
    return published + dt.timedelta((7 - back) % 7) if direction > 0 else published - dt.timedelta(back)
