"""The current snapshot, and snapshots as known on earlier days."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor

from heldby import pipeline
from heldby.server.snapshots import Snapshot
from heldby.server.subprocess_worker import run_in_subprocess
from heldby.store import Conclusions, Dossier
from heldby.store.query.pagination import record_version

MAX_SNAPSHOTS = 40
"""Largest number of earlier snapshots in memory."""
MAX_EVENTS = 2_000_000
"""Largest number of events in all earlier snapshots together. Packed, 100,000 events and their indexes take about 20 MB."""


class SnapshotCache:
    """The current snapshot, renewed when the dossier changes, and the most recently requested snapshots as known on earlier days."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._lock = threading.Lock()
        self._current: Snapshot | None = None
        self._earlier: OrderedDict[tuple[str, dt.date, bool], Future[Snapshot]] = OrderedDict()
        self._worker = ThreadPoolExecutor(1, "heldby-as-known")

    def close(self) -> None:
        """Stop the thread that computes earlier snapshots."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def current(self) -> Snapshot:
        """Return the snapshot of the dossier as it is now."""
        version = record_version(self.dossier)
        cached = self._current
        if cached is not None and cached.version == version:
            return cached
        with self._lock:
            if self._current is None or self._current.version != version:
                self._current = Snapshot(self.dossier, version, self._conclusions(version))
            return self._current

    def _conclusions(self, version: str) -> Conclusions:
        """Return the current conclusions. They are those of the last snapshot if only the ledger has grown since."""
        before = self._current
        if before is not None and before.version.split()[1:] == version.split()[1:] and self._is_concluded():
            return before.conclusions
        return pipeline.packed_snapshot(self.dossier) if self._is_concluded() else run_in_subprocess(self.dossier, pipeline.packed_snapshot)

    def _is_concluded(self) -> bool:
        """Check whether the stored conclusions cover everything in the dossier."""
        mark = self.dossier.conclusions_mark()
        return mark is not None and int(mark.split()[0]) >= self.dossier.ledger_position()

    def as_known_on(self, day: dt.date, *, wait: float, events: bool = False) -> Snapshot | None:
        """Return the snapshot as known on a day, or None if computing it takes longer than `wait` seconds.

        In that case, the computation continues, so that a later call returns the snapshot. Events and contradictions take half of the
        time to compute, so they are included only if `events` is true.
        """
        snapshot = self.current()
        last_day = snapshot.last_known_day(day)
        if last_day is None:
            return Snapshot(self.dossier, snapshot.version, Conclusions())
        if last_day == snapshot.known_days[-1]:
            return snapshot
        future = self._request(snapshot.version, last_day, events)
        try:
            return future.result(timeout=wait)
        except TimeoutError:
            return None

    def _request(self, version: str, day: dt.date, events: bool) -> Future[Snapshot]:
        """Return the computation of an earlier snapshot, started now if it is not cached."""
        with self._lock:
            with_events = self._earlier.get((version, day, True))
            events = events or _succeeded(with_events)
            future = self._earlier.get((version, day, events))
            if future is None or future.cancelled() or (future.done() and future.exception()):
                future = self._worker.submit(self._compute, version, day, events)
                self._earlier[(version, day, events)] = future
                while len(self._earlier) > capacity(self._current):
                    self._earlier.popitem(last=False)[1].cancel()
            else:
                self._earlier.move_to_end((version, day, events))
            return future

    def _compute(self, version: str, day: dt.date, events: bool) -> Snapshot:
        return Snapshot(self.dossier, version, run_in_subprocess(self.dossier, pipeline.packed_snapshot_on, day, events=events))


def _succeeded(future: Future[Snapshot] | None) -> bool:
    return future is not None and future.done() and not future.cancelled() and future.exception() is None


def capacity(snapshot: Snapshot | None) -> int:
    """Return the number of earlier snapshots to keep; at least two, as one is viewed while the next is computed."""
    events = len(snapshot.conclusions.events) if snapshot else 0
    return max(2, min(MAX_SNAPSHOTS, MAX_EVENTS // max(1, events)))
