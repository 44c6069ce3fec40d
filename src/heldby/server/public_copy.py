"""Two doors to one dossier: its owner's, and that of readers, who are answered from a copy that holds no more than they may know.

What readers may not see is not in the copy, so there is no endpoint that could forget to keep it back.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heldby import pipeline
from heldby.release.redaction import FILE, ReleasePolicy, sensitive
from heldby.server.app import create_app
from heldby.server.security import READING, has_token, with_security_headers
from heldby.server.settings import Options
from heldby.server.subprocess_worker import run_in_subprocess
from heldby.store import Dossier
from heldby.store.query import pagination

PATIENCE_S = 8.0
"""Seconds that a reader waits for the copy before being told to come again."""
HASTE_S = 1.0
"""Seconds that are waited for a new copy while the one before may still be told from."""
LOOK_S = 1.0
"""How often, at most, it is looked whether the copy is still good."""
TAKING_BACK = frozenset({"retract", "erase"})
"""Acts after which nothing of an earlier copy may be told."""
AHEAD = 100_000
log = logging.getLogger(__name__)


class Stamp(NamedTuple):
    """What a copy was made from: the dossier's state, the last day that may be known, and the file that names what is kept back."""

    state: str
    through: dt.date
    named: object


class Copy(NamedTuple):
    """A copy and the application that answers from it."""

    stamp: Stamp
    folder: TemporaryDirectory[str]
    dossier: Dossier
    app: FastAPI

    def close(self) -> None:
        """Let go of it; whoever still listens to it is sent to the next."""
        self.app.state.held.close()
        self.dossier.close()
        self.folder.cleanup()


class Readers:
    """The readers' copy, made anew as the dossier, the day or the file changes, behind whoever asks."""

    def __init__(self, dossier: Dossier, options: Options, cut: ReleasePolicy) -> None:
        self.dossier = dossier
        self.options = options
        self.cut = cut
        self._lock = threading.Lock()
        self._copy: Copy | None = None
        self._before: Copy | None = None
        self._making: threading.Thread | None = None
        self._looked = float("-inf")

    def app(self, *, wait: float = PATIENCE_S) -> FastAPI | None:
        """What readers are answered from; None while none is there that they may see."""
        with self._lock:
            copy, fresh = self._copy, time.monotonic() - self._looked < LOOK_S
            if copy and fresh:
                return copy.app
            stamp = self._stamp()
            if copy and copy.stamp == stamp:
                self._looked = time.monotonic()
                return copy.app
            making = self._making
            if making is None or not making.is_alive():
                making = self._making = threading.Thread(target=self._renew, args=(stamp,), name="heldby-readers", daemon=True)
                making.start()
        if copy and self._may_stay(copy.stamp, stamp):
            making.join(HASTE_S)
        else:
            making.join(wait)
        with self._lock:
            found = self._copy
        return found.app if found and self._may_stay(found.stamp, stamp) else None

    def close(self) -> None:
        """Let go of the copies."""
        for copy in (self._copy, self._before):
            if copy:
                copy.close()

    def _stamp(self) -> Stamp:
        with suppress(OSError):
            return Stamp(pagination.state(self.dossier), self.cut.through(dt.date.today()), (self.dossier.folder / FILE).read_bytes())
        return Stamp(pagination.state(self.dossier), self.cut.through(dt.date.today()), None)

    def _may_stay(self, old: Stamp, new: Stamp) -> bool:
        """Whether what was told from an earlier copy may still be: nothing was taken back since."""
        acts = pagination.acts_after(self.dossier, int(old.state.split()[0]), AHEAD)
        return old.named == new.named and len(acts) < AHEAD and TAKING_BACK.isdisjoint(action for *_, action, _ in acts)

    def _renew(self, stamp: Stamp) -> None:
        folder = TemporaryDirectory(prefix="heldby-readers-", ignore_cleanup_errors=True)
        try:
            sensitive(self.dossier.folder)
            run_in_subprocess(self.dossier, pipeline.copy_for_readers, Path(folder.name), self.cut, dt.date.today())
            dossier = Dossier.open(folder.name, who="readers")
        except Exception:  # nothing is told rather than too much
            log.exception("the readers' copy could not be made")
            folder.cleanup()
            return
        copy = Copy(stamp, folder, dossier, create_app(dossier, replace(self.options, token=self.options.readers, reading=True)))
        with self._lock:
            # Requests on their way go on with the copy that they began with.
            gone, self._before, self._copy = self._before, self._copy, copy
            if self._before:
                self._before.app.state.held.over.set()
        if gone:
            gone.close()


class AudienceRouter:
    """Lets in who brings the readers' token by their door, and everybody else, if they may, by the owner's."""

    def __init__(self, owner: ASGIApp, readers: Readers, options: Options) -> None:
        self.owner = owner
        self.readers = readers
        self.token = options.readers or ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.owner(scope, receive, self._closing(send))
            return
        if scope["type"] != "http" or not scope["path"].startswith("/api/") or not has_token(Headers(scope=scope), self.token):
            await self.owner(scope, receive, send)
            return
        if scope["method"] not in READING:
            await refuse(403, "readers change nothing")(scope, receive, with_security_headers(send))
            return
        app = await run_in_threadpool(self.readers.app)
        if app is None:
            answer = refuse(503, "what readers may see is being put together; ask again", {"Retry-After": "5"})
            await answer(scope, receive, with_security_headers(send))
            return
        await app(scope, receive, send)

    def _closing(self, send: Send) -> Send:
        """A sender that removes the copies when all is over; after its answer the process may be ended at once."""

        async def close(message: Message) -> None:
            if message["type"] == "lifespan.shutdown.complete":
                await run_in_threadpool(self.readers.close)
            await send(message)

        return close


def refuse(status: int, why: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """A refusal as every other."""
    return JSONResponse({"detail": why}, status, headers)
