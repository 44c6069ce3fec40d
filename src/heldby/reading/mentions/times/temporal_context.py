"""The temporal context of a time expression: the publication date, the times before it in the text, and the tense."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from heldby.reading.mentions.times.mention import Dated, month

__all__ = ["TemporalContext"]

FAR_BACK = 2
"""Number of years before publication from which a year is old. A text that mostly names old years is history, not news."""

JUST_AFTER = 7
"""Largest number of days after publication of a date in the past tense. A report may be dated too early by some days."""
SHORTLY_BEFORE = 60
"""Largest number of days before publication of a date in the future tense ("must leave under the deal of 9 November")."""


@dataclass(slots=True)
class TemporalContext:
    """The dates and tense that resolve a date without a year, or a relative time.

    Attributes:
        published: the publication date, or the day of the dateline.
        stated: all years that the text names.
        title: the intervals that the title names.
        direction: the tense around the current expression: -1 for the past, 1 for the future, 0 for neither.
        latest: the last dated expression before the current one, not counting decades and centuries.
        latest_day: the day that the text named last before the current expression.
        years: the years of the dated expressions before the current one.
        first_ahead: the first date with a year anywhere in the text.
        just_named: a date with a year shortly before the current expression.
        range_end: the end of the range that starts with the current expression.
        day_near: the day that the text named last, if it is shortly before the current expression.
        perfect: whether the verb of the current expression is in the perfect ("has fought").
        attributive: whether the current expression only describes the noun after it ("the spring offensive") or is part of a name.
        inexact: whether a word before the current expression makes its number inexact ("more than a week ago").
    """

    published: dt.date | None = None
    stated: Sequence[int] = ()
    title: Sequence[Dated] = ()
    direction: int = 0
    latest: Dated | None = None
    latest_day: dt.date | None = None
    years: list[int] = field(default_factory=list)
    first_ahead: dt.date | None = None
    just_named: dt.date | None = None
    range_end: dt.date | None = None
    day_near: dt.date | None = None
    perfect: bool = False
    inexact: bool = False
    attributive: bool = False

    def add(self, dated: Dated) -> None:
        """Record the next dated expression of the text."""
        if dated.first is None or dated.last is None:
            return
        if dated.precision in {"day", "month", "week", "season"} or (dated.precision == "year" and (dated.last - dated.first).days < 367):
            self.latest = dated
            self.years.append(dated.first.year)
        self.latest_day = dated.first if dated.precision == "day" else self.latest_day

    def is_retrospective(self) -> bool:
        """Check whether the text is about years well before its publication. Every text without a publication date counts as such."""
        if self.published is None or not self.stated:
            return self.published is None
        old = sum(y <= self.published.year - FAR_BACK for y in self.stated)
        return old >= 3 and old > 0.7 * len(self.stated)

    def today_is_vague(self) -> bool:
        """Check whether "today" means nowadays and not the day: in a text about history, if the tense is neither past nor future."""
        return self.published is not None and self.is_retrospective() and self.direction == 0

    def year_of(self, m: int, d: int | None = None) -> tuple[int | None, bool]:
        """Return the year of a date without one, and whether it is an estimate. The year is None if nothing settles it.

        These are tried in order: the end of a range that starts with the date; a date with a year shortly before it; the
        publication date and the tense, unless the text is retrospective; a title that names months; the times before it in the text; the
        title; the first date with a year, or the only year in the text; the publication date, as an estimate.
        """
        if self.range_end is not None:
            return self.range_end.year - (m > self.range_end.month), False
        if self.just_named is not None:
            return _nearest_year(self.just_named, m, d), False
        if self.published is not None and not self.is_retrospective():
            return self._year_from_publication(self.published, m, d), False
        titled = self._from_title(m, d)
        if self.years and not (titled and self._title_names_months()):
            return self._year_from_story(m, d), False
        if titled:
            return titled
        ahead = self._from_ahead(m, d)
        return ahead if ahead[0] is not None or self.published is None else (self._year_from_publication(self.published, m, d), True)

    def _year_from_publication(self, to: dt.date, m: int, d: int | None) -> int:
        """Return the year that puts the date nearest to the publication date `to`, before or after it as the tense requires."""

        def gap(y: int) -> int:
            first = month(y, m).first if d is None else _clamped_date(y, m, d)
            assert first is not None
            last = month(y, m).last if d is None else first
            assert last is not None
            return 0 if first <= to <= last else (first - to).days if first > to else (last - to).days

        choices = [to.year - 1, to.year, to.year + 1]
        if self.direction < 0:
            choices = [y for y in choices if gap(y) <= JUST_AFTER] or choices
        elif self.direction > 0:
            choices = [y for y in choices if gap(y) >= -SHORTLY_BEFORE] or choices
        return min(choices, key=lambda y: (abs(gap(y)), gap(y) > 0))

    def _year_from_story(self, m: int, d: int | None) -> int:
        """Return the year that puts the date nearest to the previous time in the text. If that is a year or season, return its year."""
        if self.latest is None or self.latest.first is None or self.latest.precision not in {"day", "week", "month"}:
            return self.years[-1]
        return _nearest_year(self.latest.first, m, d)

    def _title_names_months(self) -> bool:
        """Check whether the title names an interval by its months ("November–December 2016")."""
        return any(dated.precision != "year" for dated in self.title)

    def _from_title(self, m: int, d: int | None) -> tuple[int, bool] | None:
        """Return the only year in which the month is in one of the title's intervals, or None.

        If two consecutive years fit, the first is taken, or the second for January and February, as an estimate.
        """
        fits = {y for dated in self.title for y in _years_with(dated, m)}
        if len(fits) == 2 and max(fits) - min(fits) == 1:
            return (max(fits) if m <= 2 else min(fits)), True
        return (fits.pop(), False) if len(fits) == 1 else None

    def _from_ahead(self, m: int, d: int | None) -> tuple[int | None, bool]:
        """Return the year that puts the date nearest to the first date with a year in the text, as an estimate.

        Without such a date, return the only year that the text names, or None.
        """
        if self.first_ahead is not None:
            return _nearest_year(self.first_ahead, m, d), True
        return (self.stated[0] if len(set(self.stated)) == 1 else None), False


def _nearest_year(near: dt.date, m: int, d: int | None) -> int:
    """Return the year that puts a date nearest to the day `near`."""
    return min((near.year, near.year + 1, near.year - 1), key=lambda y: abs((_clamped_date(y, m, d or 15) - near).days))


def _years_with(dated: Dated, m: int) -> list[int]:
    """Return the years, ten at most, in which the month overlaps an interval."""
    if dated.first is None or dated.last is None:
        return []
    whole = [month(y, m) for y in range(dated.first.year, min(dated.last.year, dated.first.year + 9) + 1)]
    return [w.first.year for w in whole if w.first and w.last and w.last >= dated.first and w.first <= dated.last]


def _clamped_date(y: int, m: int, d: int) -> dt.date:
    """Return the date, or the last day of the month if the month has fewer days (29 February)."""
    last = month(y, m).last
    assert last is not None
    return dt.date(y, m, min(d, last.day))


def years_in(dates: Iterable[Dated]) -> list[int]:
    """Return the year in which each interval starts, without intervals that have no start."""
    return [dated.first.year for dated in dates if dated.first is not None]
