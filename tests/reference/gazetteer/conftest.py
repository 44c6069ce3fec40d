"""Fixtures of the gazetteer tests: an empty cache folder and a file server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from gazetteer_helpers import Sender


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return a cache folder that does not exist yet."""
    return tmp_path / "cache"


@pytest.fixture
def server() -> Iterator[tuple[str, type[Sender]]]:
    """Yield the address of a file server and its handler class, whose `content` the test sets."""
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Sender)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    Sender.ranges = []
    yield f"http://127.0.0.1:{listening.server_port}", Sender
    listening.shutdown()
    listening.server_close()
