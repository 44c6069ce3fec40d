"""The redacted copy from which the requests of readers are answered.

Readers get a separate dossier that was redacted for them, so no endpoint can disclose by mistake what they must not see.
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

from heldby import pipeline
from heldby.release.policy import SENSITIVE_FILE, ReleasePolicy, read_sensitive
from heldby.server.app import create_app
from heldby.server.settings import ServerSettings
from heldby.server.subprocess_worker import run_in_subprocess
from heldby.store import Dossier
from heldby.store.query import pagination

FIRST_WAIT_S = 8.0
"""Longest wait, in seconds, for a copy while there is none that readers may see."""
RENEWAL_WAIT_S = 1.0
"""Longest wait, in seconds, for a new copy while the old one may still be shown."""
CHECK_INTERVAL_S = 1.0
"""Shortest time, in seconds, between two checks whether the copy is still current."""
WITHDRAWALS = frozenset({"retract", "erase"})
"""Ledger actions after which an older copy must not be shown."""
MAX_ACTIONS = 100_000
"""New ledger entries that are checked for withdrawals. If there are this many or more, the older copy is not shown."""
log = logging.getLogger(__name__)


class SourceState(NamedTuple):
    """What a copy was made from: the dossier's version, the last day whose reports readers may see, and the bytes of `sensitive.toml`."""

    version: str
    last_day: dt.date
    sensitive_file: bytes | None


class RedactedCopy(NamedTuple):
    """A redacted dossier and the application that serves it."""

    source: SourceState
    folder: TemporaryDirectory[str]
    dossier: Dossier
    app: FastAPI

    def close(self) -> None:
        """Delete the copy and end its event streams; subscribers reconnect to the next copy."""
        self.app.state.server.close()
        self.dossier.close()
        self.folder.cleanup()


class PublicCopy:
    """The current redacted copy, renewed in the background when the dossier, the day or `sensitive.toml` changes."""

    def __init__(self, dossier: Dossier, settings: ServerSettings, policy: ReleasePolicy) -> None:
        self.dossier = dossier
        self.settings = settings
        self.policy = policy
        self._lock = threading.Lock()
        self._copy: RedactedCopy | None = None
        self._previous: RedactedCopy | None = None
        self._renewal: threading.Thread | None = None
        self._checked = float("-inf")

    def app(self, *, wait: float = FIRST_WAIT_S) -> FastAPI | None:
        """Return the application for readers, or None if no copy that they may see exists within `wait` seconds."""
        with self._lock:
            copy = self._copy
            if copy and time.monotonic() - self._checked < CHECK_INTERVAL_S:
                return copy.app
            source = self._source_state()
            if copy and copy.source == source:
                self._checked = time.monotonic()
                return copy.app
            renewal = self._start_renewal(source)
        renewal.join(RENEWAL_WAIT_S if copy and self._may_show(copy.source, source) else wait)
        with self._lock:
            found = self._copy
        return found.app if found and self._may_show(found.source, source) else None

    def close(self) -> None:
        """Delete the copies."""
        for copy in (self._copy, self._previous):
            if copy:
                copy.close()

    def _source_state(self) -> SourceState:
        content = None
        with suppress(OSError):
            content = (self.dossier.folder / SENSITIVE_FILE).read_bytes()
        return SourceState(pagination.record_version(self.dossier), self.policy.through(dt.date.today()), content)

    def _may_show(self, old: SourceState, new: SourceState) -> bool:
        """Check whether a copy of an older state may still be shown: nothing was withdrawn and the redaction is the same."""
        actions = pagination.ledger_rows_after(self.dossier, int(old.version.split()[0]), MAX_ACTIONS)
        return (
            old.sensitive_file == new.sensitive_file
            and len(actions) < MAX_ACTIONS
            and WITHDRAWALS.isdisjoint(action for *_, action, _ in actions)
        )  # fmt: skip

    def _start_renewal(self, source: SourceState) -> threading.Thread:
        """Return the thread that renews the copy. It is started now unless one is already running."""
        renewal = self._renewal
        if renewal is None or not renewal.is_alive():
            renewal = self._renewal = threading.Thread(target=self._renew, args=(source,), name="heldby-public-copy", daemon=True)
            renewal.start()
        return renewal

    def _renew(self, source: SourceState) -> None:
        copy = self._make(source)
        if copy is None:
            return
        with self._lock:
            # The previous copy stays until the next renewal, because requests under way still use it.
            outdated, self._previous, self._copy = self._previous, self._copy, copy
            if self._previous:
                self._previous.app.state.server.closed.set()
        if outdated:
            outdated.close()

    def _make(self, source: SourceState) -> RedactedCopy | None:
        """Return a new copy. If that fails, log the error and return None, so that readers see nothing rather than too much."""
        folder = TemporaryDirectory(prefix="heldby-public-copy-", ignore_cleanup_errors=True)
        try:
            read_sensitive(self.dossier.folder)
            run_in_subprocess(self.dossier, pipeline.write_redacted_copy, Path(folder.name), self.policy, dt.date.today())
            dossier = Dossier.open(folder.name, who="readers")
        except Exception:
            log.exception("the redacted copy could not be made")
            folder.cleanup()
            return None
        settings = replace(self.settings, token=self.settings.readers_token, read_only=True)
        return RedactedCopy(source, folder, dossier, create_app(dossier, settings))
