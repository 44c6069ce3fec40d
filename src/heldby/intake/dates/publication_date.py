"""When a report was published, where that was found, and what speaks against it.

Only what states a publication date may date a report: a given field, a page's metadata, a dateline or date line in the first lines,
the address. A year in a footer, or a date in running text, never does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from heldby.intake.dates.dateline import date_in_text
from heldby.intake.dates.parse import Ambiguous, date_in_url, parse_date

How = Literal["given", "meta", "text", "url"]
FIRST_NEWS = dt.date(1900, 1, 1)
"""Reports older than this are not what this program reads; such a date is more often a default or a slip."""


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """A publication day (None: unknown), where it was found, and what speaks against it."""

    day: dt.date | None = None
    how: How | None = None
    doubt: str | None = None


UNDATED = PublicationDate()


def date_report(
    given: str | None,
    given_how: How,
    text: str,
    url: str | None,
    today: dt.date,
    *,
    meta: PublicationDate = UNDATED,
    own_lines: bool = True,
) -> PublicationDate:
    """The publication day by the best of: what was given, what the page's metadata say, the text's own first lines, the address."""
    stated = _given(given, given_how)
    if stated.day is None and meta.day is not None:
        stated = meta
    if stated.day is None or (stated.doubt and stated.how == "meta"):
        found = date_in_text(text, own_lines=own_lines)
        if found:
            stated = PublicationDate(found, "text", _against(stated, found))
    if stated.day is None and url and (found := date_in_url(url)):
        stated = PublicationDate(found, "url", _join(stated.doubt, "only the address says so"))
    return _check(stated, today)


def _given(given: str | None, how: How) -> PublicationDate:
    if not given or not given.strip():
        return UNDATED
    try:
        day = parse_date(given)
    except Ambiguous as doubt:
        return PublicationDate(doubt=f"the date given, {doubt}")
    shown = given.strip()[:40]
    return PublicationDate(day, how) if day else PublicationDate(doubt=f"the date given, {shown!r}, is not a day that can be read")


def _against(before: PublicationDate, found: dt.date) -> str | None:
    """What an earlier, weaker finding says against the text's own date."""
    if before.day and before.day != found:
        return _join(before.doubt, f"the page's own marks say {before.day}")
    return None if before.day else before.doubt


def _join(*parts: str | None) -> str | None:
    return "; ".join(part for part in parts if part) or None


def _check(found: PublicationDate, today: dt.date) -> PublicationDate:
    """Doubt days that cannot be, or hardly can be. One day of grace: it is already tomorrow somewhere."""
    if found.day is None:
        return found
    if found.day > today + dt.timedelta(days=1):
        return PublicationDate(found.day, found.how, _join(found.doubt, "it lies in the future"))
    if found.day < FIRST_NEWS:
        return PublicationDate(found.day, found.how, _join(found.doubt, f"it lies before {FIRST_NEWS.year}"))
    return found
