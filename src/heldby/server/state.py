"""The state that all endpoints of one server share."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from heldby.server.ingest_queue import IngestQueue
from heldby.server.settings import ServerSettings
from heldby.server.snapshot_cache import SnapshotCache
from heldby.server.snapshots import Snapshot
from heldby.store import Dossier

T = TypeVar("T")


@dataclass
class ServerState:
    """The dossier with its snapshots, the ingest queue, and values that are computed once for each snapshot."""

    dossier: Dossier
    settings: ServerSettings
    snapshots: SnapshotCache
    ingest_queue: IngestQueue
    closed: threading.Event = field(default_factory=threading.Event)
    _cache: dict[str, tuple[str, object]] = field(default_factory=dict)
    _locks: defaultdict[str, threading.RLock] = field(default_factory=lambda: defaultdict(threading.RLock))

    def close(self) -> None:
        """Stop the background threads and end the event streams."""
        self.closed.set()
        self.ingest_queue.close()
        self.snapshots.close()

    def cached(self, name: str, snapshot: Snapshot, compute: Callable[[], T]) -> T:
        """Return the value called `name`, which is computed once for a snapshot and kept until a newer snapshot is used."""
        entry = self._cache.get(name)
        if entry is None or entry[0] != snapshot.version:
            with self._locks[name]:  # a second caller waits for the first instead of computing the value too
                entry = self._cache.get(name)
                if entry is None or entry[0] != snapshot.version:
                    entry = self._cache[name] = (snapshot.version, compute())
        return cast("T", entry[1])

    def cached_within(self, name: str, snapshot: Snapshot, compute: Callable[[], T], *, wait: float) -> T | None:
        """Return the value of `cached` if it is ready within `wait` seconds. Otherwise return None, while the computation continues."""
        worker = threading.Thread(target=self.cached, args=(name, snapshot, compute), name=f"heldby-{name}", daemon=True)
        worker.start()
        worker.join(wait)
        entry = self._cache.get(name)
        return cast("T", entry[1]) if entry and entry[0] == snapshot.version else None

    def update_conclusions(self, *, wait: float) -> bool:
        """Update the conclusions, and return whether that was done within `wait` seconds. If not, the update continues."""
        done = threading.Event()

        def update() -> None:
            self.ingest_queue.update_conclusions()
            self.snapshots.current()
            done.set()

        threading.Thread(target=update, name="heldby-conclusions", daemon=True).start()
        return done.wait(wait)
