"""The app over a real server, for the browser tests: the example dossier, and one that means harm."""

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
    """Serves a dossier on a free port of this machine, with `cut` to readers too; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    told = ServerSettings(**options)  # type: ignore[arg-type]
    owner = create_app(dossier, told)
    app = AudienceRouter(owner, PublicCopy(dossier, told, cut), told) if cut else owner
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    server.should_exit = True
    thread.join(timeout=10)
