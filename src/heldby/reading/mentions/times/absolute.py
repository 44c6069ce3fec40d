"""Builders of times that say themselves when they are, but for a year: dates, months, seasons, years, decades, centuries."""

from __future__ import annotations

import datetime as dt

from heldby.reading.mentions.times.arithmetic import VAGUE, part
from heldby.reading.mentions.times.expression import Found, ordinal
from heldby.reading.mentions.times.lexer import CLASSES, MONTH_NUMBER
from heldby.reading.mentions.times.mention import Dated, day, decade, month, season, year
from heldby.reading.mentions.times.temporal_context import Thread

__all__ = [
    "bare_season", "century", "decades", "early_year", "era_year", "full_date", "iso", "month_year", "nine_eleven",
    "nth_week", "numeric_date", "plain_year", "quarter", "season_of", "two_dates", "vague", "year_tail",
]  # fmt: skip


def full_date(found: Found, thread: Thread) -> Dated | None:
    m, days, y = found.month, found.days, found.year
    if m is None or not days:
        return None
    y, estimated = (y, False) if y is not None else thread.year_of(m, days[0])
    if y is None:
        return Dated(None, None, "day")
    return Dated(dt.date(y, m, min(days)), dt.date(y, m, max(days)), "day", estimated)


def two_dates(found: Found, thread: Thread) -> Dated | None:
    """ "May 31 and 1 June": from the one to the other."""
    first, last = (MONTH_NUMBER[p.text] for p in found.all("MONTH", "ABBR"))
    days = found.days
    y, estimated = (found.year, False) if found.year is not None else thread.year_of(last, days[1])
    if y is None:
        return Dated(None, None, "day")
    return Dated(dt.date(y - (first > last), first, days[0]), dt.date(y, last, days[1]), "day", estimated)


def iso(found: Found, thread: Thread) -> Dated | None:
    return day(dt.date.fromisoformat(found.pieces[0].text))


def numeric_date(found: Found, thread: Thread) -> Dated | None:
    """Day and month in either order: by the number over 12, else by nearness to the publication date as an estimate, else undated."""
    a, b, y = (int(x) for x in found.pieces[0].text.replace(".", "/").split("/"))
    y += 0 if y >= 100 else 2000 if y < 70 else 1900
    readings = [dt.date(y, m, d) for d, m in ((a, b), (b, a)) if m <= 12]
    if len(set(readings)) == 1:
        return day(readings[0])
    if "." in found.pieces[0].text:
        return day(readings[0])
    if thread.published is None:
        return Dated(None, None, "day")
    near = min(readings, key=lambda d: abs((d - thread.published).days))  # type: ignore[operator]
    return Dated(near, near, "day", True)


def early_year(found: Found, thread: Thread) -> Dated | None:
    """A full date before the year 1000."""
    number = found.get("NUM")
    if number is None or len(number.text) != 3 or not number.text.isdigit() or found.month is None:
        return None
    return day(dt.date(int(number.text), found.month, found.days[0]))


def month_year(found: Found, thread: Thread) -> Dated | None:
    months = [MONTH_NUMBER[p.text] for p in found.all("MONTH", "ABBR")]
    y, estimated = (found.year, False) if found.year is not None else thread.year_of(months[0])
    if y is None:
        return Dated(None, None, "month")
    if len(months) == 2:
        begins = y - (months[0] > months[1])
        return Dated(month(begins, months[0]).first, month(y, months[1]).last, "month", estimated)
    return part(month(y, months[0]), found.side)._replace(estimated=estimated)


def nth_week(found: Found, thread: Thread) -> Dated | None:
    """ "The second week of March": days 8 to 14; the last week: the last seven days."""
    whole = month_year(found, thread)
    if whole is None or whole.first is None or whole.last is None:
        return Dated(None, None, "week")
    place = found.get("ORD")
    if place is None:
        return Dated(whole.last - dt.timedelta(6), whole.last, "week")
    first = whole.first + dt.timedelta(7 * (ordinal(place) - 1))
    return Dated(first, min(first + dt.timedelta(6), whole.last), "week")


def plain_year(found: Found, thread: Thread) -> Dated | None:
    return part(year(found.year), found.side) if found.year else None


def year_tail(found: Found, thread: Thread) -> Dated | None:
    """The "91" of "1890-91"."""
    return year(thread.years[-1] // 100 * 100 + int(found.pieces[0].text)) if thread.years else None


def decades(found: Found, thread: Thread) -> Dated | None:
    text = found.get("DECADE", "YEAR").text.removesuffix("s")  # type: ignore[union-attr]
    if not text.endswith("0"):
        return None
    first = int(text) if len(text) == 4 else 1900 + int(text)
    span = 100 if len(text) == 4 and text.endswith("00") and text != "2000" else 10
    return part(decade(first, span), found.side)


def century(found: Found, thread: Thread) -> Dated | None:
    if found.has("BC"):
        return VAGUE
    place = ordinal(found.get("ORD"))  # type: ignore[arg-type]
    return part(decade(max(1, 100 * (place - 1)), 100), found.side)


def era_year(found: Found, thread: Thread) -> Dated | None:
    """Years before ours cannot be written as dates: they keep their words alone."""
    number = found.get("NUM", "DAY", "TWODIGIT", "YEAR")
    return VAGUE if found.has("BC") or number is None or not number.text.isdigit() else year(int(number.text))


def season_of(found: Found, thread: Thread) -> Dated | None:
    name = found.get("SEASON").text  # type: ignore[union-attr]
    y = found.year
    if y is None and thread.published and found.has("THIS", "LAST", "NEXT"):
        y = _season_year(name, thread.published, "LAST" if found.has("LAST") else "NEXT" if found.has("NEXT") else "THIS")
    return part(season(y, name), found.side) if y else Dated(None, None, "season")


def _season_year(name: str, published: dt.date, which: str) -> int:
    """The year in which the last, this or the next season of a name begins; "this" is the one now or nearest."""
    around = [season(published.year + k, name) for k in (-2, -1, 0, 1)]
    pairs = [(s.first, s.last) for s in around if s.first and s.last]
    if which == "LAST":
        return max(first for first, last in pairs if last < published).year
    if which == "NEXT":
        return min(first for first, last in pairs if first > published).year
    return min(pairs, key=lambda p: 0 if p[0] <= published <= p[1] else min(abs((p[0] - published).days), abs((p[1] - published).days)))[
        0
    ].year


def bare_season(found: Found, thread: Thread) -> Dated | None:
    return Dated(None, None, "season")


def quarter(found: Found, thread: Thread) -> Dated | None:
    place = found.get("ORD", "DAY")
    y = found.year or (thread.published.year if thread.published and found.has("THIS") else None)
    n = 0 if place is None else ordinal(place) if place.letter == CLASSES["ORD"] else int(place.text)
    if y is None or not 1 <= n <= (2 if found.has("HALF") else 4):
        return Dated(None, None, "season")
    months = 6 if found.has("HALF") else 3
    return Dated(month(y, months * (n - 1) + 1).first, month(y, months * n).last, "season")


def nine_eleven(found: Found, thread: Thread) -> Dated | None:
    """The one day that the press names by its numbers alone."""
    same = found.pieces[0].text == "9" and found.pieces[2].text == "11" and found.pieces[2].start - found.pieces[0].end == 1
    return day(dt.date(2001, 9, 11)) if same else None


def vague(found: Found, thread: Thread) -> Dated | None:
    return VAGUE
