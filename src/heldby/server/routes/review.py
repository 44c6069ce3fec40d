"""Review: what waits for a person, and what people said."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from heldby import views
from heldby.server.claim_batches import batch
from heldby.server.dependencies import Limit, Now, ServerState, State, Tag
from heldby.server.responses import problems, reply
from heldby.server.schemas.review import Judged, Judgements, Judging, Queue, QueueRow, Undoing
from heldby.server.snapshots import Snapshot
from heldby.store import ClaimFilter
from heldby.store.query import pagination

router = APIRouter(tags=["review"])


@router.get("/review/queue", response_model=Queue, responses=problems(304))
def queue(
    state: State, picture: Now, etag: Tag, limit: Limit = 30,
    place: Annotated[str | None, Query(max_length=500, description="Only claims of this place.")] = None,
) -> Response:  # fmt: skip
    """Claims that wait, those first by whose judgement the picture would change most."""
    every = waiting(state, picture)
    if place:
        ids = pagination.claim_ids(state.dossier, ClaimFilter(place=place))
        every = [one for one in every if one.claim in ids]
    top = every[:limit]
    claims = state.dossier.claims_by_id(one.claim for one in top)
    rows = tuple(QueueRow(**one._asdict()) for one in top if one.claim in claims)
    return reply(Queue(waiting=rows, batch=batch(state.dossier, picture, claims.values()), total=len(every)), etag=etag)


def waiting(state: ServerState, picture: Snapshot) -> list[views.Pending]:
    """What waits in a picture, gone through once."""
    return state.once("pending", picture, lambda: views.pending(state.dossier, picture.drawn.controls))


@router.get("/judgements", response_model=Judgements, responses=problems(304))
def judgements(state: State, picture: Now, etag: Tag, limit: Limit = 100) -> Response:
    """What people said, the newest first, with the claims they said it of."""
    every = list(views.said(state.dossier))
    claims = state.dossier.claims_by_id(one.now for one in every[:limit] if one.kind == "claim")
    return reply(
        Judgements(judgements=tuple(every[:limit]), batch=batch(state.dossier, picture, claims.values()), total=len(every)), etag=etag
    )


@router.post("/judgements", status_code=201, response_model=Judged, responses=problems(400, 403, 404, 409))
def judge(given: Judging, state: State) -> Response:
    """Accept, reject or correct something. It never touches the evidence, and can be undone by its number."""
    check(given)
    try:
        number = state.dossier.judge(given.kind, given.subject, given.verdict, given.why, given.correction)
    except ValueError as error:
        raise HTTPException(400, str(error)) from None
    return judged(state, number, 201)


@router.post("/judgements/{number}/undo", response_model=Judged, responses=problems(403, 404, 409))
def undo(number: int, given: Undoing, state: State) -> Response:
    """Take a judgement back; it stays in the ledger."""
    state.dossier.undo(number, given.why)
    return judged(state, number, 200)


def judged(state: ServerState, number: int, status: int) -> Response:
    """The answer once the picture is drawn anew, or without it where that takes longer than a person waits."""
    drawn = state.redraw(wait=PATIENCE_S)
    return reply(Judged(number=number, drawn=drawn, mark=state.pictures.now().mark if drawn else ""), status=status)


PATIENCE_S = 4.0


def check(given: Judging) -> None:
    """Refuse a correction without its verdict and numbers that JSON has not; what else cannot be, the store refuses."""
    if (given.verdict == "correct") != bool(given.correction):
        raise HTTPException(400, "`correction` is needed with `correct`, and with nothing else")
    try:
        json.dumps(given.correction, allow_nan=False)
    except ValueError:
        raise HTTPException(400, "a correction's numbers are finite") from None
