"""Routes of claims."""

from __future__ import annotations

from fastapi import APIRouter, Response

from heldby.judgements.apply import apply_to_claims
from heldby.server.claim_batches import claim_batch
from heldby.server.dependencies import After, Current, ETag, Filters, Limit, State, not_found
from heldby.server.query_params import format_cursor, parse_cursor
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.records import ClaimBatch
from heldby.store.query import pagination

router = APIRouter(tags=["record"])


@router.get("/claims", summary="List claims", response_model=ClaimBatch, responses=error_responses(304, 400))
def claims(state: State, snapshot: Current, etag: ETag, filters: Filters, limit: Limit = 60, after: After = None) -> Response:
    """Return claims, newest first, with judgements applied and with excerpts of their reports.

    Rejected claims are left out. The first page also has the total, which includes rejected claims.
    """
    claim_filter = filters.claim_filter()
    rows = pagination.claim_page(state.dossier, claim_filter, after=parse_cursor(after), limit=limit + 1)
    following = format_cursor(rows[limit - 1][0]) if len(rows) > limit else None
    total = pagination.count_claims(state.dossier, claim_filter) if after is None else None
    judged = apply_to_claims((claim for _, claim in rows[:limit]), state.dossier.outcomes())
    return json_response(claim_batch(snapshot, judged, total=total, next=following), etag=etag)


@router.get("/claims/{id}", summary="Get a claim", response_model=ClaimBatch, responses=error_responses(304, 404))
def claim(id: str, state: State, snapshot: Current, etag: ETag) -> Response:
    """Return a claim, without judgements applied, with an excerpt of its report."""
    found = state.dossier.claims_by_id([id])
    if not found:
        raise not_found(f"claim {id}")
    return json_response(claim_batch(snapshot, found.values(), total=1), etag=etag)
