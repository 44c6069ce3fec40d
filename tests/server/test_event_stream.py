"""The stream of server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from sse_starlette import EventSourceResponse

from heldby.server import event_stream as module
from heldby.server.app import create_app
from heldby.server.settings import ServerSettings
from heldby.server.state import ServerState
from heldby.server.subscribers import Notification
from heldby.store import Dossier


def test_stream_begins_with_the_version_of_the_dossier(api: TestClient) -> None:
    answer = api.get("stream?seconds=0.2")
    lines = answer.text.splitlines()
    assert lines[0] == "event: picture" and "mark" in json.loads(lines[1].removeprefix("data: "))
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8" and answer.headers["cache-control"] == "no-store"


@pytest.fixture
def state(record: Dossier) -> Iterator[ServerState]:
    state: ServerState = create_app(record).state.server
    yield state
    state.close()


class Browser:
    """An ASGI client that collects the body of a stream."""

    def __init__(self) -> None:
        self.body = b""
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, object]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, object]) -> None:
        self.body += message.get("body", b"")  # type: ignore[operator]

    async def read(self, response: EventSourceResponse) -> None:
        await response({"type": "http", "method": "GET"}, self.receive, self.send)  # type: ignore[arg-type]

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.02)


def test_stream_sends_job_updates_and_new_versions(state: ServerState, record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_S", 0.05)

    async def listen() -> bytes:
        browser = Browser()
        reading = asyncio.create_task(browser.read(module.event_stream(state, None)))
        await browser.until(lambda: b"picture" in browser.body)
        state.ingest_queue.subscribers.publish(Notification("job", '{"id":"1"}'))
        state.ingest_queue.subscribers.publish(Notification("picture", "{}"))
        await browser.until(lambda: b"job" in browser.body)
        await asyncio.to_thread(record.log_action, "audit", "claims", {})
        await browser.until(lambda: browser.body.count(b"event: picture") == 2)
        browser.gone.set()
        await reading
        return browser.body

    events = [part.split(b"\n") for part in asyncio.run(listen()).split(b"\n\n") if part]
    assert [event[0] for event in events] == [b"event: picture", b"event: job", b"event: picture"]
    assert events[1][1] == b'data: {"id":"1"}'
    marks = [json.loads(event[1].removeprefix(b"data: "))["mark"] for event in (events[0], events[2])]
    assert marks[0] != marks[1]


def test_stream_sends_a_heartbeat(state: ServerState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HEARTBEAT_S", 0.1)

    async def listen() -> bytes:
        browser = Browser()
        await browser.read(module.event_stream(state, 0.5))
        return browser.body

    assert b": still here\n\n" in asyncio.run(listen())


def test_disconnected_browser_is_no_longer_a_subscriber(state: ServerState) -> None:
    async def listen() -> None:
        browser = Browser()
        reading = asyncio.create_task(browser.read(module.event_stream(state, None)))
        await browser.until(lambda: len(state.ingest_queue.subscribers) == 1)
        browser.gone.set()
        await asyncio.wait_for(reading, 20)

    asyncio.run(listen())
    assert len(state.ingest_queue.subscribers) == 0


def test_stream_ends_when_the_server_closes(state: ServerState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_S", 0.05)

    async def listen() -> None:
        browser = Browser()
        reading = asyncio.create_task(browser.read(module.event_stream(state, None)))
        await browser.until(lambda: b"picture" in browser.body)
        state.close()
        await asyncio.wait_for(reading, 20)

    asyncio.run(listen())


def test_too_many_subscribers_are_refused(record: Dossier) -> None:
    with TestClient(create_app(record, ServerSettings(max_subscribers=0)), base_url="http://127.0.0.1:8000/api/v1/") as api:
        assert api.get("stream?seconds=0.1").status_code == 503
