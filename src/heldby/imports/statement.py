"""What one row of a data set says, before its names are looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from heldby.model.mention import Precision, TimePrecision


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a row gives, such as the killed: type and unit, and its bounds (None: open)."""

    type: str
    low: float | None
    high: float | None
    unit: str | None = "people"


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The place of a row: its name, the areas around it from small to large, its country (ISO 3166), its point and how exact that is."""

    name: str
    areas: tuple[str, ...] = ()
    country: str | None = None
    point: tuple[float, float] | None = None
    precision: Precision = "unknown"


@dataclass(frozen=True, slots=True)
class RowStatement:
    """What a row says.

    Attributes:
        id: what identifies the row in its data set; None if it has no id.
        key: the columns that the claims rest on, in order; their line is the quote.
        quote: the words of a report that the row quotes; None if the row itself is all there is.
        type: the type of the claim; None if the row has no claim of a type that heldby has.
        first, last, time_precision: the days.
        title, url, published: of the report that stands for the row.
        outlet: who says so, if the row names an outlet of its own.
    """

    id: str | None
    key: tuple[str, ...]
    type: str | None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: RowPlace | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    time_precision: TimePrecision = "day"
    figures: tuple[Figure, ...] = ()
    status: str | None = None
    quote: str | None = None
    title: str | None = None
    url: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
