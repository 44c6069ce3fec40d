"""Find the publication date and the outlet in the first lines of a text: in a dateline, a labelled date, or a line with only a date."""

from __future__ import annotations

import datetime as dt
import re

from heldby.intake.dates.parse_date import DAY, date_of_match

HEAD_LINES = 6
"""Number of non-empty lines at the beginning of a text that may state its date."""
CHRONICLE_CHARS = 20_000
"""Number of characters of a text that are searched for date lines. If these lines have different dates, the text is a chronicle."""

_LABEL = r"(?:first\s)?(?:published|posted|issued|released|publication\sdate|date|dated|issue\sdate|release\sdate)(?:\s(?:on|at|online))?"
LABELLED = re.compile(rf"\W{{0,4}}{_LABEL}\s{{0,2}}(?P<colon>:)?[\-–|]?\s{{0,3}}{DAY}", re.I)
ALONE = re.compile(rf"\W{{0,4}}{DAY}", re.I)
AFTER_DAY = re.compile(
    r"[\s,|·•@–-]{0,4}(?:at\s)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?\s{0,2}(?:[ap]\.?m\.?)?\s{0,2}(?:[A-Z]{2,4})?(?:\s?[+-]\d{1,4})?(?:\s?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?\W{0,4}"
)
_NAME = r"[A-Z][\w.'’-]{0,30}"
_NAMES = rf"{_NAME}(?:,?\s{{1,2}}{_NAME}){{0,2}}"
BYLINE_AFTER = re.compile(rf"\s{{0,3}}(?:[|·•]\s{{0,3}}[^.!?:]{{2,60}}|[-–—,]\s{{0,3}}(?:[Bb]y\s{_NAMES}|{_NAMES})$)")
BEFORE_DAY = re.compile(
    rf"(?:(?:[Bb]y\s)?(?:[^.!?:|]|(?<=\b\w)\.){{1,60}}?\s{{0,2}}[|·•]|[Bb]y\s{_NAMES}\s{{0,2}}[,–—-]|{_NAMES}\s{{0,2}}[,–—-])\s{{0,2}}{DAY}\W{{0,4}}$"
)
_KIND = (
    r"(?:bulletin|broadcast|programme|program|transcript|briefing|statement|communiqu[eé]|press\srelease|news\srelease|sitrep"
    r"|(?:situation|weekly|daily|monthly|field|flash)\s(?:report|update|note|summary|digest)|news\ssummary|newsletter|press\sconference|news\sconference)"
)
ANNOUNCED = re.compile(
    rf"(?P<issuer>[^.!?:|,]{{2,60}},\s{{0,2}})?[^.!?:|]{{0,40}}\b{_KIND}\b(?:[^.!?:|]|\bNo\.){{0,60}}?[,|·•–—-]\s{{0,2}}{DAY}", re.I
)
"""A line that names the kind of publication before its date: "Press communiqué, Thursday, 4 June 2020", "Radio X, noon bulletin, ..."."""
SOURCE = re.compile(r"(?:source|outlet|publisher|agency):\s{1,3}(?P<outlet>[A-Z][^:|]{1,60})$", re.I)
NAME_LINE = re.compile(r"[A-Z][\w.'’&-]{0,30}(?:\s(?:[A-Z][\w.'’&-]{0,30}|of|the|and|for|de|la|al)){0,9}")
"""A name, each word with a capital."""
ISSUER = re.compile(
    r"\b(?:radio|television|tv|news|press|agency|ministry|department|government|presidency|republic|council|parliament|office|bureau|service"
    r"|committee|commission|corporation|company|command|staff|army|forces?|guard|brigade|police|movement|front|party|alliance|coalition|union"
    r"|organi[sz]ation|mission|cell|centre|center|authority|administration|emirate|state)\b",
    re.I,
)
"""A noun in the name of an office, a party or a station, which a headline in capitals seldom has."""
_PLACE = r"(?:[A-Z][\w'’.\-]{0,30}[,/]?\s{1,2}){1,7}"
_OUTLET = r"\((?P<outlet>[A-Z][^()\n]{1,40})\)\s{0,2}"
DATELINES = (
    re.compile(rf"{_PLACE}(?:[-–—(]\s{{0,2}})?{DAY}\)?,?\s{{0,2}}(?:{_OUTLET}[-–—:]{{0,3}}|[-–—:]{{1,3}})\s"),
    re.compile(rf"{DAY}\s{{0,2}}{_OUTLET}[-–—:]{{1,3}}\s"),
)
_SHORT_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s{1,2}\d{1,2}|\d{1,2}\s{1,2}[A-Z][a-z]{2,8}\.?)"
WIRE = re.compile(rf"{_PLACE}(?:{_SHORT_DAY},?\s{{0,2}})?{_OUTLET}[-–—:]{{1,3}}\s")
"""A dateline without a full date, but with the outlet: "TELL AMAR, Nov 3 (Valley Wire) -"."""


def date_in_text(text: str, *, own_lines: bool = True) -> dt.date | None:
    """Return the date that the first lines of a text state, or None.

    A line with only a date does not count in a chronicle, nor if `own_lines` is false, as in the extracted text of a web page.
    """
    lines = _lines(text)
    head = lines[:HEAD_LINES]
    for finder in (_labelled, _dateline) if not own_lines or _is_chronicle(lines) else (_labelled, _alone, _dateline):
        for line in head:
            if day := finder(line):
                return day
    return None


def is_date_line(line: str) -> bool:
    """Check whether a line has a full date and nothing beside it but a time, a byline or an outlet."""
    return _alone(line) is not None


def _labelled(line: str) -> dt.date | None:
    """Return the date of a line such as "Published: 3 November 2017".

    Without the colon, nothing may follow the date but a time, a byline or an outlet.
    """
    match = LABELLED.match(line) if len(line) <= 200 else None
    if match and (match["colon"] or _ends(line, match.end())):
        return date_of_match(match)
    return None


def _alone(line: str) -> dt.date | None:
    """Return the date of a line that has nothing beside it but a time, a byline or an outlet."""
    if len(line) > 100:
        return None
    if (match := ALONE.match(line)) and _ends(line, match.end()):
        return date_of_match(match)
    match = BEFORE_DAY.match(line)
    if match is None and (match := ANNOUNCED.match(line)) and not _ends(line, match.end()):
        match = None
    return date_of_match(match) if match else None


def _ends(line: str, at: int) -> bool:
    """Check whether the line has nothing from offset `at` on but a time, a byline or an outlet."""
    return bool(AFTER_DAY.fullmatch(line, at) or BYLINE_AFTER.fullmatch(line, at))


def _is_chronicle(lines: list[str]) -> bool:
    """Check whether a text has date lines with different dates. They are the headings of a chronicle and do not date the text."""
    return len({day for line in lines if (day := _alone(line))}) > 1


def _dateline(line: str) -> dt.date | None:
    """Return the date of a line such as "BAGHDAD, Nov 3, 2017 (Wire) - Iraqi forces ..."."""
    match = _first_match(line)
    return date_of_match(match) if match else None


def _first_match(line: str) -> re.Match[str] | None:
    return next((match for pattern in DATELINES if (match := pattern.match(line))), None)


def outlet_in_text(text: str) -> str | None:
    """Return the outlet that the first lines name, or None.

    It stands in a dateline ("TELL AMAR, Nov 3 (Valley Wire) -"), after a label ("Source: Valley Wire"), or above or before the line that
    names the kind of publication ("Ministry of Defence" above "Statement, 3 November 2017").
    """
    lines = _lines(text)[:HEAD_LINES]
    for n, line in enumerate(lines):
        if (match := _first_match(line) or WIRE.match(line)) and match["outlet"]:
            return match["outlet"].strip()
        if match := SOURCE.match(line):
            return match["outlet"].strip()
        if len(line) <= 100 and (match := ANNOUNCED.match(line)) and _ends(line, match.end()):
            issuer = (match["issuer"] or "").strip(" ,") or (lines[0] if n else "")
            if NAME_LINE.fullmatch(issuer) and ISSUER.search(issuer):
                return issuer
    return None


def _lines(text: str) -> list[str]:
    return [line for part in re.split(r"\r\n?|\n", text[:CHRONICLE_CHARS]) if (line := part.strip())]
