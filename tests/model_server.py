"""A local server of a language model for tests: it speaks the chat-completions protocol and answers what a test prepares."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """A response of the server. `chunks` yields the body; `length` is the announced length, by default the real one of `body`."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    chunks: Callable[[], Iterator[bytes]] | None = None


def completion(answer: str | None, finish: str = "stop") -> Reply:
    """Return a chat completion with an answer of the model."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": answer}}
    return Reply(json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def claims(*answered: dict[str, object]) -> Reply:
    """Return a chat completion with claims in the required form."""
    return completion(json.dumps({"claims": answered}))


class ModelServer(ThreadingHTTPServer):
    """The server. It gives the prepared replies in order, and the last one again and again; `asked` holds the questions."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: list[Reply] = [claims()]
        self.asked: list[dict[str, object]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """The address of the endpoint."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def answer(self, *replies: Reply) -> None:
        """Prepare replies."""
        self.replies = list(replies)

    def next_reply(self) -> Reply:
        """Return the reply to the next question."""
        with self._lock:
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def hang(self) -> Iterator[bytes]:
        """Yield nothing until the test is over: the body of a server that does not answer."""
        self.closing.wait(60)
        yield b""

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore clients that hang up, as those do that wait no longer."""


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(asked))
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.server.paths.append(self.path)
        reply = self.server.next_reply()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not reply.chunks:
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        self.end_headers()
        for chunk in reply.chunks() if reply.chunks else [reply.body]:
            self.wfile.write(chunk)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def serving() -> Iterator[ModelServer]:
    """Run a server in a thread."""
    server = ModelServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()
