"""The publication date of a report: the best of the dates that its sources state, and what casts doubt on it.

Only a statement of a publication date counts: a field, the metadata of a page, a dateline or date line in the first lines, or the
address. A year in a footer or a date in running text never counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from heldby.intake.dates.dateline import date_in_text
from heldby.intake.dates.parse_date import Ambiguous, date_in_url, parse_date

How = Literal["given", "meta", "text", "url"]
FIRST_NEWS = dt.date(1900, 1, 1)
"""Earlier dates are doubted: they are mostly defaults or typing errors."""


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """A publication date (None: unknown), where it was found, and what casts doubt on it."""

    day: dt.date | None = None
    how: How | None = None
    doubt: str | None = None


UNDATED = PublicationDate()


def date_report(
    stated: str | None,
    stated_how: How,
    text: str,
    url: str | None,
    today: dt.date,
    *,
    metadata: PublicationDate = UNDATED,
    own_lines: bool = True,
) -> PublicationDate:
    """Return the publication date from the first source that has one: stated date, metadata, first lines of the text, address.

    A date in the text takes precedence over a doubtful date of the metadata.

    Args:
        stated: the date in a record field or front matter, as written.
        stated_how: which of the two it is.
        text: the text of the report.
        url: its address.
        today: dates more than a day later are doubted.
        metadata: the date in the metadata of the page, document, mail or feed entry.
        own_lines: whether the lines of the text are the author's own.
    """
    found = _parse_stated(stated, stated_how)
    if found.day is None and metadata.day is not None:
        found = metadata
    if found.day is None or (found.doubt and found.how == "meta"):
        day = date_in_text(text, own_lines=own_lines)
        if day:
            found = PublicationDate(day, "text", _doubt_of_text_date(found, day))
    if found.day is None and url and (day := date_in_url(url)):
        found = PublicationDate(day, "url", _join(found.doubt, "only the address says so"))
    return _doubt_impossible(found, today)


def _parse_stated(stated: str | None, how: How) -> PublicationDate:
    if not stated or not stated.strip():
        return UNDATED
    try:
        day = parse_date(stated)
    except Ambiguous as doubt:
        return PublicationDate(doubt=f"the date given, {doubt}")
    shown = stated.strip()[:40]
    return PublicationDate(day, how) if day else PublicationDate(doubt=f"the date given, {shown!r}, is not a day that can be read")


def _doubt_of_text_date(metadata: PublicationDate, day: dt.date) -> str | None:
    """Return the doubt about a date in the text that replaces a doubtful one of the metadata, or an unreadable one."""
    if metadata.day and metadata.day != day:
        return _join(metadata.doubt, f"the page's own marks say {metadata.day}")
    return None if metadata.day else metadata.doubt


def _join(*parts: str | None) -> str | None:
    return "; ".join(part for part in parts if part) or None


def _doubt_impossible(found: PublicationDate, today: dt.date) -> PublicationDate:
    """Add a doubt to a date in the future or before `FIRST_NEWS`. One day ahead is allowed, because of time zones."""
    if found.day is None:
        return found
    if found.day > today + dt.timedelta(days=1):
        return PublicationDate(found.day, found.how, _join(found.doubt, "it lies in the future"))
    if found.day < FIRST_NEWS:
        return PublicationDate(found.day, found.how, _join(found.doubt, f"it lies before {FIRST_NEWS.year}"))
    return found
