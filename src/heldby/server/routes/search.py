"""Route of full-text search."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from heldby import views
from heldby.server.dependencies import ETag, Limit, State
from heldby.server.responses import error_responses, json_response
from heldby.server.schemas.records import SearchResults
from heldby.store import ClaimFilter

router = APIRouter(tags=["record"])
Words = Annotated[str, Query(min_length=1, max_length=500, description='Words; "a phrase" in quotes, or a prefix as in captur*.')]
Within = Annotated[Literal["claims", "reports"], Query(alias="in", description="Whether to search claims or the full text of reports.")]


@router.get("/search", summary="Search claims or reports", response_model=SearchResults, responses=error_responses(304))
def search(
    state: State, etag: ETag, q: Words, within: Within = "claims", limit: Limit = 20,
    after: Annotated[int, Query(ge=0, le=2**53, description="Number of the last result of the page before.")] = 0,
) -> Response:  # fmt: skip
    """Return the claims or reports that contain the words."""
    hits = views.search(state.dossier, ClaimFilter(text=q), within=within, after=after, limit=limit)
    return json_response(SearchResults(hits=tuple(hits), next=hits[-1].number if len(hits) == limit else None), etag=etag)
