"""A real server for the browser tests."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from heldby.release.policy import ReleasePolicy
from heldby.server.app import create_app
from heldby.server.audience_router import AudienceRouter
from heldby.server.public_copy import PublicCopy
from heldby.server.settings import ServerSettings
from heldby.store import Dossier


@contextmanager
def serving(dossier: Dossier, *, cut: ReleasePolicy | None = None, **options: object) -> Iterator[str]:
    """Serve a dossier on a free local port and yield its address. With `cut`, serve readers too."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    settings = ServerSettings(**options)  # type: ignore[arg-type]
    owner = create_app(dossier, settings)
    app = AudienceRouter(owner, PublicCopy(dossier, settings, cut), settings) if cut else owner
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    server.should_exit = True
    thread.join(timeout=10)
