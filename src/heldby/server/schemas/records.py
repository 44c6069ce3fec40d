"""Responses with claims, reports, events, contradictions, sources and changes."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from heldby.model.base import Record
from heldby.presentation.schema import Dispute, PageClaim, PageReport
from heldby.views import Hit, Moment, Outlet


class ClaimBatch(Record):
    """Claims and their reports, with the text of each report cut to what surrounds the claims. `next` is the cursor of the next page."""

    claims: tuple[PageClaim, ...]
    reports: tuple[PageReport, ...]
    total: int | None = None
    next: str | None = None


class PlaceEvidence(Record):
    """Evidence about a place: the claims that name it or that its history rests on.

    `rests` lists, for each interval, the ids of the claims that the interval rests on.
    """

    id: str
    rests: list[list[str]]
    disputes: tuple[Dispute, ...]
    batch: ClaimBatch


class Reason(Record):
    """One claim for or against an answer.

    `bearing` is `for` or `against`, or `aside` if the claim is about another time or question. `weight` is the probability that the claim
    is right, before other claims are considered. `without` is the probability that the answer would have without the
    claims of the same family. It is 0 if the answer would then be another one, and null if it was not computed.
    """

    claim: str
    report: str
    bearing: Literal["for", "against", "aside"]
    says: str
    quote: str
    weight: float
    without: float | None = None


class PlaceExplanation(Record):
    """An answer about control with the reasons for and against it. `voices_for` and `voices_against` count families."""

    place: str
    answer: str
    voices_for: int
    voices_against: int
    reasons: tuple[Reason, ...]


class ReportRow(Record):
    """A report in a list.

    `known` is the day from which the report counts as known. `copies` is the number of reports in its family, including the report itself.
    """

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


class ReportPage(Record):
    """One page of reports."""

    reports: tuple[ReportRow, ...]
    next: str | None = None


class FullReport(Record):
    """A report with its full text and all its claims."""

    report: PageReport
    claims: tuple[PageClaim, ...]


class Timeline(Record):
    """One page of the timeline of events, newest first."""

    moments: tuple[Moment, ...]
    total: int
    next: str | None = None


class Contradictions(Record):
    """One page of contradictions, with the claims involved."""

    contradictions: tuple[Dispute, ...]
    batch: ClaimBatch
    total: int
    next: str | None = None


class OutletList(Record):
    """All outlets."""

    outlets: tuple[Outlet, ...]


class SearchResults(Record):
    """One page of search results. Pass `next` as `after` to get the next page."""

    hits: tuple[Hit, ...]
    next: int | None = None


class ControlChange(Record):
    """A change of control at a place: on the day `on`, the answer `before` gave way to `after`. `p` is the new answer's probability."""

    kind: str
    place: str
    id: str
    on: dt.date
    before: str | None = None
    after: str | None = None
    p: float
    claims: tuple[str, ...] = ()


class ChangedAnswer(Record):
    """A place whose latest answer (`after`) differs from its latest answer as known on an earlier day (`before`; null: none)."""

    place: str
    id: str
    before: str | None = None
    after: str | None = None
    p: float


class LedgerEntry(Record):
    """One entry of the ledger, without its payload."""

    seq: int
    at: str
    who: str
    action: str
    subject: str


class RecentChanges(Record):
    """What is new since a ledger entry or a day.

    `head` is the number of the newest ledger entry. `acts` are the newer ledger entries and `reports` the reports that they added. `turns`
    are the changes of control since the day `since`, and `differences` the answers that differ from those as known on that day.
    """

    head: int
    since: dt.date | None = None
    acts: tuple[LedgerEntry, ...]
    reports: tuple[ReportRow, ...]
    turns: tuple[ControlChange, ...]
    differences: tuple[ChangedAnswer, ...]
