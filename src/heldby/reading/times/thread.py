"""The thread of time through a report: its publication date, and the last time the text has told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from heldby.reading.times.mention import Dated, month

__all__ = ["Thread"]

FAR_BACK = 2
"""Years between a text's own years and its publication from which on it tells history, not news."""


@dataclass(slots=True)
class Thread:
    """What a time without its own year, or a relative one, can hold on to.

    `stated` are the years the text itself names, `title` the intervals its title names, `direction` where the tense of the expression
    at hand looks (-1 back, 1 forward, 0 unsaid), `latest` the last dated expression read so far.
    """

    published: dt.date | None = None
    stated: Sequence[int] = ()
    title: Sequence[Dated] = ()
    direction: int = 0
    latest: Dated | None = None
    latest_day: dt.date | None = None
    years: list[int] = field(default_factory=list)

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

    def year_of(self, m: int, d: int | None = None) -> int | None:
        """The year of a date that names none: from publication by tense, else from the story's own years; null when neither can say."""
        if self.published is not None and not self.retrospective():
            return self._nearest(self.published, m, d or 1 if d else None)
        if self.years:
            return self._carried(m)
        return self._from_title(m, d) or self._only_stated()

    def _nearest(self, to: dt.date, m: int, d: int | None) -> int | None:
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

    def _carried(self, m: int) -> int:
        """The year the story is in; a story that was in the last months of a year and now names one of the first has moved on."""
        if self.latest is not None and self.latest.first is not None and self.latest.precision in {"day", "month"}:
            before = self.latest.first
            return before.year + (before.month >= 11 and m <= 2)
        return self.years[-1]

    def _from_title(self, m: int, d: int | None) -> int | None:
        fits = set()
        for dated in self.title:
            if dated.first and dated.last:
                for y in range(dated.first.year, min(dated.last.year, dated.first.year + 10) + 1):
                    whole = month(y, m)
                    if whole.first and whole.last and whole.last >= dated.first and whole.first <= dated.last:
                        fits.add(y)
        return fits.pop() if len(fits) == 1 else None

    def _only_stated(self) -> int | None:
        """The one year a text names, if it names but one."""
        counts = Counter(self.stated)
        return next(iter(counts)) if len(counts) == 1 else None


def _safe(y: int, m: int, d: int) -> dt.date:
    """The day, or the month's last one when it has not so many (29 February)."""
    last = month(y, m).last
    assert last is not None
    return dt.date(y, m, min(d, last.day))


def years_in(dates: Iterable[Dated]) -> list[int]:
    return [dated.first.year for dated in dates if dated.first is not None]
