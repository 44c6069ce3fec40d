"""The schema of the data that `report.html` and the app show.

Days are ISO dates, coordinates WGS 84 degrees, offsets Unicode code points of the report's text, `p` and `confidence` probabilities.
The JSON leaves out null fields, but not empty lists.
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
    """A part of a report's text that begins at code point `start`. The page leaves out the text between two stretches."""

    start: int
    text: str


class PageReport(Record):
    """A report.

    `source` is its outlet, `known` the day from which it counts as known, and `length` the number of code points in its whole text. `doubt`
    says why the publication date is uncertain, and `guess` is an uncertain date. `unread` lists passages that were not read for claims.
    """

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
    """An actor in a claim: its words in the sentence (`text`), its name and id, and its `side` on the claim's day."""

    text: str
    name: str | None = None
    id: str | None = None
    side: str | None = None


class Where(Record):
    """A place in a claim. `key` is the `id` of the same place in the places of the page, or null if the page does not have it."""

    text: str
    name: str | None = None
    within: str | None = None
    key: str | None = None


class PageClaim(Record):
    """A claim. Its quote is the text of its report from code point `start` to `end`."""

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
    """Who held a place over time (`intervals`), according to what was known from the day `known_from` on.

    The version applies until the `known_from` of the place's next version. If `known_from` is null, it applies from the beginning.
    """

    known_from: dt.date | None = None
    intervals: tuple[Interval, ...] = ()


class PagePlace(Record):
    """A place and its history as known at different times: one version for each time at which the history changed, the oldest first.

    The last version is hindsight.
    """

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
    """A side. `look` is the number, from 0, of its colour, shape and hatching on the page."""

    id: str
    name: str
    look: int


class Dispute(Record):
    """Claims that contradict one another or the record. `reason` explains the contradiction in a sentence."""

    id: str
    kind: str
    reason: str
    place: str | None = None
    claims: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


class Course(Record):
    """A river, as one or more lines of [longitude, latitude] points."""

    name: str
    lines: tuple[tuple[tuple[float, float], ...], ...]


class Landmark(Record):
    """A town shown for orientation only. A page lists the most important towns first; the others appear when the map is zoomed in."""

    name: str
    lat: float
    lon: float


class Note(Record):
    """A message about what the page leaves out. `code` names the message; the page shows `shown` of `total` items in full."""

    code: Literal["claims-left-out", "texts-shortened", "cuts-thinned"]
    shown: int
    total: int


class PageData(Record):
    """All data of one page.

    `cuts` are the days for which the page has control as known on that day. They are the days on which new reports became known, or, if
    these are too many, some of them.
    """

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
