"""Choose the publication date of a report, and say what casts doubt on it.

A date counts only where a publication date is expected: in a field, in metadata, in a dateline or date line among the first lines, or
in the address. A year in a footer or a date in running text never counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from heldby.intake.dates.dateline import date_in_text
from heldby.intake.dates.parse_date import Ambiguous, date_in_url, parse_date

How = Literal["given", "meta", "text", "url"]
FIRST_NEWS = dt.date(1900, 1, 1)
"""Earliest publication date that is not doubted. Earlier ones are mostly defaults or typing errors."""


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """A publication date and its origin.

    Attributes:
        day: the date; None if it is unknown.
        how: where the date was found: `given` (a field), `meta` (metadata), `text` or `url`.
        doubt: what casts doubt on the date, or why no date was found; None if there is no doubt.
    """

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
    """Return the publication date of a report.

    The date comes from the first of these that has one: the stated date, the metadata, the first lines of the text, the address. A date
    in the text takes precedence over a doubtful date in the metadata or the address of a page.

    Args:
        stated: the date in a record field or front matter, as written.
        stated_how: `given` for a record field, `text` for front matter.
        text: the text of the report.
        url: the address of the report.
        today: dates more than one day after this one are doubted.
        metadata: the date in the metadata of the page, document, mail or feed entry.
        own_lines: whether the line breaks are the author's, so that a line with only a date may date the report.
    """
    found = _parse_stated(stated, stated_how)
    if found.day is None and metadata.day is not None:
        found = metadata
    if found.day is None or (found.doubt and found.how in {"meta", "url"}):
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
    """Return the doubt about a date that was found in the text. `metadata` is the doubtful or unreadable date that it replaces."""
    if metadata.day and metadata.day != day:
        if metadata.how == "url":
            return f"the address says {metadata.day}"
        return _join(metadata.doubt, f"the page's own marks say {metadata.day}")
    return None if metadata.day else metadata.doubt


def _join(*parts: str | None) -> str | None:
    return "; ".join(part for part in parts if part) or None


def _doubt_impossible(found: PublicationDate, today: dt.date) -> PublicationDate:
    """Add a doubt if the date lies in the future or before `FIRST_NEWS`. One day ahead is allowed, because of time zones."""
    if found.day is None:
        return found
    if found.day > today + dt.timedelta(days=1):
        return PublicationDate(found.day, found.how, _join(found.doubt, "it lies in the future"))
    if found.day < FIRST_NEWS:
        return PublicationDate(found.day, found.how, _join(found.doubt, f"it lies before {FIRST_NEWS.year}"))
    return found
