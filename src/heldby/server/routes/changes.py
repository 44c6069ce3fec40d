"""Routes of changes: what is new since a ledger entry or a day, and the event stream."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response
from starlette.responses import StreamingResponse

from heldby.control import Change, find_changes
from heldby.server.dependencies import Current, ETag, State
from heldby.server.event_stream import event_stream
from heldby.server.responses import error_responses, json_response
from heldby.server.routes.reports import report_row
from heldby.server.schemas.records import ChangedAnswer, ControlChange, LedgerEntry, RecentChanges, ReportRow
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState
from heldby.store.query import pagination

router = APIRouter(tags=["news"])
MAX_ENTRIES = 500
MAX_REPORTS = 200
WAIT_S = 3.0
"""Longest wait, in seconds, for the snapshot as known on the day `since`. Without it, `differences` is empty."""

Seen = Annotated[int, Query(ge=0, le=2**53, description="Last ledger entry already seen: `head` of an earlier response.")]
Since = Annotated[
    dt.date | None, Query(description="Return changes of control from this day, and answers that differ from those as known on it.")
]
Seconds = Annotated[float | None, Query(gt=0, le=3600, description="End the stream after this many seconds.")]


@router.get("/changes", name="news", summary="List recent changes", response_model=RecentChanges, responses=error_responses(304))
def changes(state: State, snapshot: Current, etag: ETag, after: Seen = 0, since: Since = None) -> Response:
    """Return the ledger entries numbered above `after` and the reports that they added.

    With `since`, also return the changes of control from that day on, and the places whose latest answer differs from the one known on that
    day. `differences` is empty while the earlier answers are still being computed.
    """
    entries = pagination.ledger_rows_after(state.dossier, after, MAX_ENTRIES)
    ids = [subject for *_, action, subject in entries if action == "ingest"][:MAX_REPORTS]
    before = state.snapshots.as_known_on(since, wait=WAIT_S) if since else None
    rows = sorted(_report_rows(state, snapshot, ids), key=lambda one: (one.published or one.known, one.id), reverse=True)
    recent = RecentChanges(
        head=int(snapshot.version.split()[0]),
        since=since,
        acts=tuple(LedgerEntry(seq=seq, at=at, who=who, action=action, subject=subject) for seq, at, who, action, subject in entries),
        reports=tuple(rows),
        turns=tuple(ControlChange(**one.model_dump()) for one in reversed(_control_changes(snapshot, since))) if since else (),
        differences=() if before is None else tuple(changed_answers(before, snapshot)),
    )
    # A response without the earlier snapshot has no entity tag, as the same request gets more once this snapshot is computed.
    return json_response(recent, etag=None if since and before is None else etag)


def _control_changes(snapshot: Snapshot, since: dt.date) -> list[Change]:
    """Return the changes of control since a day."""
    ids = (id for id, latest in snapshot.latest_answers.items() if latest.changed and latest.changed >= since)
    return find_changes(map(snapshot.controls.__getitem__, ids), since)


def _report_rows(state: ServerState, snapshot: Snapshot, ids: list[str]) -> list[ReportRow]:
    """Return the reports with these ids as rows of a list, in the given order."""
    sizes = state.cached("sizes", snapshot, lambda: pagination.claims_per_report(state.dossier))
    found = pagination.reports_by_id(state.dossier, ids)
    return [report_row(state, snapshot, found[id][0], sizes.get(id, 0)) for id in ids if id in found]


def changed_answers(before: Snapshot, now: Snapshot) -> list[ChangedAnswer]:
    """Return the places whose latest answer differs between two snapshots."""
    earlier = {id: latest.answer for id, latest in before.latest_answers.items()}
    return [
        ChangedAnswer(place=latest.place, id=id, before=earlier.get(id), after=latest.answer, p=latest.p)
        for id, latest in now.latest_answers.items()
        if latest.answer != earlier.get(id) and (id in earlier or latest.answer != "unknown")
    ]


@router.get(
    "/stream", summary="Listen to changes", response_class=StreamingResponse,
    responses={**error_responses(503), 200: {"content": {"text/event-stream": {}}}},
)  # fmt: skip
async def stream(state: State, seconds: Seconds = None) -> Response:
    """Send server-sent events: `job` when an ingest job progresses, `picture` at the start and when anything in the dossier changes."""
    if len(state.ingest_queue.subscribers) >= state.settings.max_subscribers:
        raise HTTPException(503, "too many browsers are listening. Try again later")
    return event_stream(state, seconds)
