"""Routes of reports."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Query, Response

from heldby.model import Report
from heldby.server.claim_batches import FULL_TEXT, claim_for_page, report_for_page
from heldby.server.dependencies import After, Current, ETag, KnownOn, Limit, State, not_found
from heldby.server.disclosure import disclosable_claim
from heldby.server.query_params import format_cursor, parse_cursor
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.records import FullReport, ReportPage, ReportRow
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState
from heldby.store import ClaimFilter
from heldby.store.query import pagination

router = APIRouter(tags=["record"])
Words = Annotated[str | None, Query(max_length=500, description="Words in the report.")]
OutletName = Annotated[str | None, Query(max_length=500, description="Name of the outlet, as written.")]


@router.get("/reports", summary="List reports", response_model=ReportPage, responses=error_responses(304, 400))
def reports(
    state: State, snapshot: Current, etag: ETag, *, q: Words = None, source: OutletName = None, known: KnownOn = None,
    limit: Limit = 100, after: After = None,
) -> Response:  # fmt: skip
    """Return reports without their text, newest first."""
    rows = pagination.report_page(
        state.dossier, text=q or None, source=source or None, known_on=known, after=parse_cursor(after), limit=limit + 1
    )
    following = format_cursor(rows[limit - 1][0]) if len(rows) > limit else None
    page = tuple(report_row(state, snapshot, report, claims) for _, report, claims in rows[:limit])
    return json_response(ReportPage(reports=page, next=following), etag=etag)


@router.get("/reports/{id:path}", summary="Get a report", response_model=FullReport, responses=error_responses(304, 404))
def report(id: str, state: State, snapshot: Current, etag: ETag) -> Response:
    """Return a report with its full text and all its claims, with judgements applied: rejected claims are left out."""
    found = pagination.reports_by_id(state.dossier, [id]).get(id)
    if found is None:
        raise not_found(f"report {id}")
    inside = [disclosable_claim(one) for one in state.dossier.judged_claims(ClaimFilter(report=id))]
    full = FullReport(
        report=report_for_page(snapshot, *found, inside, FULL_TEXT), claims=tuple(claim_for_page(snapshot, one) for one in inside)
    )
    return json_response(full, etag=etag)


def report_row(state: ServerState, snapshot: Snapshot, report: Report, claims: int) -> ReportRow:
    """Return a report as a row of a list; `claims` is its number of claims."""
    sizes = state.cached("copies", snapshot, lambda: Counter(snapshot.conclusions.families.values()))
    family = snapshot.conclusions.families.get(report.id, report.id)
    return ReportRow(
        id=report.id, title=report.title, source=report.source, url=report.url, published=report.published,
        known=snapshot.known_since.get(report.id, dt.date.min), doubt=report.published_doubt, language=report.language, claims=claims,
        copies=sizes.get(family, 1),
    )  # fmt: skip
