"""Mentions: spans of a report that name an actor, a place, a time or a quantity, with what they resolve to."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from heldby.model.base import Record

Precision = Literal["point", "near", "area", "line", "admin2", "admin1", "country", "unknown"]
Method = Literal["exact", "variant", "fuzzy", "curated", "relative", "enclosing-area", "course", "none"]
TimePrecision = Literal["day", "week", "month", "season", "year", "vague"]
SourceKind = Literal["named", "anonymous", "outlet", "lost"]


class ActorRef(Record):
    """An actor as a report names it.

    Attributes:
        text: the words that name it.
        start: offset of these words in the report's text; null if they are not in it.
        end: offset of their end.
        anaphor: the pronoun or description in the claim's sentence that refers back to the name; null if there is none.
        id: id in the actor file; null if it is unknown.
        name: name in the actor file.
    """

    text: str
    start: int | None = None
    end: int | None = None
    anaphor: str | None = None
    id: str | None = None
    name: str | None = None


class Relative(Record):
    """A place described by another: a distance and direction from it, or a part of it.

    Attributes:
        of: name of the other place.
        km: distance from it in km.
        bearing: direction from it, in degrees clockwise from north.
        part: part of it, such as "southern edges".
    """

    of: str
    km: float | None = None
    bearing: float | None = None
    part: str | None = None


class Candidate(Record):
    """A place that a name may refer to. The higher the score, the likelier the place."""

    id: str
    name: str
    lat: float
    lon: float
    score: float


class PlaceRef(Record):
    """A place as a report names it, with its point if that is known.

    Attributes:
        text: the words that name it.
        start: offset of these words in the report's text; null if they are not in it.
        end: offset of their end.
        anaphor: the pronoun or description in the claim's sentence that refers back to the name; null if there is none.
        id: gazetteer id; null if it is unknown.
        name: name in the gazetteer.
        within: names of the areas that it lies in.
        country: ISO 3166 code of its country.
        lat: latitude (WGS 84) in degrees, from a gazetteer, the curated pack or an offset from a known place; null if none gives a point. A
            place of which only the area is known has the area's name in `within`, the area's `precision`, and no point.
        lon: longitude in degrees; null as for `lat`.
        precision: how exact the place is.
        radius_km: radius of uncertainty around the point, in km.
        method: how the place was found.
        geometry: GeoJSON geometry of a line or an area.
        relative: the description relative to another place; null if there is none.
    """

    text: str
    start: int | None = None
    end: int | None = None
    anaphor: str | None = None
    id: str | None = None
    name: str | None = None
    within: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "unknown"
    radius_km: float | None = None
    method: Method = "none"
    geometry: dict[str, Any] | None = None
    relative: Relative | None = None


class When(Record):
    """A time, as a range of days.

    Attributes:
        first: first day; null if open, or if the words of the text cannot be dated.
        last: last day, inclusive; null as for `first`.
        precision: how exact the time is.
        text: the words that state the time.
        estimated: whether the days were estimated and not stated.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    precision: TimePrecision
    text: str
    estimated: bool = False


class SourceRef(Record):
    """Who says something inside a report.

    Attributes:
        text: the words that name the speaker.
        id: id in the actor file; null if it is unknown.
        kind: `named`, `anonymous`, `outlet`, or `lost` (a pronoun without anything that it refers to).
        via: the source through which the report has the statement; null if there is none.
        direct: whether the statement is a direct quotation.
    """

    text: str
    id: str | None = None
    kind: SourceKind = "named"
    via: SourceRef | None = None
    direct: bool = False


class Value(Record):
    """A quantity.

    Attributes:
        low: lower bound; null if open. "More than 95%" has `low` 95 and `high` null.
        high: upper bound; null if open.
        unit: what is counted.
        approx: whether the report calls it approximate.
        category: category of the people counted, such as civilians.
    """

    low: float | None = None
    high: float | None = None
    unit: str | None = None
    approx: bool = False
    category: str | None = None


class Mention(Record):
    """One span of a report that names an actor, a place, a time or a figure. The fields of other kinds are null or empty."""

    report: str
    start: int
    end: int
    text: str
    kind: Literal["actor", "place", "time", "figure"]
    id: str | None = None
    name: str | None = None
    # place
    within: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | TimePrecision | None = None
    radius_km: float | None = None
    method: Method | None = None
    geometry: dict[str, Any] | None = None
    relative: Relative | None = None
    candidates: tuple[Candidate, ...] = ()
    # time
    first: dt.date | None = None
    last: dt.date | None = None
    estimated: bool | None = None
    # figure
    value: Value | None = None
