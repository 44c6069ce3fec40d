"""The data contract of the web page: what `report.html` and the app draw, and nothing else.

Days are ISO dates, coordinates WGS 84 degrees, offsets Unicode code points of the report's text, `p` and `confidence` probabilities.
A null field is left out of the JSON; a field that is a list is always there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from heldby.model.base import Record
from heldby.model.claim import ClaimType, HeldAs, Kind, Status
from heldby.model.control import Interval
from heldby.model.mention import Precision, SourceRef, Value, When
from heldby.model.report import Passage


class Stretch(Record):
    """A part of a report's text that starts at code point `start`; what lies between two stretches was left out of the page."""

    start: int
    text: str


class PageReport(Record):
    """A report as the page shows it. `known` is the day from which it counts as known; `length` the code points of its whole text."""

    id: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: dt.date | None = None
    known: dt.date | None = None
    doubt: str | None = None
    guess: dt.date | None = None
    family: str
    length: int
    text: tuple[Stretch, ...]
    unread: tuple[Passage, ...] = ()


class Party(Record):
    """An actor in a claim: what the sentence calls it and who that is; `side` is the camp it counts with on the claim's day."""

    text: str
    name: str | None = None
    id: str | None = None
    side: str | None = None


class Where(Record):
    """A place in a claim; `key` is the `id` of the page's place, null if the page has none for it."""

    text: str
    name: str | None = None
    within: str | None = None
    key: str | None = None


class PageClaim(Record):
    """A claim; its sentence is `start` to `end` of its report's text."""

    id: str
    report: str
    start: int
    end: int
    kind: Kind
    type: ClaimType
    actor: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    place: tuple[Where, ...] = ()
    when: When | None = None
    status: Status
    source: SourceRef | None = None
    value: Value | None = None
    held_as: HeldAs | None = None
    confidence: float


class Version(Record):
    """Who held a place, as one could say from the day `known_from` on (null: whatever the day) until the next version."""

    known_from: dt.date | None = None
    intervals: tuple[Interval, ...] = ()


class PagePlace(Record):
    """A place with every version of its history, oldest knowledge first; the last one is hindsight."""

    id: str
    name: str
    within: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "unknown"
    radius_km: float | None = None
    geometry: dict[str, Any] | None = None
    versions: tuple[Version, ...] = ()


class Side(Record):
    """A camp and how it is drawn: `look` counts through the page's colours, shapes and hatchings; equal looks mean one camp."""

    id: str
    name: str
    look: int


class Dispute(Record):
    """Claims at odds with one another or with the record, and why, in a sentence."""

    id: str
    kind: str
    reason: str
    place: str | None = None
    claims: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


class Course(Record):
    """A river as stretches of [longitude, latitude] points."""

    name: str
    lines: tuple[tuple[tuple[float, float], ...], ...]


class Landmark(Record):
    """A large town that is drawn for orientation only."""

    name: str
    lat: float
    lon: float


class Note(Record):
    """Something left out of the page, to be said to its reader: `code` names the message, `shown` of `total` are on the page."""

    code: Literal["claims-left-out", "texts-shortened", "cuts-thinned"]
    shown: int
    total: int


class PageData(Record):
    """Everything one page draws. `cuts` are the days at which knowledge changed and that the versions of places speak of."""

    version: Literal[1] = 1
    title: str
    generator: str
    generated: dt.date
    sides: tuple[Side, ...] = ()
    places: tuple[PagePlace, ...] = ()
    claims: tuple[PageClaim, ...] = ()
    reports: tuple[PageReport, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    cuts: tuple[dt.date, ...] = ()
    rivers: tuple[Course, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    notes: tuple[Note, ...] = ()
