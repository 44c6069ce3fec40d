"""Boxes and spans of days, as requests write them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from math import isfinite

from fastapi import HTTPException

from heldby.base.geo import Box
from heldby.store import ClaimFilter


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, inclusive, null where open; all days if both are."""

    first: dt.date | None = None
    last: dt.date | None = None

    def meet(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Whether a span of days, open where null, shares a day with these. What is dated nowhere meets only all days."""
        if self.first is None and self.last is None:
            return True
        return not (self.first and last and last < self.first) and not (self.last and first and first > self.last)

    def narrow(self, wanted: ClaimFilter) -> ClaimFilter:
        """A filter that asks for these days too."""
        first = max(day for day in (self.first, wanted.first) if day) if self.first or wanted.first else None
        last = min(day for day in (self.last, wanted.last) if day) if self.last or wanted.last else None
        return replace(wanted, first=first, last=last)


def read_box(text: str | None) -> Box | None:
    """A box of four numbers, or six with heights, which are passed over. Raises 400 if it is none."""
    if text is None:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        raise HTTPException(400, "bbox is west,south,east,north in degrees") from None
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(isfinite(one) for one in numbers) or numbers[1] > numbers[3]:
        raise HTTPException(400, "bbox is west,south,east,north in degrees")
    west, south, east, north = numbers
    return Box(south, west, north, east)


def read_days(text: str | None) -> Days:
    """A day or an interval of RFC 3339, times of day being passed over. Raises 400 if it is neither."""
    if text is None:
        return Days()
    parts = text.split("/")
    try:
        if len(parts) == 1:
            day = _day(parts[0])
            return Days(day, day)
        first, last = (None if part in ("", "..") else _day(part) for part in parts)
    except ValueError:
        raise HTTPException(400, "datetime is a day such as 2017-11-03, or two with / between them, .. for an open end") from None
    if first and last and first > last:
        raise HTTPException(400, "datetime ends before it begins")
    return Days(first, last)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text.replace("Z", "+00:00")).date()
