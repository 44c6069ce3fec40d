"""The temporal context of an expression: the publication date, and the times that the text gave before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from heldby.reading.mentions.times.mention import Dated, month

__all__ = ["TemporalContext"]

FAR_BACK = 2
"""Years before publication. A text that mostly names older years is history, not news."""


@dataclass(slots=True)
class TemporalContext:
    """What a date without a year, or a relative time, is resolved against.

    `stated` are the years that the text names, `title` the intervals that its title names. `direction` is the tense around the current
    expression (-1 past, 1 future, 0 neither). `latest` is the last dated expression so far, `latest_day` the last one that is a day,
    `years` the years so far. `first_ahead` is the first date with a year anywhere in the text, `just_named` a date with a year shortly
    before the expression, `range_end` the end of the range that the expression starts.
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

    def add(self, dated: Dated) -> None:
        """Record the next dated expression of the text."""
        if dated.first is None or dated.last is None:
            return
        if dated.precision in {"day", "month", "week", "season"} or (dated.precision == "year" and (dated.last - dated.first).days < 367):
            self.latest = dated
            self.years.append(dated.first.year)
        self.latest_day = dated.first if dated.precision == "day" else self.latest_day

    def is_retrospective(self) -> bool:
        """Check whether the text is about years well before its publication. Without a publication date this is assumed."""
        if self.published is None or not self.stated:
            return self.published is None
        old = sum(y <= self.published.year - FAR_BACK for y in self.stated)
        return old >= 3 and old > 0.7 * len(self.stated)

    def today_is_vague(self) -> bool:
        """Check whether "today" means nowadays rather than the day: the present tense in a text about history."""
        return self.published is not None and self.is_retrospective() and self.direction == 0

    def year_of(self, m: int, d: int | None = None) -> tuple[int | None, bool]:
        """Return the year of a date without one, and whether it is an estimate; the year is None if nothing settles it.

        The publication date and the tense come first, then the place in the narrative, the title, and the only year that the text names.
        """
        if self.range_end is not None:
            return self.range_end.year - (m > self.range_end.month), False
        if self.just_named is not None:
            return _nearest_year(self.just_named, m, d), False
        if self.published is not None and not self.is_retrospective():
            return self._year_from_publication(self.published, m, d), False
        if self.years:
            return self._year_from_story(m, d), False
        return self._from_title(m, d) or self._from_ahead(m, d)

    def _year_from_publication(self, to: dt.date, m: int, d: int | None) -> int:
        """Return the year that puts the date nearest to publication, on the side that the tense allows."""

        def gap(y: int) -> int:
            first = month(y, m).first if d is None else _clamped_date(y, m, d)
            assert first is not None
            last = month(y, m).last if d is None else first
            assert last is not None
            return 0 if first <= to <= last else (first - to).days if first > to else (last - to).days

        choices = [to.year - 1, to.year, to.year + 1]
        if self.direction < 0:
            choices = [y for y in choices if gap(y) <= 0] or choices
        elif self.direction > 0:
            choices = [y for y in choices if gap(y) >= 0] or choices
        return min(choices, key=lambda y: (abs(gap(y)), gap(y) > 0))

    def _year_from_story(self, m: int, d: int | None) -> int:
        """Return the year that puts the date nearest to the last time in the text; after a bare year, that year."""
        if self.latest is None or self.latest.first is None or self.latest.precision not in {"day", "week", "month"}:
            return self.years[-1]
        return _nearest_year(self.latest.first, m, d)

    def _from_title(self, m: int, d: int | None) -> tuple[int, bool] | None:
        """Return the year of the title's interval that contains the month, if there is only one.

        If two consecutive years contain it, the story starts in the first, and its January and February are in the second: an estimate.
        """
        fits = {y for dated in self.title for y in _years_with(dated, m)}
        if len(fits) == 2 and max(fits) - min(fits) == 1:
            return (max(fits) if m <= 2 else min(fits)), True
        return (fits.pop(), False) if len(fits) == 1 else None

    def _from_ahead(self, m: int, d: int | None) -> tuple[int | None, bool]:
        """Return, before any date with a year, the year nearest to the first such date, as an estimate.

        Without such a date, return the only year that the text names, or None.
        """
        if self.first_ahead is not None:
            return _nearest_year(self.first_ahead, m, d), True
        return (self.stated[0] if len(set(self.stated)) == 1 else None), False


def _nearest_year(near: dt.date, m: int, d: int | None) -> int:
    """Return the year that puts a date nearest to another."""
    return min((near.year, near.year + 1, near.year - 1), key=lambda y: abs((_clamped_date(y, m, d or 15) - near).days))


def _years_with(dated: Dated, m: int) -> list[int]:
    """Return the years, ten at most, that have days of the month inside an interval."""
    if dated.first is None or dated.last is None:
        return []
    whole = [month(y, m) for y in range(dated.first.year, min(dated.last.year, dated.first.year + 9) + 1)]
    return [w.first.year for w in whole if w.first and w.last and w.last >= dated.first and w.first <= dated.last]


def _clamped_date(y: int, m: int, d: int) -> dt.date:
    """Return the date, or the last day of the month if it has fewer days (29 February)."""
    last = month(y, m).last
    assert last is not None
    return dt.date(y, m, min(d, last.day))


def years_in(dates: Iterable[Dated]) -> list[int]:
    """Return the start years of intervals."""
    return [dated.first.year for dated in dates if dated.first is not None]
