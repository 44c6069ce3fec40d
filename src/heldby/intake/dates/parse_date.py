"""Parse dates as people and machines write them. The parser is strict: it returns a date only if the text can mean no other day."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
         "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip

_MONTH = r"(?P<{}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{1,3})?"
_YEAR = r"(?P<{}>(?:1[89]|20|21)\d\d)"
_DAY = r"(?P<{}>[0-3]?\d)"

DAY = (
    rf"(?i:{_WEEKDAY}(?:"
    rf"{_YEAR.format('y1')}-(?P<m1>[01]\d)-{_DAY.format('d1')}"
    rf"|{_DAY.format('d2')}(?:st|nd|rd|th)?(?:\s{{1,3}}of)?[\s-]{{1,3}}{_MONTH.format('m2')},?[\s-]{{1,3}}{_YEAR.format('y2')}"
    rf"|{_MONTH.format('m3')}\s{{1,3}}{_DAY.format('d3')}(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR.format('y3')}"
    r"))(?!\d)"
)
"""Regular expression of a full date: "2017-11-03", "3 November 2017", "Friday, Nov. 3, 2017". `date_of_match` reads its matches."""

_CLOCK = re.compile(
    r"[T\s,|·•@-]{0,4}(?:at\s{1,2})?(?:\d{1,2}[:.h]\d\d(?:[:.]\d\d(?:[.,]\d{1,9})?)?|\d{1,2}(?=\s?[ap]\.?m))?\s{0,2}(?:[ap]\.?m\.?)?"
    r"\s{0,2}\(?(?:z|utc|gmt|[a-z]{2,4}|[+-]\d\d:?\d\d)?(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\)?\.?\s{0,3}",
    re.I,
)
_WHOLE = re.compile(DAY)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d\d)(?!\d)")
_SLASHED = re.compile(r"(?P<y>(?:19|20)\d\d)/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?!\d)")
_PACKED = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?\d{4,6}Z?)?$")
_URL = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>[01]?\d|[a-z]{3})[/-](?P<d>[0-3]?\d)(?=[/_-]|\b)", re.I)


class Ambiguous(ValueError):
    """A numeric date that may mean two days; the message names both."""


def make_date(year: int | str, month: int | str, day: int | str) -> dt.date | None:
    """Return a date, or None if the calendar has no such day."""
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def date_of_match(match: re.Match[str]) -> dt.date | None:
    """Return the date of a match of `DAY`, or None if the calendar has no such day."""
    parts = match.groupdict()
    for n in "123":
        if parts[f"y{n}"]:
            month = parts[f"m{n}"]
            return make_date(parts[f"y{n}"], MONTHS.get(month.lower(), month), parts[f"d{n}"])
    return None


def parse_date(written: str) -> dt.date | None:
    """Return the date that a string states, or None if the string is not a date.

    The string may also contain a time of day and a time zone. The date is the one in that time zone.

    Raises:
        Ambiguous: the string is a numeric date that may mean two days, such as "03/04/2017".
    """
    written = written.strip()[:100]
    if match := _WHOLE.match(written):
        return date_of_match(match) if _CLOCK.fullmatch(written, match.end()) else None
    for pattern in (_SLASHED, _PACKED):
        if match := pattern.match(written):
            return make_date(match["y"], match["m"], match["d"]) if _CLOCK.fullmatch(written, match.end()) else None
    if match := _NUMERIC.match(written):
        return _numeric(match)
    return _mail_day(written)


def _numeric(match: re.Match[str]) -> dt.date | None:
    """Return a numeric date, read as day first or month first. Raises Ambiguous if both are possible and differ."""
    first, second = make_date(match["y"], match["b"], match["a"]), make_date(match["y"], match["a"], match["b"])
    if first and second and first != second:
        raise Ambiguous(f"{match[0]} may be {first} or {second}")
    return first or second


def _mail_day(written: str) -> dt.date | None:
    """Parse an RFC 2822 date ("Fri, 3 Nov 2017 10:15:00 +0300")."""
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def date_in_url(url: str) -> dt.date | None:
    """Return the date in an address such as ".../2017/11/03/rawa" or ".../2017-nov-03/", or None if there is none."""
    if not (match := _URL.search(url[:2000])):
        return None
    month = match["m"].lower()
    return make_date(match["y"], MONTHS.get(month, month), match["d"])
