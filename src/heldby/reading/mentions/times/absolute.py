"""Builders of absolute times: dates, months, seasons, years, decades and centuries. A date may lack its year ("3 November")."""

from __future__ import annotations

import datetime as dt
import re

from heldby.reading.mentions.times.arithmetic import VAGUE, part
from heldby.reading.mentions.times.expression import Expression, ordinal
from heldby.reading.mentions.times.lexer import CLASSES, DECADES, MONTH_NUMBER, WEEKDAY_NUMBER
from heldby.reading.mentions.times.mention import Dated, day, decade, month, season, year
from heldby.reading.mentions.times.temporal_context import TemporalContext

__all__ = [
    "bare_season", "century", "decades", "early_year", "era_year", "full_date", "half_month", "holiday", "iso", "month_year", "nine_eleven",
    "nth_week", "numeric_date", "plain_year", "quarter", "season_of", "short_date", "two_dates", "vague", "year_tail",
]  # fmt: skip

FIXED_HOLIDAYS = {"christmas": (12, 25), "halloween": (10, 31)}
"""Months and days of the holidays that are on the same day every year."""


def full_date(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "3 November 2017" as one day, and "March 3-5" as the interval from the first to the last of its days."""
    m, days, y = expression.month, expression.days, expression.year
    if m is None or not days:
        return None
    y, estimated = (y, False) if y is not None else context.year_of(m, days[0])
    if y is None:
        return Dated(None, None, "day")
    if expression.year is None and (name := expression.get("WEEKDAY", "WDABBR")):
        y = _year_with_weekday(y, m, days[0], WEEKDAY_NUMBER[name.text])
    return Dated(dt.date(y, m, min(days)), dt.date(y, m, max(days)), "day", estimated)


def _year_with_weekday(y: int, m: int, d: int, target: int) -> int:
    """Return the year in which a day is the weekday `target` (0 is Monday): `y` or a year beside it, or `y` if none of them fits."""
    return next((near for near in (y, y - 1, y + 1) if dt.date(near, m, d).weekday() == target), y)


def short_date(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "7-Feb-15", "19/Nov/2016" or "Nov. 19, '16". The last piece is the year."""
    assert expression.month is not None
    return day(dt.date(_full_year(int(expression.pieces[-1].text)), expression.month, expression.days[0]))


def _full_year(y: int) -> int:
    """Return a year of four digits. Years of two digits are those from 1970 to 2069."""
    return y + (0 if y >= 100 else 2000 if y < 70 else 1900)


def two_dates(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "May 31 and 1 June" as the interval from the first day to the second."""
    first, last = (MONTH_NUMBER[p.text] for p in expression.all("MONTH", "ABBR"))
    days = expression.days
    y, estimated = (expression.year, False) if expression.year is not None else context.year_of(last, days[1])
    if y is None:
        return Dated(None, None, "day")
    return Dated(dt.date(y - (first > last), first, days[0]), dt.date(y, last, days[1]), "day", estimated)


def iso(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "2017-11-03" or "2017/11/03"."""
    return day(dt.date.fromisoformat(expression.pieces[0].text.replace("/", "-")))


def numeric_date(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "3/11/2017", with day and month in either order.

    A number over 12 settles the order. With dots, the day comes first. Otherwise the date nearer to the publication date is taken, as an
    estimate, and without a publication date the expression stays undated.
    """
    a, b, y = (int(x) for x in re.split("[./-]", expression.pieces[0].text))
    readings = [dt.date(_full_year(y), m, d) for d, m in ((a, b), (b, a)) if m <= 12]
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


def half_month(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the first half of June" as days 1 to 15, and "the second half of June" as the days from the 16th on."""
    whole = month_year(expression, context)
    place = ordinal(expression.get("ORD"))  # type: ignore[arg-type]
    if whole is None or whole.first is None or whole.last is None or place > 2:
        return Dated(None, None, "week")
    middle = whole.first.replace(day=15)
    first, last = (whole.first, middle) if place == 1 else (middle + dt.timedelta(1), whole.last)
    return Dated(first, last, "week", whole.estimated)


def plain_year(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "2014" or "mid-2016"."""
    return part(year(expression.year), expression.side) if expression.year else None


def year_tail(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date the "91" of "1890-91", in the century of the previous time in the text."""
    return year(context.years[-1] // 100 * 100 + int(expression.pieces[0].text)) if context.years else None


def decades(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date "the 1990s" or "the nineties" as a decade, and "the 1900s" as a century."""
    text = expression.get("DECADE", "YEAR", "TENS").text  # type: ignore[union-attr]
    text = str(DECADES.get(text, text.removesuffix("s")))
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
    """Date "spring 2016", "last summer" or "the winter of 2015".

    "The spring" without a year is the latest one that started before publication after a verb in the past tense, and the next one if the
    tense is future.
    """
    name = expression.get("SEASON").text  # type: ignore[union-attr]
    y = expression.year
    if y is None and context.published and expression.has("UNIT"):
        y = context.published.year + (-1 if expression.has("LAST") else 1 if expression.has("NEXT") else 0)
    elif y is None and context.published and expression.has("THIS", "LAST", "NEXT"):
        y = _season_year(name, context.published, "LAST" if expression.has("LAST") else "NEXT" if expression.has("NEXT") else "THIS")
    elif y is None and context.published and context.direction and not context.attributive and not context.is_retrospective():
        y = _season_year(name, context.published, "NEXT" if context.direction > 0 else "LATEST")
    return part(season(y, name), expression.side) if y else Dated(None, None, "season")


def _season_year(name: str, published: dt.date, which: str) -> int:
    """Return the year in which the last, latest, this or the next season of a name starts.

    The last one is over, and the latest one has started. "This summer" is the current or else the nearest one.
    """
    around = [season(published.year + k, name) for k in (-2, -1, 0, 1)]
    pairs = [(s.first, s.last) for s in around if s.first and s.last]
    if which == "LAST":
        return max(first for first, last in pairs if last < published).year
    if which == "LATEST":
        return max(first for first, _ in pairs if first <= published).year
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


def holiday(expression: Expression, context: TemporalContext) -> Dated | None:
    """Date a holiday that has a fixed day ("Christmas", "New Year's Eve"). Other holidays stay undated."""
    fixed = (1, 1) if expression.has("NEW") else FIXED_HOLIDAYS.get(expression.pieces[0].text)
    if expression.get("UNIT") and expression.all("UNIT")[-1].text not in {"day", "year"}:
        return None
    if fixed is None or context.attributive:
        return VAGUE
    eve = expression.has("EVE")
    m, d = (12, 31) if eve and fixed == (1, 1) else (fixed[0], fixed[1] - eve)
    y, estimated = (expression.year, False) if expression.year is not None else context.year_of(m, d)
    return VAGUE if y is None else Dated(dt.date(y, m, d), dt.date(y, m, d), "day", estimated)


def vague(expression: Expression, context: TemporalContext) -> Dated | None:
    """Leave an expression without days ("recent weeks") undated and vague."""
    return VAGUE
