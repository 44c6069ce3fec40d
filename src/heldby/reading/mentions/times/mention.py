"""The types of a time mention and of the interval of days that it means, and functions for common intervals."""

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
    """The days `first` to `last`, inclusive. An open end is None. Both are None if the expression cannot be dated.

    `meant` are the days on which something so dated can have happened, if they are others: the first half of May for "early May", and the
    days up to publication for "this week". "Early" and "a week ago" are not exact.
    """

    first: dt.date | None
    last: dt.date | None
    precision: TimePrecision
    estimated: bool = False
    meant: Dated | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression of a text, without its preposition.

    Attributes:
        start: first character.
        end: character after the last one.
        head: index of the head token.
        when: the time that the words alone mean. In "since 2014" this is the year 2014.
        extent: the time with its preposition or as part of a range. "Since 2014" has no end, "until Monday" has no start, and both ends of
            "from March to May" have the whole range. "Early May" has the first half of May. A time in a clause with "since" ("since the war
            began in March") has no end.
        dateline: whether it says when the report was written, not when something happened.
        since: index of the token "since" of such a clause, or None.
        opens: whether a clause with "when" follows it ("since 2014, when rebels took the city").
    """

    start: int
    end: int
    head: int
    when: When
    extent: When
    dateline: bool = False
    since: int | None = None
    opens: bool = False

    def for_word(self, token: int) -> When:
        """Return the time for what the word at a token tells.

        In "since the war began in March, thousands have fled", the war began in March, and the flight lasts from March on. In "has been
        shelled since March, when rebels took the hill", they took it in March.
        """
        in_clause = (self.since is not None and self.since < token < self.head) or (self.opens and token > self.head)
        return self.when if in_clause else self.extent


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
    """Return the season that starts in a year as an interval of three months."""
    start = dt.date(y, SEASONS[name], 1)
    end_month = month(y + (start.month == 12), (start.month + 1) % 12 + 1)
    return Dated(start, end_month.last, "season")


def year(y: int) -> Dated:
    """Return a year as an interval."""
    return Dated(dt.date(y, 1, 1), dt.date(y, 12, 31), "year")


def decade(y: int, years: int = 10) -> Dated:
    """Return the interval of `years` years from the year `y` on: a decade or a century."""
    return Dated(dt.date(y, 1, 1), dt.date(y + years - 1, 12, 31), "year")
