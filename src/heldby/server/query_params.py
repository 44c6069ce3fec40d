"""Parsing of query parameters: bounding boxes, date ranges and page cursors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from math import isfinite

from fastapi import HTTPException

from heldby.base.geo import Box
from heldby.store import ClaimFilter
from heldby.store.query.pagination import LONG_AGO, Cursor

INVALID_CURSOR = "`after` is not a value of `next` from an earlier page"


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days from `first` to `last`, inclusive. If one of them is None, the range is open at that end."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def unbounded(self) -> bool:
        """Whether the range contains every day."""
        return self.first is None and self.last is None

    def overlaps(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Check whether an interval shares a day with the range. None is an open end; an interval with two open ends always does."""
        if self.unbounded:
            return True
        return not (self.first and last and last < self.first) and not (self.last and first and first > self.last)

    def restrict(self, claim_filter: ClaimFilter) -> ClaimFilter:
        """Return the claim filter, further restricted to the days of this range."""
        first = max(day for day in (self.first, claim_filter.first) if day) if self.first or claim_filter.first else None
        last = min(day for day in (self.last, claim_filter.last) if day) if self.last or claim_filter.last else None
        return replace(claim_filter, first=first, last=last)


def parse_bbox(text: str | None) -> Box | None:
    """Parse a bounding box of four numbers, or of six with heights, which are ignored. Return None for None.

    Raises:
        HTTPException: with status 400 if the text is not a bounding box.
    """
    if text is None:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        raise HTTPException(400, "bbox must be west,south,east,north in degrees") from None
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(isfinite(one) for one in numbers) or numbers[1] > numbers[3]:
        raise HTTPException(400, "bbox must be west,south,east,north in degrees")
    west, south, east, north = numbers
    return Box(south, west, north, east)


def parse_datetime(text: str | None) -> DateRange:
    """Parse an RFC 3339 day or interval. Times of day are ignored. None gives the range of all days.

    Raises:
        HTTPException: with status 400 if the text is neither a day nor an interval.
    """
    if text is None:
        return DateRange()
    parts = text.split("/")
    try:
        if len(parts) == 1:
            day = _day(parts[0])
            return DateRange(day, day)
        first, last = (None if part in ("", "..") else _day(part) for part in parts)
    except ValueError:
        raise HTTPException(400, "datetime must be a day such as 2017-11-03, or two days separated by /, with .. for an open end") from None
    if first and last and first > last:
        raise HTTPException(400, "datetime ends before it begins")
    return DateRange(first, last)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text.replace("Z", "+00:00")).date()


def parse_offset(after: str | None) -> int:
    """Parse the cursor of a list held in memory, which is an offset.

    Raises:
        HTTPException: with status 400 if the text is not an offset.
    """
    if after is None:
        return 0
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise HTTPException(400, INVALID_CURSOR)
    return int(after)


def format_cursor(cursor: Cursor) -> str:
    """Format a database cursor as a query parameter."""
    return f"{cursor.day:%Y%m%d}.{cursor.num}" if cursor.day > LONG_AGO else f"0.{cursor.num}"


def parse_cursor(after: str | None) -> Cursor | None:
    """Parse a database cursor.

    Raises:
        HTTPException: with status 400 if the text is not a cursor.
    """
    if after is None:
        return None
    try:
        return _cursor(after)
    except ValueError:
        raise HTTPException(400, INVALID_CURSOR) from None


def _cursor(text: str) -> Cursor:
    day, _, num = text.partition(".")
    when = LONG_AGO if day == "0" else dt.datetime.strptime(day, "%Y%m%d").date()
    if not (num.isascii() and num.isdigit() and len(num) <= 15):
        raise ValueError(text)
    return Cursor(when, int(num))
