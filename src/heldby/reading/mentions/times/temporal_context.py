"""The thread of time through a report: its publication date, and the last time the text has told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from heldby.reading.mentions.times.mention import Dated, month

__all__ = ["Thread"]

FAR_BACK = 2
"""Years between a text's own years and its publication from which on it tells history, not news."""


@dataclass(slots=True)
class Thread:
    """What a time without its own year, or a relative one, can hold on to.

    `stated` are the years the text itself names, `title` the intervals its title names, `direction` where the tense of the expression
    at hand looks (-1 back, 1 forward, 0 unsaid), `latest` the last dated expression read so far, `ahead` the first date with a year that
    the text names, `named` a date with a year named just before the expression, `bound` the end of the range it begins.
    """

    published: dt.date | None = None
    stated: Sequence[int] = ()
    title: Sequence[Dated] = ()
    direction: int = 0
    latest: Dated | None = None
    latest_day: dt.date | None = None
    years: list[int] = field(default_factory=list)
    ahead: dt.date | None = None
    named: dt.date | None = None
    bound: dt.date | None = None

    def tell(self, dated: Dated) -> None:
        """Takes the next dated expression of the text in."""
        if dated.first is None or dated.last is None:
            return
        if dated.precision in {"day", "month", "week", "season"} or (dated.precision == "year" and (dated.last - dated.first).days < 367):
            self.latest = dated
            self.years.append(dated.first.year)
        self.latest_day = dated.first if dated.precision == "day" else self.latest_day

    def retrospective(self) -> bool:
        """Whether the text tells of years well before its publication rather than of now."""
        if self.published is None or not self.stated:
            return self.published is None
        old = sum(y <= self.published.year - FAR_BACK for y in self.stated)
        return old >= 3 and old > 0.7 * len(self.stated)

    def nowadays(self) -> bool:
        """Whether "today" means these times and not this day: the present of a text that tells history."""
        return self.published is not None and self.retrospective() and self.direction == 0

    def year_of(self, m: int, d: int | None = None) -> tuple[int | None, bool]:
        """The year of a date that names none, and whether it is an estimate.

        From publication by tense, else from where the story is, its title, the one year it names; null when none of these can say.
        """
        if self.bound is not None:
            return self.bound.year - (m > self.bound.month), False
        if self.named is not None:
            return _nearest_to(self.named, m, d), False
        if self.published is not None and not self.retrospective():
            return self._nearest(self.published, m, d), False
        if self.years:
            return self._carried(m, d), False
        return self._from_title(m, d) or self._from_ahead(m, d)

    def _nearest(self, to: dt.date, m: int, d: int | None) -> int:
        def gap(y: int) -> int:
            first = month(y, m).first if d is None else _safe(y, m, d)
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

    def _carried(self, m: int, d: int | None) -> int:
        """The year that brings the date nearest to where the story is; after a bare year, that year."""
        if self.latest is None or self.latest.first is None or self.latest.precision not in {"day", "week", "month"}:
            return self.years[-1]
        return _nearest_to(self.latest.first, m, d)

    def _from_title(self, m: int, d: int | None) -> tuple[int, bool] | None:
        """The year in which the interval of the title has the month; in two years both of which have it, a story begins in the
        first and its January and February lie in the second: an estimate."""
        fits = {y for dated in self.title for y in _years_with(dated, m)}
        if len(fits) == 2 and max(fits) - min(fits) == 1:
            return (max(fits) if m <= 2 else min(fits)), True
        return (fits.pop(), False) if len(fits) == 1 else None

    def _from_ahead(self, m: int, d: int | None) -> tuple[int | None, bool]:
        """Before any date with a year: nearest to the first one that follows, an estimate; else the one year the text names."""
        if self.ahead is not None:
            return _nearest_to(self.ahead, m, d), True
        return (self.stated[0] if len(set(self.stated)) == 1 else None), False


def _nearest_to(near: dt.date, m: int, d: int | None) -> int:
    return min((near.year, near.year + 1, near.year - 1), key=lambda y: abs((_safe(y, m, d or 15) - near).days))


def _years_with(dated: Dated, m: int) -> list[int]:
    """The years, ten at most, in which an interval has days of a month."""
    if dated.first is None or dated.last is None:
        return []
    whole = [month(y, m) for y in range(dated.first.year, min(dated.last.year, dated.first.year + 9) + 1)]
    return [w.first.year for w in whole if w.first and w.last and w.last >= dated.first and w.first <= dated.last]


def _safe(y: int, m: int, d: int) -> dt.date:
    """The day, or the month's last one when it has not so many (29 February)."""
    last = month(y, m).last
    assert last is not None
    return dt.date(y, m, min(d, last.day))


def years_in(dates: Iterable[Dated]) -> list[int]:
    return [dated.first.year for dated in dates if dated.first is not None]
