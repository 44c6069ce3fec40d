"""What is new: since a person's last visit, and as it happens."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from starlette.responses import StreamingResponse

from heldby.control import changes
from heldby.control.results.changes import Change
from heldby.server.dependencies import Now, ServerState, State, Tag
from heldby.server.responses import problems, reply
from heldby.server.routes.places import report_row
from heldby.server.schemas.records import Act, Difference, News, ReportRow, Turn
from heldby.server.snapshots import Snapshot
from heldby.store.query import pagination
from heldby.store.query.pagination import state as state_of

router = APIRouter(tags=["news"])
MOST_ACTS = 500
MOST_REPORTS = 200
HEARTBEAT_S = 15.0
LOOK_S = 2.0
"""How often the dossier is looked at while somebody listens: another process may have read something in."""
PATIENCE_S = 3.0
"""Seconds that are waited for earlier knowledge; without it, what turned since is told all the same."""

SINCE = "Turns of control on or after this day, and what is told otherwise than was known then."
Since = Annotated[dt.date | None, Query(description=SINCE)]


@router.get("/changes", response_model=News, responses=problems(304))
def news(
    state: State, picture: Now, etag: Tag,
    after: Annotated[int, Query(ge=0, le=2**53, description="The newest act that is known already: `head` of the answer before.")] = 0,
    since: Since = None,
) -> Response:  # fmt: skip
    """What was done and read in since an act, which places turned since a day, and which are told otherwise than one knew that day."""
    acts = pagination.acts_after(state.dossier, after, MOST_ACTS)
    ids = [subject for *_, action, subject in acts if action == "ingest"][:MOST_REPORTS]
    before = state.pictures.known_on(since, wait=PATIENCE_S) if since else None
    found = News(
        head=int(picture.mark.split()[0]),
        since=since,
        acts=tuple(Act(seq=seq, at=at, who=who, action=action, subject=subject) for seq, at, who, action, subject in acts),
        reports=tuple(sorted(rows(state, picture, ids), key=lambda one: (one.published or one.known, one.id), reverse=True)),
        turns=tuple(Turn(**one.model_dump()) for one in reversed(turns(picture, since))) if since else (),
        differences=() if before is None else tuple(differences(before, picture)),
    )
    # What is still being worked out is there when the same is asked again.
    return reply(found, etag=None if since and before is None else etag)


def turns(picture: Snapshot, since: dt.date) -> list[Change]:
    """Which places turned since a day."""
    ids = (id for id, spot in picture.spots.items() if spot.turned and spot.turned >= since)
    return changes(map(picture.controls.__getitem__, ids), since)


def rows(state: ServerState, picture: Snapshot, ids: list[str]) -> list[ReportRow]:
    """Reports as they stand in lists, in the order of their ids."""
    sizes = state.once("sizes", picture, lambda: pagination.sizes(state.dossier))
    found = pagination.reports_of(state.dossier, ids)
    return [report_row(state, picture, found[id][0], sizes.get(id, 0)) for id in ids if id in found]


def differences(before: Snapshot, picture: Snapshot) -> list[Difference]:
    """Places whose last answer is another than the one that was to be had before."""
    earlier = {id: spot.answer for id, spot in before.spots.items()}
    return [
        Difference(place=spot.place, id=id, before=earlier.get(id), after=spot.answer, p=spot.p)
        for id, spot in picture.spots.items()
        if spot.answer != earlier.get(id) and (id in earlier or spot.answer != "unknown")
    ]


@router.get("/stream", response_class=StreamingResponse, responses={**problems(503), 200: {"content": {"text/event-stream": {}}}})
async def stream(
    request: Request, state: State, seconds: Annotated[float | None, Query(gt=0, le=3600, description="End after so long.")] = None
) -> Response:
    """Server-sent events: `job` as reading in goes on, `picture` when anything in the dossier changed."""
    if len(state.desk.board) >= state.options.watchers:
        raise HTTPException(503, "too many are listening already")
    return StreamingResponse(listen(request, state, seconds), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def listen(request: Request, state: ServerState, seconds: float | None) -> AsyncIterator[bytes]:
    """What is told, with a beat now and then by which a lost connection shows."""
    waiting = state.desk.board.join()
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds if seconds else None
    try:
        mark = await asyncio.to_thread(state_of, state.dossier)
        yield event("picture", json.dumps({"mark": mark}))
        beat = loop.time() + HEARTBEAT_S
        while not (await request.is_disconnected() or state.over.is_set()) and (end is None or loop.time() < end):
            try:
                note = await asyncio.wait_for(waiting.get(), min(LOOK_S, max(0.01, end - loop.time())) if end else LOOK_S)
                if note.kind != "picture":
                    yield event(note.kind, note.data)
            except TimeoutError:
                pass
            seen = await asyncio.to_thread(state_of, state.dossier)
            if seen != mark:
                mark = seen
                yield event("picture", json.dumps({"mark": mark}))
            if loop.time() > beat:
                beat = loop.time() + HEARTBEAT_S
                yield b": still here\n\n"
    finally:
        state.desk.board.leave(waiting)


def event(kind: str, data: str) -> bytes:
    """One server-sent event; its data is JSON, which has no line breaks of its own."""
    return f"event: {kind}\ndata: {data}\n\n".encode("utf-8", "replace")
