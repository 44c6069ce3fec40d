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
    """An actor as a report names it. `anaphor` is what stands in the sentence itself when that is a pronoun or a description."""

    text: str
    start: int | None = None
    end: int | None = None
    anaphor: str | None = None
    id: str | None = None
    name: str | None = None


class Relative(Record):
    """A place told from another: `km` in `bearing` (degrees clockwise from north) of `of`, or a `part` of it ("southern edges")."""

    of: str
    km: float | None = None
    bearing: float | None = None
    part: str | None = None


class Candidate(Record):
    """A place that a name might have meant, with its score; higher is likelier."""

    id: str
    name: str
    lat: float
    lon: float
    score: float


class PlaceRef(Record):
    """A place as a report names it, on the map if it is known: WGS 84 degrees, radius in kilometres.

    `lat`, `lon` are null unless a gazetteer, the curated pack or an offset from a known place gives them; what is only known to lie
    inside an area has the area's name in `within`, its `precision`, and no point.
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
    """When something was so: first and last day, inclusive, null where open or where the text's words cannot be dated."""

    first: dt.date | None = None
    last: dt.date | None = None
    precision: TimePrecision
    text: str
    estimated: bool = False


class SourceRef(Record):
    """Who says so inside the report. `lost`: a pronoun with nothing to point at. `via`: through whom it reached the outlet."""

    text: str
    id: str | None = None
    kind: SourceKind = "named"
    via: SourceRef | None = None
    direct: bool = False


class Value(Record):
    """A quantity with its bounds; a null bound is open ("more than 95%": low 95, high null)."""

    low: float | None = None
    high: float | None = None
    unit: str | None = None
    approx: bool = False
    category: str | None = None


class Mention(Record):
    """One span of a report that names something; the fields of its kind are filled, the others are null."""

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
