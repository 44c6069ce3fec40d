"""Routes of events and contradictions."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Response

from heldby import views
from heldby.model import Event
from heldby.model.contradiction import Contradiction
from heldby.presentation.builders import page_dispute
from heldby.server.claim_batches import claim_batch
from heldby.server.dependencies import After, Current, ETag, FilterParams, Filters, Limit, State, snapshot_as_known_on
from heldby.server.query_params import parse_offset
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.records import Contradictions, Timeline
from heldby.server.state import ServerState
from heldby.store.query import pagination
from heldby.store.record.packed_sequence import PackedSelection

router = APIRouter(tags=["record"])


@router.get("/timeline", summary="List events", response_model=Timeline, responses=error_responses(304, 400, 409))
def timeline(state: State, etag: ETag, filters: Filters, limit: Limit = 200, after: After = None) -> Response:
    """Return events, newest first, each with the quote of its claim with the highest confidence."""
    start, events = parse_offset(after), _matching_events(state, filters)
    page = views.moments(state.dossier, events[start : start + limit])
    return json_response(Timeline(moments=tuple(page), total=len(events), next=_next(start, limit, len(events))), etag=etag)


def _matching_events(state: ServerState, filters: FilterParams) -> Sequence[Event]:
    """Return the events that match the filters, newest first. If no type or status is asked for, each is unpacked only on access."""
    snapshot = snapshot_as_known_on(state, filters.known, events=True)
    indexes = snapshot.events_by_time(None if filters.empty else pagination.claim_ids(state.dossier, filters.claim_filter()))
    if filters.type or filters.status:
        return [event for event in map(snapshot.conclusions.events.__getitem__, indexes) if filters.matches_event(event)]
    return PackedSelection(snapshot.conclusions.events, indexes)


@router.get("/contradictions", summary="List contradictions", response_model=Contradictions, responses=error_responses(304, 400, 409))
def contradictions(state: State, snapshot: Current, etag: ETag, filters: Filters, limit: Limit = 50, after: After = None) -> Response:
    """Return contradictions with the claims involved. If filters are set, at least one of the claims must pass them."""
    found: Sequence[Contradiction] = snapshot_as_known_on(state, filters.known, events=True).conclusions.contradictions
    if not filters.empty:
        ids = pagination.claim_ids(state.dossier, filters.claim_filter())
        found = [one for one in found if not ids.isdisjoint(one.claims)]
    start = parse_offset(after)
    page = found[start : start + limit]
    claims = state.dossier.claims_by_id(id for one in page for id in one.claims)
    answer = Contradictions(
        contradictions=tuple(page_dispute(one) for one in page), batch=claim_batch(snapshot, claims.values()), total=len(found),
        next=_next(start, limit, len(found)),
    )  # fmt: skip
    return json_response(answer, etag=etag)


def _next(start: int, limit: int, total: int) -> str | None:
    """Return the cursor of the next page of a list held in memory, or None after the last."""
    return str(start + limit) if start + limit < total else None
