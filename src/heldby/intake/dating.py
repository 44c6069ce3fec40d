"""When a report was published, where that was found, and what speaks against it.

Only what states a publication date may date a report: a given field, a page's metadata, a dateline or date line in the first lines,
the address. A year in a footer, or a date in running text, never does.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from heldby.intake.days import DAY, Ambiguous, day_in_url, day_of_match, read_day

How = Literal["given", "meta", "text", "url"]
FIRST_NEWS = dt.date(1900, 1, 1)
"""Reports older than this are not what this program reads; such a date is more often a default or a slip."""

HEAD_LINES = 6
"""Where a report may say its own date: its first non-empty lines."""
CHRONICLE_CHARS = 20_000
"""How far a text is looked through for further lines that are dates."""

_LABEL = r"(?:first\s)?(?:published|posted|issued|released|publication\sdate|date|dated|issue\sdate|release\sdate)(?:\s(?:on|at|online))?"
LABELLED = re.compile(rf"\W{{0,4}}{_LABEL}\s{{0,2}}[:\-–|]?\s{{0,3}}{DAY}", re.I)
UPDATED = re.compile(rf"\W{{0,4}}(?:last\s)?(?:updated|modified)(?:\s(?:on|at))?\s{{0,2}}[:\-–|]?\s{{0,3}}{DAY}", re.I)
ALONE = re.compile(rf"\W{{0,4}}{DAY}", re.I)
AFTER_DAY = re.compile(
    r"[\s,|·•@–-]{0,4}(?:at\s)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?\s{0,2}(?:[ap]\.?m\.?)?\s{0,2}(?:[A-Z]{2,4})?(?:\s?[+-]\d{1,4})?\W{0,4}"
)
_NAME = r"[A-Z][\w.'’-]{0,30}"
_NAMES = rf"{_NAME}(?:,?\s{{1,2}}{_NAME}){{0,2}}"
BYLINE_AFTER = re.compile(rf"\s{{0,3}}(?:[|·•]\s{{0,3}}[^.!?:]{{2,60}}|[-–—,]\s{{0,3}}(?:[Bb]y\s{_NAMES}|{_NAMES})$)")
BEFORE_DAY = re.compile(
    rf"(?:(?:[Bb]y\s)?(?:[^.!?:|]|(?<=\b\w)\.){{1,60}}?\s{{0,2}}[|·•]|[Bb]y\s{_NAMES}\s{{0,2}}[,–—-]|{_NAMES}\s{{0,2}}[,–—-])\s{{0,2}}{DAY}\W{{0,4}}$"
)
_PLACE = r"(?:[A-Z][\w'’.\-]{0,30}[,/]?\s{1,2}){1,7}"
_WIRE = r"(?:\([^()\n]{1,40}\)\s{0,2}[-–—:]{0,3}|[-–—:]{1,3})\s"
DATELINE = re.compile(rf"{_PLACE}(?:[-–—(]\s{{0,2}})?{DAY}\)?,?\s{{0,2}}{_WIRE}")


@dataclass(frozen=True, slots=True)
class Dating:
    """A publication day (None: unknown), where it was found, and what speaks against it."""

    day: dt.date | None = None
    how: How | None = None
    doubt: str | None = None


NOTHING = Dating()


def date_report(
    given: str | None, given_how: How, text: str, url: str | None, today: dt.date, *, meta: Dating = NOTHING, own_lines: bool = True
) -> Dating:
    """The publication day by the best of: what was given, what the page's metadata say, the text's own first lines, the address."""
    stated = _given(given, given_how)
    if stated.day is None and meta.day is not None:
        stated = meta
    if stated.day is None or (stated.doubt and stated.how == "meta"):
        found = day_in_text(text, own_lines=own_lines)
        if found:
            stated = Dating(found, "text", _against(stated, found))
    if stated.day is None and url and (found := day_in_url(url)):
        stated = Dating(found, "url", _join(stated.doubt, "only the address says so"))
    return _check(stated, today)


def _given(given: str | None, how: How) -> Dating:
    if not given or not given.strip():
        return NOTHING
    try:
        day = read_day(given)
    except Ambiguous as doubt:
        return Dating(doubt=f"the date given, {doubt}")
    shown = given.strip()[:40]
    return Dating(day, how) if day else Dating(doubt=f"the date given, {shown!r}, is not a day that can be read")


def _against(before: Dating, found: dt.date) -> str | None:
    """What an earlier, weaker finding says against the text's own date."""
    if before.day and before.day != found:
        return _join(before.doubt, f"the page's own marks say {before.day}")
    return None if before.day else before.doubt


def _join(*parts: str | None) -> str | None:
    return "; ".join(part for part in parts if part) or None


def _check(found: Dating, today: dt.date) -> Dating:
    """Doubt days that cannot be, or hardly can be. One day of grace: it is already tomorrow somewhere."""
    if found.day is None:
        return found
    if found.day > today + dt.timedelta(days=1):
        return Dating(found.day, found.how, _join(found.doubt, "it lies in the future"))
    if found.day < FIRST_NEWS:
        return Dating(found.day, found.how, _join(found.doubt, f"it lies before {FIRST_NEWS.year}"))
    return found


def day_in_text(text: str, *, own_lines: bool = True) -> dt.date | None:
    """The day in a dateline, or in a line that is only a date where lines are the author's own, among the first lines of a text."""
    lines = [line for part in re.split(r"\r\n?|\n", text[:CHRONICLE_CHARS]) if (line := part.strip())]
    head = lines[:HEAD_LINES]
    for finder in (_labelled, _dateline) if not own_lines or _is_chronicle(lines) else (_labelled, _alone, _dateline):
        for line in head:
            if day := finder(line):
                return day
    return None


def _labelled(line: str) -> dt.date | None:
    """ "Published: 3 November 2017", also as the beginning of a longer line of metadata."""
    match = LABELLED.match(line) if len(line) <= 200 else None
    return day_of_match(match) if match else None


def _alone(line: str) -> dt.date | None:
    """A line that holds a date and at most a time, a byline or an outlet: no sentence."""
    if len(line) > 100:
        return None
    if (match := ALONE.match(line)) and (AFTER_DAY.fullmatch(line, match.end()) or BYLINE_AFTER.fullmatch(line, match.end())):
        return day_of_match(match)
    match = BEFORE_DAY.match(line)
    return day_of_match(match) if match else None


def _is_chronicle(lines: list[str]) -> bool:
    """Whether lines of different dates follow one another: they head the entries of a chronicle and date none of it."""
    return len({day for line in lines if (day := _alone(line))}) > 1


def _dateline(line: str) -> dt.date | None:
    """ "BAGHDAD, Nov 3, 2017 (Wire) - Iraqi forces ..." """
    match = DATELINE.match(line)
    return day_of_match(match) if match else None
