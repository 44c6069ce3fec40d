"""Checks the times that a model states and turns them into intervals of days."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from heldby.model import When
from heldby.model.mention import TimePrecision
from heldby.reading.llm.report_text import ReportText

FACTS = frozenset({"happened", "ongoing"})
"""Statuses of claims about what was so when the report was published."""
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
FIRST_YEAR = 1900
YEARS_AHEAD = 20
"""How many years after its publication a report may name."""
LONGEST_NAME = 300
LENGTHS: tuple[tuple[int, TimePrecision], ...] = ((1, "day"), (7, "week"), (31, "month"), (93, "season"), (366, "year"))
"""The largest number of days of an interval with each precision."""

Interval = tuple[dt.date | None, dt.date | None]


def checked_time(answered: object, report: ReportText, published: dt.date | None, status: str) -> When | None:
    """Return the time that a model states; None if it is not possible.

    The words for the time must occur in the report. Its days may be missing: then the words cannot be dated. A fact cannot be later than
    the report. If the report has no publication date, its text must name the year, because nothing else says which year is meant.
    """
    words, date = (answered.get("text"), answered.get("date")) if isinstance(answered, dict) else (None, None)
    if not isinstance(words, str) or len(words) > LONGEST_NAME or not report.find_all(words):
        return None
    text = " ".join(words.split())
    if date is None or date == "":
        return When(precision="vague", text=text)
    interval = parse_interval(date) if isinstance(date, str) else None
    if interval is None or not _is_possible(interval, report, published, status):
        return None
    first, last = interval
    return When(first=first, last=last, precision=_precision(interval, date), text=text)


def parse_interval(date: str) -> Interval | None:
    """Return the days of "2017-11-03", "2017-11", "2017" or an interval such as "2017-11-03/2017-11-05", with ".." for an open end.

    Returns None for anything else and for days that do not exist.
    """
    start, slash, end = date.strip().partition("/")
    opening = _days(start)
    closing = _days(end) if slash else opening
    if opening is None or closing is None:
        return None
    first, last = opening[0], closing[1]
    return None if (first is None and last is None) or (first and last and first > last) else (first, last)


def _days(date: str) -> Interval | None:
    """Return the first and last day of a day, month or year; (None, None) for ".."; None if it is none of these."""
    if date.strip() == "..":
        return None, None
    match = DATE.fullmatch(date.strip())
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    try:
        last_month = month or 12
        last_day = day or monthrange(year or 1, last_month)[1]
        return dt.date(year or 0, month or 1, day or 1), dt.date(year or 0, last_month, last_day)
    except ValueError:
        return None


def _is_possible(interval: Interval, report: ReportText, published: dt.date | None, status: str) -> bool:
    days = [day for day in interval if day]
    if min(days).year < FIRST_YEAR:
        return False
    if published is None:
        return all(report.find_all(str(day.year)) for day in days)
    if status in FACTS and interval[0] and interval[0] > published:
        return False
    return max(days).year <= published.year + YEARS_AHEAD


def _precision(interval: Interval, date: str) -> TimePrecision:
    first, last = interval
    if first and last:
        days = (last - first).days + 1
        return next((precision for most, precision in LENGTHS if days <= most), "vague")
    known = max(date.split("/"), key=len).strip()
    return {10: "day", 7: "month"}.get(len(known), "year")  # type: ignore[return-value]
