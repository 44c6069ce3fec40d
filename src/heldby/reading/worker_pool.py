"""Several worker processes. A report that crashes or hangs one costs only itself."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

from heldby.model import Report
from heldby.reading.failed_reading import FailedReading
from heldby.reading.readers import ChosenReader
from heldby.reading.reading import Reading
from heldby.reading.worker import Worker, WorkerLost

LIMIT_S, LIMIT_S_PER_CHARACTER = 120.0, 0.005
"""Most seconds that reports may take to read: a fixed part, and one that grows with length. The slowest texts take an eighth of it."""


class WorkerPool:
    """Worker processes, each with a reader of its own and a thread that feeds and watches it.

    A process that crashes or exceeds the time limit is replaced. The reports that it had are then read one by one, so that only the one to
    blame gets a `FailedReading`. Use the pool in a `with` statement, or call `close()`.
    """

    def __init__(self, chosen: ChosenReader, workers: int) -> None:
        self._chosen = chosen
        self._limit: Callable[[Report], float] | None = None if chosen.built_in else getattr(chosen.reader, "time_limit", None)
        self._tasks: queue.SimpleQueue[tuple[list[Report], Future[list[Reading]]] | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]
        self._workers: dict[int, Worker] = {}
        self._closed = False
        for thread in self._threads:
            thread.start()

    def submit(self, reports: list[Report]) -> Future[list[Reading]]:
        """Have reports read. The result is their readings in order, or a `ReaderError` if no reader can be created."""
        future: Future[list[Reading]] = Future()
        self._tasks.put((reports, future))
        return future

    def close(self) -> None:
        """End all processes. What they have not read yet is cancelled."""
        self._closed = True
        for worker in list(self._workers.values()):
            worker.stop()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _work(self) -> None:
        """Feed one worker until the pool is closed."""
        while (task := self._tasks.get()) is not None:
            reports, future = task
            if self._closed or not future.set_running_or_notify_cancel():
                future.cancel()
                continue
            try:
                future.set_result(self._read(reports))
            except Exception as error:
                future.set_exception(error)
        if worker := self._workers.pop(threading.get_ident(), None):
            worker.end()

    def _read(self, reports: list[Report]) -> list[Reading]:
        found = self._try(reports)
        if not isinstance(found, str):
            return found
        if len(reports) > 1 and not self._closed:
            return [reading for report in reports for reading in self._read([report])]
        return [FailedReading(report, (), (), (found,)) for report in reports]

    def _try(self, reports: list[Report]) -> list[Reading] | str:
        """Return the readings of reports, or the reason why they cannot be read together."""
        worker = self._worker()
        try:
            found = worker.read(reports, self._seconds(reports))
        except WorkerLost as lost:
            del self._workers[threading.get_ident()]
            return f"reading it failed: {lost}"
        return f"reading it failed ({found})" if isinstance(found, str) else found

    def _seconds(self, reports: list[Report]) -> float:
        """Return how many seconds reports may take: what the reader says, or the usual limit."""
        if self._limit is not None:
            return sum(map(self._limit, reports))
        return LIMIT_S + LIMIT_S_PER_CHARACTER * sum(len(report.text) for report in reports)

    def _worker(self) -> Worker:
        """Return the worker of this thread, which is started if there is none."""
        me = threading.get_ident()
        if me not in self._workers:
            self._workers[me] = Worker(self._chosen)
        return self._workers[me]
