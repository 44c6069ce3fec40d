"""Builders of numbers of days, weeks, months or years: "the past three months", "two weeks ago", "for six months", "within a week"."""

from __future__ import annotations

from heldby.reading.mentions.times.anaphoric import around_latest
from heldby.reading.mentions.times.arithmetic import moved, precision_of, shift, undated
from heldby.reading.mentions.times.expression import Expression, ordinal
from heldby.reading.mentions.times.mention import Dated
from heldby.reading.mentions.times.temporal_context import TemporalContext

__all__ = ["ago", "ahead", "going_on", "lasting", "rolling", "within"]


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
    elif unit == "day" and count > 1 and not expression.has("NEXT", "COMING"):
        count -= 1  # "the past five days" end with the day of publication
    other = moved(context.published, unit, count if expression.has("NEXT", "COMING") else -count)
    first, last = sorted((other, context.published))
    return Dated(first, last, precision_of(unit))


def ago(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "two days ago" or "a year ago" as the whole day or year. What happened "two weeks ago" happened about 14 days before."""
    unit, count = _in_days(expression.unit or "day", expression.count)
    if context.published is None or count is None or unit in {"hour", "minute"}:
        return undated(unit, counted=count is not None)
    value = shift(context.published, unit, -count)
    if unit not in {"week", "fortnight"} or context.inexact:
        return value
    there = moved(context.published, unit, -count)
    return value._replace(meant=Dated(there, there, "day", True))


def lasting(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "for six months" after a verb in the perfect ("has been besieged for six months") as the six months up to publication.

    Return None after other verbs, because it then says only how long something lasted.
    """
    unit, count = _in_days(expression.unit or "day", expression.count)
    if context.published is None or count is None or not context.perfect or unit in {"hour", "minute"}:
        return None
    return Dated(moved(context.published, unit, -count), context.published, precision_of(unit))


def going_on(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date the length of a war ("the three-week offensive", "five months of fighting", "in its third year") as the time up to publication.

    A war of the past ("the eight-year war" in a text about history) has no date.
    """
    unit, count = _in_days(expression.unit or "day", expression.count)
    nth = expression.get("ORD")
    count = float(ordinal(nth)) if nth else count
    if context.published is None or count is None or unit in {"hour", "minute"} or context.is_retrospective():
        return None
    return Dated(moved(context.published, unit, -count), context.published, precision_of(unit))


def ahead(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "in two days", if the tense is future, as the day two days after publication. Return None otherwise: it may be a duration."""
    unit, count = _in_days(expression.unit or "day", expression.count)
    if context.published is None or count is None or context.direction <= 0 or unit in {"hour", "minute"}:
        return None
    return shift(context.published, unit, count)


def within(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "within two weeks", if the tense is future, as the two weeks from the publication date on. Return None otherwise.

    "Within the next month" is in the future after any verb.
    """
    unit, count = _in_days(expression.unit or "day", expression.count)
    ahead = context.direction > 0 or expression.has("NEXT", "COMING")
    if context.published is None or count is None or not ahead or unit in {"hour", "minute"}:
        return None
    return Dated(context.published, moved(context.published, unit, count), precision_of(unit))


def _in_days(unit: str, count: float | None) -> tuple[str, float | None]:
    """Return a number of units, with hours as days if they are whole days ("48 hours")."""
    if unit == "hour" and count and count % 24 == 0:
        return "day", count / 24
    return unit, count
