"""What the reading of times hands out, and the calendar intervals it reasons in."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from heldby.model.mention import TimePrecision, When

__all__ = ["Dated", "TimeMention", "day", "decade", "month", "season", "week", "year"]

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""Meteorological seasons of the northern hemisphere by their first month; winter belongs to the year it begins in."""


class Dated(NamedTuple):
    """Days `first` to `last`, inclusive; null where open, or both null where the words cannot be dated."""

    first: dt.date | None
    last: dt.date | None
    precision: TimePrecision
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression `[start:end]` of the text, without its preposition.

    `when` is what the words name ("2014": that year); `extent` what they say with their preposition or as one end of a range
    ("since 2014": open at the end; "until Monday": open at the beginning; "from March to May": from the one to the other).
    A `dateline` says when the report was written, not when something happened.
    """

    start: int
    end: int
    head: int
    when: When
    extent: When
    dateline: bool = False


def day(of: dt.date) -> Dated:
    return Dated(of, of, "day")


def week(of: dt.date) -> Dated:
    """The week from Monday to Sunday that `of` lies in."""
    first = of - dt.timedelta(of.weekday())
    return Dated(first, first + dt.timedelta(6), "week")


def month(y: int, m: int) -> Dated:
    return Dated(dt.date(y, m, 1), dt.date(y, m, calendar.monthrange(y, m)[1]), "month")


def season(y: int, name: str) -> Dated:
    start = dt.date(y, SEASONS[name], 1)
    end_month = month(y + (start.month == 12), (start.month + 1) % 12 + 1)
    return Dated(start, end_month.last, "season")


def year(y: int) -> Dated:
    return Dated(dt.date(y, 1, 1), dt.date(y, 12, 31), "year")


def decade(y: int, years: int = 10) -> Dated:
    """`years` years from `y` on: a decade, a century."""
    return Dated(dt.date(y, 1, 1), dt.date(y + years - 1, 12, 31), "year")
