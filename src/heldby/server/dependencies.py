"""FastAPI dependencies and query parameters shared by the routes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request

from heldby import pipeline
from heldby.control import ExplainContext
from heldby.model import Event
from heldby.server.responses import etag_for
from heldby.server.snapshots import Snapshot
from heldby.server.state import ServerState
from heldby.server.subprocess_worker import run_in_subprocess
from heldby.store import ClaimFilter

WAIT_S = 12.0
"""Longest time, in seconds, that a request waits for a snapshot as known on an earlier day or for the context of explanations."""


def server_state(request: Request) -> ServerState:
    """Return the state of the server."""
    return request.app.state.server  # type: ignore[no-any-return]


State = Annotated[ServerState, Depends(server_state)]


def current_snapshot(state: State) -> Snapshot:
    """Return the snapshot of the dossier as it is now."""
    return state.snapshots.current()


Current = Annotated[Snapshot, Depends(current_snapshot)]


def request_etag(request: Request, snapshot: Current) -> str:
    """Return the entity tag of a response that depends only on its address and the snapshot.

    Raises:
        NotModified: if the client already has the response.
    """
    return etag_for(request, snapshot.version)


ETag = Annotated[str, Depends(request_etag)]

MAX_LIMIT = 1_000
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Maximum number of items on a page.")]
After = Annotated[str | None, Query(max_length=40, description="Cursor of the page: the value of `next` from the page before.")]
KnownOn = Annotated[dt.date | None, Query(description="As known on this day: use only reports published on or before it.")]


@dataclass
class FilterParams:
    """The filters of `heldby claims` as query parameters."""

    place: Annotated[str | None, Query(max_length=500, description="Id of a place, or its name in any spelling.")] = None
    actor: Annotated[str | None, Query(max_length=500, description="Id of an actor, or its name in any spelling.")] = None
    kind: Annotated[str | None, Query(max_length=40, description="Kind of claim: event, control, relation or figure.")] = None
    type: Annotated[str | None, Query(max_length=40, description="Type of claim, such as capture, holds, backs or killed.")] = None
    status: Annotated[str | None, Query(max_length=40, description="Status of the claim, such as happened, ongoing or denied.")] = None
    first: Annotated[dt.date | None, Query(alias="from", description="First day, inclusive.")] = None
    last: Annotated[dt.date | None, Query(alias="to", description="Last day, inclusive.")] = None
    text: Annotated[
        str | None, Query(alias="q", max_length=500, description='Words in the sentence; "a phrase" in quotes, or a prefix as in captur*.')
    ] = None
    report: Annotated[str | None, Query(max_length=500, description="Id of a report.")] = None
    known: KnownOn = None

    def claim_filter(self) -> ClaimFilter:
        """Return the filter for the store. Empty parameters count as absent."""
        return ClaimFilter(
            place=self.place or None, actor=self.actor or None, kind=self.kind or None, type=self.type or None, status=self.status or None,
            first=self.first, last=self.last, known_on=self.known, text=self.text or None, report=self.report or None,
        )  # fmt: skip

    def matches_event(self, event: Event) -> bool:
        """Check whether an event itself, and not only one of its claims, has the type and status asked for."""
        return self.type in (None, "", event.type) and self.status in (None, "", event.status)

    @property
    def empty(self) -> bool:
        """Whether no filter is set."""
        return self.claim_filter() == ClaimFilter()


Filters = Annotated[FilterParams, Depends()]


def not_found(what: str) -> HTTPException:
    """Return the 404 error for something that does not exist. `what` names it in the message, such as "claim c1"."""
    return HTTPException(404, f"no {what} in this dossier")


def snapshot_as_known_on(state: ServerState, day: dt.date | None, *, events: bool = False) -> Snapshot:
    """Return the snapshot as known on a day, or the current one if `day` is None.

    Events and contradictions of an earlier day are included only if `events` is true.

    Raises:
        HTTPException: with status 409 while the snapshot is being computed.
    """
    if day is None:
        return state.snapshots.current()
    found = state.snapshots.as_known_on(day, wait=WAIT_S, events=events)
    if found is None:
        raise HTTPException(409, "the snapshot as known on that day is still being computed. Try again in a few seconds")
    return found


def explain_context(state: ServerState, snapshot: Snapshot) -> ExplainContext:
    """Return the context that the explanations of all places share. If it is not stored with the conclusions, compute it once."""
    if snapshot.conclusions.explain_context:
        return pipeline.load_explain_context(state.dossier, snapshot.conclusions)
    return state.cached(
        "explain context", snapshot, lambda: run_in_subprocess(state.dossier, pipeline.load_explain_context, snapshot.conclusions)
    )


def explain_context_soon(state: ServerState, snapshot: Snapshot) -> ExplainContext | None:
    """Return the result of `explain_context`, or None if computing it takes longer than `WAIT_S`. The computation then continues."""
    return state.cached_within(
        "explain context",
        snapshot,
        lambda: run_in_subprocess(state.dossier, pipeline.load_explain_context, snapshot.conclusions),
        wait=WAIT_S,
    )
