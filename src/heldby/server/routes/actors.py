"""Routes of actors and the relations between them."""

from __future__ import annotations

from fastapi import APIRouter, Response

from heldby import views
from heldby.server.dependencies import Current, ETag, State
from heldby.server.responses import error_responses, json_response
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState
from heldby.server.subprocess_worker import run_in_subprocess
from heldby.store import Conclusions, Dossier
from heldby.views import Ties

router = APIRouter(tags=["record"])


@router.get("/actors", summary="List actors and their relations", response_model=Ties, responses=error_responses(304))
def actors(state: State, snapshot: Current, etag: ETag) -> Response:
    """Return the actors and the relations between them that reports state, with the days for which they are reported."""
    return json_response(actor_network(state, snapshot), etag=etag)


def actor_network(state: ServerState, snapshot: Snapshot) -> Ties:
    """Return the network of actors, computed once for a snapshot."""
    return state.cached("ties", snapshot, lambda: run_in_subprocess(state.dossier, _network, snapshot.version, snapshot.conclusions))


def _network(dossier: Dossier, version: str, conclusions: Conclusions) -> Ties:
    """Compute the network from all claims."""
    snapshot = Snapshot(dossier, version, conclusions)
    return views.network(dossier.judged_claims(), conclusions.families, snapshot.known_since, snapshot.side_of)
