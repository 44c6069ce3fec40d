"""Subscribers to the server's event stream."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass

MAX_BACKLOG = 1000
"""Number of notifications that are kept for a slow subscriber. Further ones are dropped."""


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification for subscribers: its kind and its data, as JSON."""

    kind: str
    data: str


class Subscribers:
    """The subscribers, each with a queue in its own event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loops: dict[asyncio.Queue[Notification], asyncio.AbstractEventLoop] = {}

    def __len__(self) -> int:
        return len(self._loops)

    def subscribe(self) -> asyncio.Queue[Notification]:
        """Return a new subscriber's queue. Call it from the event loop that reads the queue."""
        queue: asyncio.Queue[Notification] = asyncio.Queue(maxsize=MAX_BACKLOG)
        with self._lock:
            self._loops[queue] = asyncio.get_running_loop()
        return queue

    def unsubscribe(self, queue: asyncio.Queue[Notification]) -> None:
        """Remove a subscriber."""
        with self._lock:
            self._loops.pop(queue, None)

    def publish(self, notification: Notification) -> None:
        """Send a notification to all subscribers. May be called from any thread."""
        with self._lock:
            for queue, loop in self._loops.items():
                loop.call_soon_threadsafe(_put, queue, notification)


def _put(queue: asyncio.Queue[Notification], notification: Notification) -> None:
    if not queue.full():
        queue.put_nowait(notification)
