"""The types of time mentions, and the calendar intervals that they are dated with."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from heldby.model.mention import TimePrecision, When

__all__ = ["Dated", "TimeMention", "day", "decade", "month", "season", "week", "year"]

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First months of the meteorological seasons of the northern hemisphere. Winter belongs to the year that it starts in."""


class Dated(NamedTuple):
    """The days `first` to `last`, inclusive. One is None if that end is open, both if the expression cannot be dated."""

    first: dt.date | None
    last: dt.date | None
    precision: TimePrecision
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression `[start:end]` of the text, without its preposition.

    `when` is what the words name ("2014": that year). `extent` is what they mean with their preposition or as one end of a range ("since
    2014": open at the end; "until Monday": open at the start; "from March to May": the whole range). A `dateline` says when the report was
    written, not when something happened.
    """

    start: int
    end: int
    head: int
    when: When
    extent: When
    dateline: bool = False


def day(of: dt.date) -> Dated:
    """Return one day as an interval."""
    return Dated(of, of, "day")


def week(of: dt.date) -> Dated:
    """Return the week from Monday to Sunday that contains `of`."""
    first = of - dt.timedelta(of.weekday())
    return Dated(first, first + dt.timedelta(6), "week")


def month(y: int, m: int) -> Dated:
    """Return a month as an interval."""
    return Dated(dt.date(y, m, 1), dt.date(y, m, calendar.monthrange(y, m)[1]), "month")


def season(y: int, name: str) -> Dated:
    """Return a season of a year as an interval of three months."""
    start = dt.date(y, SEASONS[name], 1)
    end_month = month(y + (start.month == 12), (start.month + 1) % 12 + 1)
    return Dated(start, end_month.last, "season")


def year(y: int) -> Dated:
    """Return a year as an interval."""
    return Dated(dt.date(y, 1, 1), dt.date(y, 12, 31), "year")


def decade(y: int, years: int = 10) -> Dated:
    """Return `years` years from `y` on: a decade or a century."""
    return Dated(dt.date(y, 1, 1), dt.date(y + years - 1, 12, 31), "year")
