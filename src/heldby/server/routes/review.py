"""Routes of review: the claims that wait for a judgement, and the judgements."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from heldby import views
from heldby.server.claim_batches import claim_batch
from heldby.server.dependencies import Current, ETag, Limit, State
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.review import JudgementPage, JudgementReceipt, JudgementRequest, PendingClaim, ReviewQueue, UndoRequest
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState
from heldby.store import ClaimFilter
from heldby.store.query import pagination

router = APIRouter(tags=["review"])
UPDATE_WAIT_S = 4.0
"""Longest time, in seconds, that a judgement waits for the conclusions to be updated."""


@router.get("/review/queue", name="queue", summary="List claims to review", response_model=ReviewQueue, responses=error_responses(304))
def review_queue(
    state: State, snapshot: Current, etag: ETag, limit: Limit = 30,
    place: Annotated[str | None, Query(max_length=500, description="Only claims about this place.")] = None,
) -> Response:  # fmt: skip
    """Return the claims that wait for a judgement, those with the largest impact on the conclusions first."""
    pending = pending_claims(state, snapshot)
    if place:
        ids = pagination.claim_ids(state.dossier, ClaimFilter(place=place))
        pending = [one for one in pending if one.claim in ids]
    top = pending[:limit]
    claims = state.dossier.claims_by_id(one.claim for one in top)
    items = tuple(PendingClaim(**one._asdict()) for one in top if one.claim in claims)
    return json_response(ReviewQueue(waiting=items, batch=claim_batch(snapshot, claims.values()), total=len(pending)), etag=etag)


def pending_claims(state: ServerState, snapshot: Snapshot) -> list[views.PendingReview]:
    """Return the claims that wait for a judgement, computed once for a snapshot."""
    return state.cached("pending", snapshot, lambda: views.pending_reviews(state.dossier, snapshot.conclusions.controls))


@router.get("/judgements", summary="List judgements", response_model=JudgementPage, responses=error_responses(304))
def judgements(state: State, snapshot: Current, etag: ETag, limit: Limit = 100) -> Response:
    """Return the judgements, newest first, with the claims they are about."""
    every = list(views.judgement_history(state.dossier))
    claims = state.dossier.claims_by_id(one.now for one in every[:limit] if one.kind == "claim")
    page = JudgementPage(judgements=tuple(every[:limit]), batch=claim_batch(snapshot, claims.values()), total=len(every))
    return json_response(page, etag=etag)


@router.post(
    "/judgements", summary="Record a judgement", status_code=201, response_model=JudgementReceipt,
    responses=error_responses(400, 403, 404, 409),
)  # fmt: skip
def judge(given: JudgementRequest, state: State) -> Response:
    """Accept, reject or correct a claim, event, place or actor.

    A pair of reports can be accepted or rejected as copies of each other, and a pair of events as the same event. The
    evidence does not change, and the judgement can be undone.
    """
    _check(given)
    try:
        number = state.dossier.judge(given.kind, given.subject, given.verdict, given.why, given.correction)
    except ValueError as error:
        raise HTTPException(400, str(error)) from None
    return _receipt(state, number, 201)


@router.post(
    "/judgements/{number}/undo", summary="Undo a judgement", response_model=JudgementReceipt, responses=error_responses(403, 404, 409)
)
def undo(number: int, given: UndoRequest, state: State) -> Response:
    """Undo a judgement. It stays in the ledger."""
    state.dossier.undo(number, given.why)
    return _receipt(state, number, 200)


def _receipt(state: ServerState, number: int, status: int) -> Response:
    """Return the receipt of a judgement once the conclusions are updated, or after `UPDATE_WAIT_S` if they are not."""
    updated = state.update_conclusions(wait=UPDATE_WAIT_S)
    version = state.snapshots.current().version if updated else ""
    return json_response(JudgementReceipt(number=number, drawn=updated, mark=version), status=status)


def _check(given: JudgementRequest) -> None:
    """Check what the store does not check.

    Raises:
        HTTPException: with status 400 if `correction` is missing, not allowed, or not representable in JSON.
    """
    if (given.verdict == "correct") != bool(given.correction):
        raise HTTPException(400, "`correction` is required with the verdict `correct` and not allowed with any other")
    try:
        json.dumps(given.correction, allow_nan=False)
    except ValueError:
        raise HTTPException(400, "the numbers in `correction` must be finite") from None
