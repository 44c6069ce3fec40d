"""Calendar arithmetic: take part of an interval, and move by a number of units."""

from __future__ import annotations

import datetime as dt

from dateutil.relativedelta import relativedelta

from heldby.model.mention import TimePrecision
from heldby.reading.mentions.times.expression import Side
from heldby.reading.mentions.times.mention import Dated, day, month, week, year

__all__ = ["VAGUE", "moved", "part", "precision_of", "shift", "undated"]

_UNIT_PRECISION: dict[str, TimePrecision] = {
    "week": "week", "fortnight": "week", "weekend": "week", "month": "month", "year": "year", "decade": "year", "century": "year",
}  # fmt: skip
VAGUE = Dated(None, None, "vague")


def precision_of(unit: str | None) -> TimePrecision:
    """Return the precision of a unit of time. Hours and minutes have the precision of a day."""
    return _UNIT_PRECISION.get(unit or "day", "day")


def undated(unit: str | None, *, counted: bool = True) -> Dated:
    """Return a time without days, with the precision of its unit, or with precision "vague" if the number is vague ("a few days ago")."""
    return Dated(None, None, precision_of(unit)) if counted else VAGUE


def part(whole: Dated, side: Side | None) -> Dated:
    """Return the early, middle or late part of an interval, or the interval itself if `side` is None.

    The parts of a month start on days 1, 11 and 21, and those of a year in January, May and September. The early and late parts of a
    decade or century are its halves, and the middle part leaves out three tenths at each end. Other intervals are divided into thirds.

    These words are not exact. What happened "in early May" happened in about the first half of May, and what happened "in early 2016"
    happened in 2016.
    """
    if side is None or whole.first is None or whole.last is None:
        return whole
    first, last = whole.first, whole.last
    length = (last - first).days + 1
    if whole.precision == "month":
        bounds = {
            "early": (first, first.replace(day=10)),
            "mid": (first.replace(day=11), first.replace(day=20)),
            "late": (first.replace(day=21), last),
        }
        return Dated(*bounds[side], "week", meant=_half_month(first, last, side))
    if whole.precision == "year" and length <= 366:
        y = first.year
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[side]
        return Dated(month(y, months[0]).first, month(y, months[1]).last, "season", meant=None if side == "mid" else whole)
    third = length // 3
    if whole.precision == "year":
        years = last.year - first.year + 1
        begin, stop = {"early": (0, years // 2 - 1), "mid": (years * 3 // 10, years * 7 // 10 - 1), "late": (years // 2, years - 1)}[side]
        return Dated(dt.date(first.year + begin, 1, 1), dt.date(first.year + stop, 12, 31), "year")
    begin, stop = {"early": (0, third), "mid": (third, 2 * third), "late": (2 * third, length - 1)}[side]
    return Dated(first + dt.timedelta(begin), first + dt.timedelta(stop), whole.precision)


def _half_month(first: dt.date, last: dt.date, side: Side) -> Dated:
    """Return the first, middle or last 16 days of a month."""
    half = dt.timedelta(15)
    begin = {"early": first, "mid": first.replace(day=8), "late": last - half}[side]
    return Dated(begin, begin + half, "week")


def shift(of: dt.date, unit: str, count: float) -> Dated:
    """Return the whole day, week, month or year that lies `count` units after a day, or before it if `count` is negative.

    "decade" and "century" give the year that lies 10 or 100 times `count` years away.
    """
    n = int(count)
    if unit == "day":
        return day(of + relativedelta(days=n))
    if unit in {"week", "fortnight", "weekend"}:
        return week(of + relativedelta(weeks=n * (2 if unit == "fortnight" else 1)))
    if unit == "month":
        moved = of + relativedelta(months=n)
        return month(moved.year, moved.month)
    if unit == "decade":
        return year(of.year + 10 * n)
    return year(of.year + (100 * n if unit == "century" else n))


def moved(of: dt.date, unit: str, count: float) -> dt.date:
    """Return the day that lies `count` units after a day, or before it if `count` is negative."""
    n = int(count)
    days = n * {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit, 0)
    months = n if unit == "month" else 0
    years = n * {"year": 1, "decade": 10, "century": 100}.get(unit, 0)
    there: dt.date = of + relativedelta(days=days, months=months, years=years)
    return there
