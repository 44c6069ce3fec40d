"""A web server for tests that misbehaves in a chosen way, on a real socket."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


def answer(status: str, *headers: str, body: bytes = b"") -> bytes:
    """Return an HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Request:
    """One POST: its connection, headers and body."""

    def __init__(self, connection: socket.socket, headers: dict[str, str], body: bytes) -> None:
        self.connection, self.headers, self.body = connection, headers, body

    def alert(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    def reply(self, data: bytes) -> None:
        self.connection.sendall(data)


Behaviour = Callable[[Request, "HostileWebhook"], None]
"""Handles a request. A server that accepts an alert calls `accept`."""


class HostileWebhook:
    """A server on a free port of this machine. `confirmed` has the keys of the alerts that it confirmed with a whole answer, in order."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        self.behaviour: Behaviour = behaviour or well_behaved
        self.requests: list[Request] = []
        self.confirmed: list[str] = []
        self.stopping = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/alerts"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stopping.set()
        self._socket.close()

    def confirm(self, request: Request) -> None:
        """Accept an alert and say so."""
        request.reply(OK)
        self.confirmed.append(request.headers["idempotency-key"])

    def _serve(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            request = read_request(connection)
            if request is not None:
                self.requests.append(request)
                self.behaviour(request, self)


def read_request(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65_536)
        if not part:
            return None
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")[1:]
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers["content-length"]):
        body += connection.recv(65_536)
    return Request(connection, headers, body)


def well_behaved(request: Request, server: HostileWebhook) -> None:
    server.confirm(request)
