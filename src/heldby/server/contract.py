"""What the API answers with, beside the records of the views and those that pages draw (`heldby.report.data`)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from heldby.model.base import Record
from heldby.report.data import Course, Dispute, Landmark, PageClaim, PageReport, Side
from heldby.store.judging import Judgement, Subject, Verdict
from heldby.views import Hit, Moment, Outlet, Precision


class Link(Record):
    """Where to go on from here."""

    href: str
    rel: str
    type: str = "application/json"
    title: str | None = None


class Landing(Record):
    """What there is."""

    title: str
    description: str
    links: tuple[Link, ...]


class Conformance(Record):
    """The requirements that are met, as OGC API names them."""

    conformsTo: tuple[str, ...]


class Extent(Record):
    """Where and when a collection's features are: boxes of west, south, east, north, and days (null: open or unknown)."""

    spatial: dict[str, Any] | None = None
    temporal: dict[str, Any] | None = None


class Collection(Record):
    """One kind of feature."""

    id: str
    title: str
    description: str
    itemType: Literal["feature"] = "feature"
    extent: Extent | None = None
    links: tuple[Link, ...]


class Collections(Record):
    """Every kind of feature."""

    links: tuple[Link, ...]
    collections: tuple[Collection, ...]


class Feature(Record):
    """A GeoJSON feature. Its geometry is null where no point is known: none is ever guessed."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]
    links: tuple[Link, ...] = ()


class Features(Record):
    """One page of features."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: tuple[Feature, ...]
    links: tuple[Link, ...]
    numberReturned: int
    numberMatched: int | None = None
    timeStamp: str


class ScenePlace(Record):
    """A place as a map draws it. `spans` is its history, seven numbers for each span, one after another: first and last as days since
    1970-01-01 (null: open), places in the scene's lists of holders, sides and statuses (null: none), percent, and 1 if inferred, else 0.
    `told` counts its claims. What is null is left out.
    """

    id: str
    name: str
    within: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str
    radius_km: float | None = None
    geometry: dict[str, Any] | None = None
    told: int
    spans: list[int | None]


class Scene(Record):
    """All that the map and the clock draw, in one answer. `told` is [day, known, claims]: how many claims speak of a day, by the day from
    which they could be known; days since 1970-01-01. `cuts` are the days on which what is known grew,
    `published` the first and the last day of publication, empty if no report is dated.
    """

    title: str
    generator: str
    mark: str
    claims: int
    reports: int
    disputes: int
    sides: tuple[Side, ...]
    holders: tuple[str, ...]
    statuses: tuple[str, ...]
    places: list[ScenePlace]
    cuts: list[int]
    published: list[int]
    told: list[list[int | None]]
    rivers: tuple[Course, ...]
    landmarks: tuple[Landmark, ...]
    shared: bool = False


class Known(Record):
    """Histories as they could be told on a day: place id to spans as in `Scene`; not `ready` while they are being worked out."""

    ready: bool
    day: dt.date
    cut: dt.date | None
    holders: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    spans: dict[str, list[int | None]] = Field(default_factory=dict)


class Batch(Record):
    """Claims with the reports they stand in, whose texts are cut to the surroundings of these claims. `next` continues the list."""

    claims: tuple[PageClaim, ...]
    reports: tuple[PageReport, ...]
    total: int | None = None
    next: str | None = None


class Evidence(Record):
    """What is known of one place: the claims that name it or that its history rests on; `rests` names those of each interval."""

    id: str
    rests: list[list[str]]
    disputes: tuple[Dispute, ...]
    batch: Batch


class Reason(Record):
    """One claim's part in an answer: for or against it, how much it weighs, and the answer's probability without its family."""

    claim: str
    report: str
    bearing: Literal["for", "against", "aside"]
    says: str
    quote: str
    weight: float
    without: float | None = None


class Why(Record):
    """The argument for an answer."""

    place: str
    answer: str
    voices_for: int
    voices_against: int
    reasons: tuple[Reason, ...]


class ReportRow(Record):
    """A report in a list."""

    id: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: dt.date | None = None
    known: dt.date
    doubt: str | None = None
    language: str | None = None
    claims: int
    copies: int


class ReportRows(Record):
    """One page of reports."""

    reports: tuple[ReportRow, ...]
    next: str | None = None


class WholeReport(Record):
    """A report with its whole text and every claim in it."""

    report: PageReport
    claims: tuple[PageClaim, ...]


class Moments(Record):
    """One page of the timeline, the newest first."""

    moments: tuple[Moment, ...]
    total: int
    next: str | None = None


class Quarrels(Record):
    """One page of contradictions with the claims that have part in them."""

    contradictions: tuple[Dispute, ...]
    batch: Batch
    total: int
    next: str | None = None


class Outlets(Record):
    """Every outlet."""

    outlets: tuple[Outlet, ...]


class Hits(Record):
    """One page of what a search found; `next` goes into `after`."""

    hits: tuple[Hit, ...]
    next: int | None = None


class Turn(Record):
    """A place whose answer turned: see `heldby.control.Change`."""

    kind: str
    place: str
    id: str
    on: dt.date
    before: str | None = None
    after: str | None = None
    p: float
    claims: tuple[str, ...] = ()


class Difference(Record):
    """A place of which something else is told now than was known on an earlier day."""

    place: str
    id: str
    before: str | None = None
    after: str | None = None
    p: float


class Act(Record):
    """One row of the ledger."""

    seq: int
    at: str
    who: str
    action: str
    subject: str


class News(Record):
    """What is new since an act or a day: acts, reports, turns of control, and places that are told otherwise than was known that day."""

    head: int
    since: dt.date | None = None
    acts: tuple[Act, ...]
    reports: tuple[ReportRow, ...]
    turns: tuple[Turn, ...]
    differences: tuple[Difference, ...]


class Judged(Record):
    """A judgement that was given. Not `drawn`: the picture is still being drawn anew; the stream tells when it is."""

    number: int
    drawn: bool
    mark: str


class Judging(Record):
    """A judgement to give. `correction` names fields of the claim and what is right in their stead, only with `correct`."""

    kind: Subject = "claim"
    subject: str = Field(min_length=1, max_length=500)
    verdict: Verdict
    why: str = Field(default="", max_length=2000)
    correction: dict[str, Any] | None = None


class Undoing(Record):
    """Why a judgement is taken back."""

    why: str = Field(default="", max_length=2000)


class QueueRow(Record):
    """A claim that waits, why, and how much a judgement would change."""

    claim: str
    reason: str
    weight: float


class Queue(Record):
    """The weightiest claims that wait for a judgement, and how many wait in all."""

    waiting: tuple[QueueRow, ...]
    batch: Batch
    total: int


class Judgements(Record):
    """What people said, the newest first, and the claims they said it of."""

    judgements: tuple[Judgement, ...]
    batch: Batch
    total: int


class SampleItem(Record):
    """Something drawn to be judged: what the record says, and the claims to judge it by."""

    id: str
    says: str
    type: str
    source: str | None = None
    confidence: float
    claims: tuple[str, ...]


class Sample(Record):
    """A random sample of `size` out of `population`, drawn with `seed`: the same dossier and seed give the same sample."""

    of: Literal["claims", "events", "places"]
    seed: int
    size: int
    population: int
    mark: str
    items: tuple[SampleItem, ...]
    batch: Batch


class Verdicts(Record):
    """What a person found in a sample: id of each item to right, wrong or unclear."""

    of: Literal["claims", "events", "places"]
    seed: int = Field(ge=0, lt=2**31)
    size: int = Field(ge=1, le=1000)
    verdicts: dict[str, Literal["right", "wrong", "unclear"]] = Field(max_length=1000)


class Audit(Record):
    """What a sample says of the record: precision overall and by type, source and confidence, each with its 95 % interval."""

    of: str
    population: int
    sampled: int
    overall: Precision
    by_type: tuple[Precision, ...]
    by_source: tuple[Precision, ...]
    by_confidence: tuple[Precision, ...]


class Pasted(Record):
    """A text or an address to read in. One of `text` and `url` is needed; with both, `url` says where the text came from."""

    text: str | None = Field(default=None, max_length=5_000_000)
    title: str | None = Field(default=None, max_length=500)
    source: str | None = Field(default=None, max_length=200)
    published: dt.date | None = None
    url: str | None = Field(default=None, max_length=2000)


class Refusal(Record):
    """Something that could not be read, and why."""

    name: str
    reason: str


class Job(Record):
    """Something being read in. `refused` names what could not be read and why."""

    id: str
    name: str
    state: Literal["waiting", "reading", "concluding", "done", "failed"]
    done: int = 0
    added: int = 0
    known: int = 0
    claims: int = 0
    refused: tuple[Refusal, ...] = ()
    error: str | None = None
    reports: tuple[str, ...] = ()


class Jobs(Record):
    """What is or was read in since the server was started, the newest first."""

    jobs: tuple[Job, ...]
