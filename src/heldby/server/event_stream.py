"""The server-sent events that tell browsers of ingest progress and of changes to the dossier."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent

from heldby.server.state import ServerState
from heldby.server.subscribers import Notification
from heldby.store.query.pagination import record_version as version_of

HEARTBEAT_S = 15.0
"""Seconds between comments, which are sent to detect lost connections."""
POLL_S = 2.0
"""Seconds between checks of the dossier while a browser listens. They find the changes that other processes make."""
SHUTDOWN_S = 1.0
"""Seconds that a stream has to end by itself when the server shuts down."""
LINE_END = "\n"


def event_stream(state: ServerState, seconds: float | None) -> EventSourceResponse:
    """Return a stream of `job` events (the progress of an ingest job) and `picture` events (a new version of the dossier).

    The stream ends after `seconds` or, if that is None, when the client disconnects.
    """
    shutdown = anyio.Event()
    return EventSourceResponse(
        _events(state, seconds, shutdown),
        headers={"Cache-Control": "no-store"},
        ping=HEARTBEAT_S,
        ping_message_factory=lambda: ServerSentEvent(comment="still here", sep=LINE_END),
        sep=LINE_END,
        shutdown_event=shutdown,
        shutdown_grace_period=SHUTDOWN_S,
    )


async def _events(state: ServerState, seconds: float | None, shutdown: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    """Yield the current version of the dossier, then each job update and each new version."""
    queue = state.ingest_queue.subscribers.subscribe()
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds if seconds else None
    try:
        version = await asyncio.to_thread(version_of, state.dossier)
        yield _version_event(version)
        while not (state.closed.is_set() or shutdown.is_set()) and (end is None or loop.time() < end):
            notification = await _next(queue, shutdown, min(POLL_S, max(0.01, end - loop.time())) if end else POLL_S)
            if notification and notification.kind != "picture":
                yield ServerSentEvent(notification.data, event=notification.kind, sep=LINE_END)
            seen = await asyncio.to_thread(version_of, state.dossier)
            if seen != version:
                version = seen
                yield _version_event(version)
    finally:
        state.ingest_queue.subscribers.unsubscribe(queue)


async def _next(queue: asyncio.Queue[Notification], shutdown: anyio.Event, timeout: float) -> Notification | None:
    """Return the next notification, or None after `timeout` seconds or when the server shuts down."""
    next_one, stopped = asyncio.create_task(queue.get()), asyncio.create_task(shutdown.wait())
    try:
        await asyncio.wait((next_one, stopped), timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        return next_one.result() if next_one.done() else None
    finally:
        next_one.cancel()
        stopped.cancel()


def _version_event(version: str) -> ServerSentEvent:
    return ServerSentEvent(json.dumps({"mark": version}), event="picture", sep=LINE_END)
