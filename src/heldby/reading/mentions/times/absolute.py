"""Builders of absolute times: dates, months, seasons, years, decades and centuries. A date may lack its year ("3 November")."""

from __future__ import annotations

import datetime as dt

from heldby.reading.mentions.times.arithmetic import VAGUE, part
from heldby.reading.mentions.times.expression import Expression, ordinal
from heldby.reading.mentions.times.lexer import CLASSES, MONTH_NUMBER
from heldby.reading.mentions.times.mention import Dated, day, decade, month, season, year
from heldby.reading.mentions.times.temporal_context import TemporalContext

__all__ = [
    "bare_season", "century", "decades", "early_year", "era_year", "full_date", "iso", "month_year", "nine_eleven",
    "nth_week", "numeric_date", "plain_year", "quarter", "season_of", "two_dates", "vague", "year_tail",
]  # fmt: skip


def full_date(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "3 November 2017" as one day, and "March 3-5" as the interval from the first to the last of its days."""
    m, days, y = expression.month, expression.days, expression.year
    if m is None or not days:
        return None
    y, estimated = (y, False) if y is not None else context.year_of(m, days[0])
    if y is None:
        return Dated(None, None, "day")
    return Dated(dt.date(y, m, min(days)), dt.date(y, m, max(days)), "day", estimated)


def two_dates(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "May 31 and 1 June" as the interval from the first day to the second."""
    first, last = (MONTH_NUMBER[p.text] for p in expression.all("MONTH", "ABBR"))
    days = expression.days
    y, estimated = (expression.year, False) if expression.year is not None else context.year_of(last, days[1])
    if y is None:
        return Dated(None, None, "day")
    return Dated(dt.date(y - (first > last), first, days[0]), dt.date(y, last, days[1]), "day", estimated)


def iso(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "2017-11-03"."""
    return day(dt.date.fromisoformat(expression.pieces[0].text))


def numeric_date(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "3/11/2017", with day and month in either order.

    A number over 12 settles the order. With dots, the day comes first. Otherwise the date nearer to the publication date is taken, as an
    estimate, and without a publication date the expression stays undated.
    """
    a, b, y = (int(x) for x in expression.pieces[0].text.replace(".", "/").split("/"))
    y += 0 if y >= 100 else 2000 if y < 70 else 1900
    readings = [dt.date(y, m, d) for d, m in ((a, b), (b, a)) if m <= 12]
    if len(set(readings)) == 1:
        return day(readings[0])
    if "." in expression.pieces[0].text:
        return day(readings[0])
    if context.published is None:
        return Dated(None, None, "day")
    near = min(readings, key=lambda d: abs((d - context.published).days))  # type: ignore[operator]
    return Dated(near, near, "day", True)


def early_year(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date a day in a year from 100 to 999 ("30 September 420"), or return None for other numbers."""
    number = expression.get("NUM")
    if number is None or len(number.text) != 3 or not number.text.isdigit() or expression.month is None:
        return None
    return day(dt.date(int(number.text), expression.month, expression.days[0]))


def month_year(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "November 2017", "early March 2016" or "January-June 2016"."""
    months = [MONTH_NUMBER[p.text] for p in expression.all("MONTH", "ABBR")]
    y, estimated = (expression.year, False) if expression.year is not None else context.year_of(months[0])
    if y is None:
        return Dated(None, None, "month")
    if len(months) == 2:
        begins = y - (months[0] > months[1])
        return Dated(month(begins, months[0]).first, month(y, months[1]).last, "month", estimated)
    return part(month(y, months[0]), expression.side)._replace(estimated=estimated)


def nth_week(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the second week of March" as days 8 to 14, and "the last week of March" as its last seven days."""
    whole = month_year(expression, context)
    if whole is None or whole.first is None or whole.last is None:
        return Dated(None, None, "week")
    place = expression.get("ORD")
    if place is None:
        return Dated(whole.last - dt.timedelta(6), whole.last, "week")
    first = whole.first + dt.timedelta(7 * (ordinal(place) - 1))
    return Dated(first, min(first + dt.timedelta(6), whole.last), "week")


def plain_year(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "2014" or "mid-2016"."""
    return part(year(expression.year), expression.side) if expression.year else None


def year_tail(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date the "91" of "1890-91", in the century of the previous time in the text."""
    return year(context.years[-1] // 100 * 100 + int(expression.pieces[0].text)) if context.years else None


def decades(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the 1990s" as a decade, and "the 1900s" as a century."""
    text = expression.get("DECADE", "YEAR").text.removesuffix("s")  # type: ignore[union-attr]
    if not text.endswith("0"):
        return None
    first = int(text) if len(text) == 4 else 1900 + int(text)
    span = 100 if len(text) == 4 and text.endswith("00") and text != "2000" else 10
    return part(decade(first, span), expression.side)


def century(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the 19th century" as the years 1800 to 1899. Centuries BC stay undated."""
    if expression.has("BC"):
        return VAGUE
    place = ordinal(expression.get("ORD"))  # type: ignore[arg-type]
    return part(decade(max(1, 100 * (place - 1)), 100), expression.side)


def era_year(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "360 AD". Years BC stay undated, because Python has no dates for them."""
    number = expression.get("NUM", "DAY", "TWODIGIT", "YEAR")
    return VAGUE if expression.has("BC") or number is None or not number.text.isdigit() else year(int(number.text))


def season_of(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "spring 2016", "last summer" or "the winter of 2015"."""
    name = expression.get("SEASON").text  # type: ignore[union-attr]
    y = expression.year
    if y is None and context.published and expression.has("THIS", "LAST", "NEXT"):
        y = _season_year(name, context.published, "LAST" if expression.has("LAST") else "NEXT" if expression.has("NEXT") else "THIS")
    return part(season(y, name), expression.side) if y else Dated(None, None, "season")


def _season_year(name: str, published: dt.date, which: str) -> int:
    """Return the year in which the last, this or the next season of a name starts. "This summer" is the current or else the nearest one."""
    around = [season(published.year + k, name) for k in (-2, -1, 0, 1)]
    pairs = [(s.first, s.last) for s in around if s.first and s.last]
    if which == "LAST":
        return max(first for first, last in pairs if last < published).year
    if which == "NEXT":
        return min(first for first, last in pairs if first > published).year
    return min(pairs, key=lambda p: 0 if p[0] <= published <= p[1] else min(abs((p[0] - published).days), abs((p[1] - published).days)))[
        0
    ].year


def bare_season(expression: Expression, context: TemporalContext) -> Dated | None:
    """Leave a season without a year ("summer") undated."""
    return Dated(None, None, "season")


def quarter(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the first quarter of 2016" or "second half of 2015"."""
    place = expression.get("ORD", "DAY")
    y = expression.year or (context.published.year if context.published and expression.has("THIS") else None)
    n = 0 if place is None else ordinal(place) if place.letter == CLASSES["ORD"] else int(place.text)
    if y is None or not 1 <= n <= (2 if expression.has("HALF") else 4):
        return Dated(None, None, "season")
    months = 6 if expression.has("HALF") else 3
    return Dated(month(y, months * (n - 1) + 1).first, month(y, months * n).last, "season")


def nine_eleven(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "9/11" as 11 September 2001, or return None for other numbers."""
    same = (
        expression.pieces[0].text == "9"
        and expression.pieces[2].text == "11"
        and expression.pieces[2].start - expression.pieces[0].end == 1
    )
    return day(dt.date(2001, 9, 11)) if same else None


def vague(expression: Expression, context: TemporalContext) -> Dated | None:
    """Leave an expression without days ("recent weeks") undated and vague."""
    return VAGUE
