"""Route of outlets and their reliability."""

from __future__ import annotations

from fastapi import APIRouter, Response

from heldby import views
from heldby.server.dependencies import Current, ETag, State, explain_context
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.records import OutletList
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState
from heldby.store.query import pagination

router = APIRouter(tags=["record"])


@router.get("/sources", summary="List outlets", response_model=OutletList, responses=error_responses(304))
def sources(state: State, snapshot: Current, etag: ETag) -> Response:
    """Return the outlets: for each, how much it publishes, how often it reports first, and how often independent sources agree with it."""
    return json_response(outlet_list(state, snapshot), etag=etag)


def outlet_list(state: ServerState, snapshot: Snapshot) -> OutletList:
    """Return the outlets, computed once for a snapshot."""

    def compute() -> OutletList:
        reliability = explain_context(state, snapshot).borne
        found = views.outlets(state.dossier, snapshot.conclusions, pagination.claims_per_report(state.dossier), reliability)
        return OutletList(outlets=tuple(found))

    return state.cached("outlets", snapshot, compute)
