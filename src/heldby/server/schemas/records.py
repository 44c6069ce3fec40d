"""What the API answers with where the record is asked for, beside the records of the views and those that pages draw."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from heldby.model.base import Record
from heldby.presentation.schema import Dispute, PageClaim, PageReport
from heldby.views import Hit, Moment, Outlet


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
