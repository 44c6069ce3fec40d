"""Claims with their reports, in the form in which the app shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from heldby.model import Claim, Report
from heldby.presentation.builders import page_claim, page_report
from heldby.presentation.page_limits import PageLimits
from heldby.presentation.schema import PageClaim, PageReport
from heldby.server.disclosure import disclosable_claim, disclosable_report
from heldby.server.schemas.records import ClaimBatch
from heldby.server.snapshots import Snapshot
from heldby.store.query.pagination import reports_by_id

EXCERPT = PageLimits(whole=0, margin=240, sentence=4_000, claims=0)
"""Limits on a report's text beside a claim in a list: the sentence and its surroundings."""
FULL_TEXT = PageLimits(whole=2_000_000, margin=2_000, sentence=20_000, claims=0)
"""Limits on the text of a report shown by itself: all of it, except in reports of extreme length."""


def claim_batch(snapshot: Snapshot, claims: Iterable[Claim], *, total: int | None = None, next: str | None = None) -> ClaimBatch:
    """Return claims in the given order, with excerpts of their reports. `total` and `next` are passed on to the response."""
    shown = [disclosable_claim(claim) for claim in claims]
    reports = reports_by_id(snapshot.dossier, {claim.report for claim in shown})
    by_report: dict[str, list[Claim]] = {}
    for claim in shown:
        by_report.setdefault(claim.report, []).append(claim)
    return ClaimBatch(
        claims=tuple(claim_for_page(snapshot, claim) for claim in shown if claim.report in reports),
        reports=tuple(report_for_page(snapshot, report, known, by_report[id], EXCERPT) for id, (report, known) in reports.items()),
        total=total,
        next=next,
    )


def claim_for_page(snapshot: Snapshot, claim: Claim) -> PageClaim:
    """Return a claim as the app shows it."""
    return page_claim(claim, snapshot.controls, snapshot.side_of)


def report_for_page(snapshot: Snapshot, report: Report, known: dt.date, claims: list[Claim], limits: PageLimits) -> PageReport:
    """Return a report as the app shows it, with its text cut to `limits` around the claims."""
    family = snapshot.conclusions.families.get(report.id)
    return page_report(disclosable_report(report), claims, limits, known=known, family=family)
