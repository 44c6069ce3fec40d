"""From the pieces of an expression to the days it means: one small builder a form of expression."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from dateutil.relativedelta import relativedelta

from heldby.model.mention import TimePrecision
from heldby.reading.quantities.numerals import ORDINALS, words_to_number
from heldby.reading.times.lexer import CLASSES, MONTH_NUMBER, WEEKDAY_NUMBER, Piece
from heldby.reading.times.mention import Dated, day, decade, month, season, week, year
from heldby.reading.times.thread import Thread

__all__ = ["BUILDERS", "Found"]

Side = Literal["early", "mid", "late"]
_UNIT_PRECISION: dict[str, TimePrecision] = {"day": "day", "week": "week", "fortnight": "week", "weekend": "week", "month": "month", "year": "year", "decade": "year"}
_SIDES: dict[str, Side] = {
    "EARLY": "early", "START": "early", "MID": "mid", "LATE": "late", "END": "late", "LATER": "late", "EARLIER": "early",
}  # fmt: skip
VAGUE = Dated(None, None, "vague")


@dataclass(frozen=True, slots=True)
class Found:
    """The pieces a rule matched."""

    pieces: Sequence[Piece]

    def get(self, *names: str) -> Piece | None:
        return next(iter(self.all(*names)), None)

    def all(self, *names: str) -> list[Piece]:
        letters = {CLASSES[name] for name in names}
        return [piece for piece in self.pieces if piece.letter in letters]

    def has(self, *names: str) -> bool:
        return self.get(*names) is not None

    @property
    def month(self) -> int | None:
        piece = self.get("MONTH", "ABBR")
        return MONTH_NUMBER[piece.text] if piece else None

    @property
    def days(self) -> list[int]:
        return [_ordinal(p) if p.letter == CLASSES["ORD"] else int(p.text) for p in self.all("DAY", "ORD")]

    @property
    def year(self) -> int | None:
        piece = self.get("YEAR")
        return int(piece.text) if piece else None

    @property
    def side(self) -> Side | None:
        return next((side for name, side in _SIDES.items() if self.has(name)), None)

    @property
    def unit(self) -> str | None:
        piece = self.get("UNIT", "UNITS", "CENTURY")
        if piece is None:
            return None
        return "century" if piece.text in {"century", "centuries"} else piece.text.removesuffix("s")

    @property
    def count(self) -> float | None:
        """How many units; null for "several", "a few"."""
        words = [p.text for p in self.all("COUNT", "DAY", "TWODIGIT", "NUM", "YEAR")]
        if self.has("SOME"):
            return 2.0 if any(p.text == "couple" for p in self.all("SOME")) else None
        return words_to_number(words) if words else 1.0


def _ordinal(piece: Piece) -> int:
    return ORDINALS.get(piece.text) or int(piece.text[:-2])


def part(whole: Dated, side: Side | None) -> Dated:
    """The early, middle or late third of an interval; whole months of a year, ten days of a month."""
    if side is None or whole.first is None or whole.last is None:
        return whole
    first, last = whole.first, whole.last
    length = (last - first).days + 1
    if whole.precision == "month":
        bounds = {"early": (first, first.replace(day=10)), "mid": (first.replace(day=11), first.replace(day=20)), "late": (first.replace(day=21), last)}
        return Dated(*bounds[side], "week")
    if whole.precision == "year" and length <= 366:
        y = first.year
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[side]
        return Dated(month(y, months[0]).first, month(y, months[1]).last, "season")
    third = length // 3
    if whole.precision == "year":
        years = last.year - first.year + 1
        begin, stop = {"early": (0, years // 2 - 1), "mid": (years * 3 // 10, years * 7 // 10 - 1), "late": (years // 2, years - 1)}[side]
        return Dated(dt.date(first.year + begin, 1, 1), dt.date(first.year + stop, 12, 31), "year")
    begin, stop = {"early": (0, third), "mid": (third, 2 * third), "late": (2 * third, length - 1)}[side]
    return Dated(first + dt.timedelta(begin), first + dt.timedelta(stop), whole.precision)


def shift(of: dt.date, unit: str, count: float) -> Dated:
    """The day, week, month or year that lies `count` units from a day, as precise as the unit."""
    n = int(count)
    if unit == "day":
        return day(of + relativedelta(days=n))
    if unit in {"week", "fortnight", "weekend"}:
        return week(of + relativedelta(weeks=n * (2 if unit == "fortnight" else 1)))
    if unit == "month":
        moved = of + relativedelta(months=n)
        return month(moved.year, moved.month)
    if unit == "decade":
        return year(of.year + 10 * n)
    return year(of.year + (100 * n if unit == "century" else n))


def full_date(found: Found, thread: Thread) -> Dated | None:
    m, days, y = found.month, found.days, found.year
    if m is None or not days:
        return None
    y = y if y is not None else thread.year_of(m, days[0])
    if y is None:
        return Dated(None, None, "day")
    return Dated(dt.date(y, m, days[0]), dt.date(y, m, days[-1]), "day")


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


def month_year(found: Found, thread: Thread) -> Dated | None:
    months = [MONTH_NUMBER[p.text] for p in found.all("MONTH", "ABBR")]
    y = found.year if found.year is not None else thread.year_of(months[0])
    if y is None:
        return Dated(None, None, "month")
    if len(months) == 2:
        begins = y - (months[0] > months[1])
        return Dated(month(begins, months[0]).first, month(y, months[1]).last, "month")
    return part(month(y, months[0]), found.side)


def nth_week(found: Found, thread: Thread) -> Dated | None:
    """"The second week of March": days 8 to 14; the last week: the last seven days."""
    whole = month_year(found, thread)
    if whole is None or whole.first is None or whole.last is None:
        return Dated(None, None, "week")
    place = found.get("ORD")
    if place is None:
        return Dated(whole.last - dt.timedelta(6), whole.last, "week")
    first = whole.first + dt.timedelta(7 * (_ordinal(place) - 1))
    return Dated(first, min(first + dt.timedelta(6), whole.last), "week")


def plain_year(found: Found, thread: Thread) -> Dated | None:
    return part(year(found.year), found.side) if found.year else None


def year_tail(found: Found, thread: Thread) -> Dated | None:
    """The "91" of "1890-91"."""
    return year(thread.years[-1] // 100 * 100 + int(found.pieces[0].text)) if thread.years else None


def decades(found: Found, thread: Thread) -> Dated | None:
    text = found.get("DECADE").text.removesuffix("s")  # type: ignore[union-attr]
    first = int(text) if len(text) == 4 else 1900 + int(text)
    span = 100 if len(text) == 4 and text.endswith("00") and text != "2000" else 10
    return part(decade(first, span), found.side)


def century(found: Found, thread: Thread) -> Dated | None:
    if found.has("BC"):
        return VAGUE
    place = _ordinal(found.get("ORD"))  # type: ignore[arg-type]
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
    return min(pairs, key=lambda p: 0 if p[0] <= published <= p[1] else min(abs((p[0] - published).days), abs((p[1] - published).days)))[0].year


def quarter(found: Found, thread: Thread) -> Dated | None:
    place = found.get("ORD", "DAY")
    y = found.year or (thread.published.year if thread.published and found.has("THIS") else None)
    n = 0 if place is None else _ordinal(place) if place.letter == CLASSES["ORD"] else int(place.text)
    if y is None or not 1 <= n <= (2 if found.has("HALF") else 4):
        return Dated(None, None, "season")
    months = 6 if found.has("HALF") else 3
    return Dated(month(y, months * (n - 1) + 1).first, month(y, months * n).last, "season")


def edge_of_unit(found: Found, thread: Thread) -> Dated | None:
    """"The end of the year", "the start of this month"; "the end of the day" is the day the text is in."""
    if found.unit == "day":
        return day(thread.latest_day) if thread.latest_day else Dated(None, None, "day")
    if thread.published is None or found.unit not in {"week", "month", "year"}:
        return Dated(None, None, _UNIT_PRECISION.get(found.unit or "", "vague"))
    return part(shift(thread.published, found.unit, -1 if found.has("LAST") else 1 if found.has("NEXT") else 0), found.side)


def today(found: Found, thread: Thread) -> Dated | None:
    if found.pieces[0].text == "today" and thread.nowadays():
        return None
    if thread.published is None:
        return Dated(None, None, "day")
    offset = {"yesterday": -1, "tomorrow": 1, "overnight": 0}.get(found.get("TODAY").text, 0)  # type: ignore[union-attr]
    return day(thread.published + dt.timedelta(offset))


def part_of_day(found: Found, thread: Thread) -> Dated | None:
    """"This morning" is the day of publication; "last night" began the day before."""
    if thread.published is None:
        return Dated(None, None, "day")
    return day(thread.published - dt.timedelta(1 if found.has("LAST") else 0))


def weekday(found: Found, thread: Thread) -> Dated | None:
    wanted = WEEKDAY_NUMBER[found.get("WEEKDAY", "WDABBR").text]  # type: ignore[union-attr]
    if found.has("UNIT"):
        return _weekday_of_week(found, wanted, thread)
    if found.has("FOLLOWING", "PREV", "THAT") or (found.has("NEXT") and found.has("THE")):
        return _weekday_from(thread.latest_day, wanted, -1 if found.has("PREV") else 1, found.has("THAT"))
    if thread.published is None:
        return Dated(None, None, "day")
    back = (thread.published.weekday() - wanted) % 7
    if found.has("LAST", "PAST"):
        return day(thread.published - dt.timedelta(back or 7))
    if found.has("NEXT", "COMING"):
        return day(thread.published + dt.timedelta(7 - back))
    forward = thread.direction > 0
    return day(thread.published + dt.timedelta((7 - back) % 7) if forward else thread.published - dt.timedelta(back))


def _weekday_of_week(found: Found, wanted: int, thread: Thread) -> Dated:
    if thread.published is None:
        return Dated(None, None, "day")
    begin = week(thread.published + dt.timedelta(7 * (-1 if found.has("LAST") else 1 if found.has("NEXT") else 0))).first
    assert begin is not None
    return day(begin + dt.timedelta(wanted))


def _weekday_from(anchor: dt.date | None, wanted: int, step: int, same: bool) -> Dated:
    if anchor is None:
        return Dated(None, None, "day")
    if same and anchor.weekday() == wanted:
        return day(anchor)
    distance = ((wanted - anchor.weekday()) * step) % 7 or 7
    return day(anchor + dt.timedelta(step * distance))


def this_unit(found: Found, thread: Thread) -> Dated | None:
    """"This week", "last year", "later this month": the calendar unit; "earlier this week" ends with the publication, "later" begins there."""
    unit = found.unit or "day"
    if unit == "day" and found.has("LAST", "NEXT"):
        return None
    precision = _UNIT_PRECISION.get(unit, "year")
    if thread.published is None or unit in {"hour", "minute"}:
        return Dated(None, None, precision)
    step = -1 if found.has("LAST", "PAST", "PREV") else 1 if found.has("NEXT", "COMING") else 0
    whole = shift(thread.published, unit, step)
    if unit == "weekend" and whole.last:
        back = 1 if step == 0 and thread.direction < 0 and thread.published.weekday() < 5 else 0
        whole = Dated(whole.last - dt.timedelta(1 + 7 * back), whole.last - dt.timedelta(7 * back), "week")
    if step == 0 and found.has("EARLIER"):
        return Dated(whole.first, thread.published, whole.precision)
    if step == 0 and found.has("LATER"):
        return Dated(thread.published, whole.last, whole.precision)
    return part(whole, found.side)


def month_of_relative(found: Found, thread: Thread) -> Dated | None:
    """"Last March", "in October last year", "5 May this year"."""
    m, pub = found.month, thread.published
    assert m is not None
    step = -1 if found.has("LAST", "PAST") else 1 if found.has("NEXT", "COMING") else 0
    if pub is None:
        return Dated(None, None, "day" if found.days else "month")
    if found.has("UNIT"):
        y = pub.year + step
    elif step < 0:
        y = pub.year - (m >= pub.month)
    else:
        y = pub.year + (m <= pub.month if step else 0)
    return part(month(y, m), found.side) if not found.days else day(dt.date(y, m, found.days[0]))


def rolling(found: Found, thread: Thread) -> Dated | None:
    """"The past three months": back from the publication; "the next two weeks": on from it."""
    unit, count = found.unit or "day", found.count
    if found.has("FOLLOWING", "PREV") or (found.has("NEXT") and thread.direction < 0):
        return _around_latest(found, thread, unit, count)
    if thread.published is None or count is None or unit == "minute":
        return Dated(None, None, "vague" if count is None else _UNIT_PRECISION.get(unit, "day"))
    if unit == "hour":
        unit, count = "day", -(-count // 24)
    other = _moved(thread.published, unit, count if found.has("NEXT", "COMING") else -count)
    first, last = sorted((other, thread.published))
    return Dated(first, last, _UNIT_PRECISION.get(unit, "year"))


def _around_latest(found: Found, thread: Thread, unit: str, count: float | None) -> Dated:
    """"The following two days", "the previous week" of a story: next to the last day it told."""
    if thread.latest is None or thread.latest.first is None or count is None or unit in {"hour", "minute"}:
        return Dated(None, None, "vague" if count is None else _UNIT_PRECISION.get(unit, "day"))
    anchor = thread.latest_day or thread.latest.first
    other = _moved(anchor, unit, -count if found.has("PREV") else count)
    nearest = anchor + dt.timedelta(1 if other > anchor else -1)
    return Dated(min(nearest, other), max(nearest, other), _UNIT_PRECISION.get(unit, "year"))


def _moved(of: dt.date, unit: str, count: float) -> dt.date:
    n = int(count)
    steps = {"day": {"days": n}, "week": {"weeks": n}, "weekend": {"weeks": n}, "fortnight": {"weeks": 2 * n}, "month": {"months": n}}
    return of + relativedelta(**steps.get(unit, {"years": n * {"decade": 10, "century": 100}.get(unit, 1)}))  # type: ignore[arg-type]


def ago(found: Found, thread: Thread) -> Dated | None:
    unit, count = found.unit or "day", found.count
    if thread.published is None or count is None or unit in {"hour", "minute"}:
        return Dated(None, None, "vague" if count is None else _UNIT_PRECISION.get(unit, "day"))
    return shift(thread.published, unit, -count)


def from_latest(found: Found, thread: Thread) -> Dated | None:
    """"Two days later", "the next day", "the year before", "that month": from the last time the text told."""
    unit, count = found.unit or "day", found.count
    anchor = thread.latest_day if unit == "day" or thread.latest is None else thread.latest.first
    if anchor is None or count is None or unit in {"hour", "minute"}:
        return Dated(None, None, "vague" if count is None else _UNIT_PRECISION.get(unit, "day"))
    if found.has("THAT", "SAME", "THIS"):
        return part(shift(anchor, unit, 0), found.side)
    back = found.has("EARLIER", "BEFORE", "PREV") and not found.has("LATER")
    return shift(anchor, unit, -count if back else count)


def the_weekend(found: Found, thread: Thread) -> Dated | None:
    """"Over the weekend": the last one, or the next when the tense looks forward."""
    if found.unit != "weekend":
        return None
    if thread.published is None:
        return Dated(None, None, "week")
    ahead = thread.direction > 0 or thread.published.weekday() >= 5
    sunday = thread.published - dt.timedelta(thread.published.weekday() + 1) + dt.timedelta(7 if ahead else 0)
    return Dated(sunday - dt.timedelta(1), sunday, "week")


def nine_eleven(found: Found, thread: Thread) -> Dated | None:
    """The one day that the press names by its numbers alone."""
    same = found.pieces[0].text == "9" and found.pieces[2].text == "11" and found.pieces[2].start - found.pieces[0].end == 1
    return day(dt.date(2001, 9, 11)) if same else None


def early_year(found: Found, thread: Thread) -> Dated | None:
    """A full date before the year 1000."""
    number = found.get("NUM")
    if number is None or len(number.text) != 3 or not number.text.isdigit() or found.month is None:
        return None
    return day(dt.date(int(number.text), found.month, found.days[0]))


def bare_season(found: Found, thread: Thread) -> Dated | None:
    return Dated(None, None, "season")


def month_of_latest(found: Found, thread: Thread) -> Dated | None:
    """"In March of the same year"."""
    if not thread.years or found.month is None:
        return Dated(None, None, "month")
    whole = month(thread.years[-1], found.month)
    return part(whole, found.side) if not found.days else day(dt.date(thread.years[-1], found.month, found.days[0]))


def day_of_latest(found: Found, thread: Thread) -> Dated | None:
    """"On the 15th": of the month the text is in."""
    near = thread.latest.first if thread.latest and thread.latest.precision in {"day", "month"} else thread.published
    return day(near.replace(day=found.days[0])) if near and found.days[0] <= 31 else Dated(None, None, "day")


def vague(found: Found, thread: Thread) -> Dated | None:
    return VAGUE


BUILDERS: dict[str, Callable[[Found, Thread], Dated | None]] = {
    f.__name__: f
    for f in (
        full_date, iso, numeric_date, month_year, nth_week, plain_year, year_tail, decades, century, era_year, season_of, quarter, edge_of_unit,
        today, part_of_day, the_weekend, nine_eleven, early_year, bare_season, weekday, this_unit, month_of_relative, rolling, ago, from_latest, month_of_latest, day_of_latest, vague,
    )
}  # fmt: skip
