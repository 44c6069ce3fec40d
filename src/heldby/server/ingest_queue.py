"""Ingest jobs, run one at a time in a background thread."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable, Iterable

from heldby import pipeline
from heldby.errors import HeldbyError
from heldby.intake import Accepted, IntakeResult
from heldby.reading.readers import ChosenReader
from heldby.server.schemas.intake import IngestJob, RefusedItem
from heldby.server.subprocess_worker import run_in_subprocess
from heldby.server.subscribers import Notification, Subscribers
from heldby.store import Dossier

MAX_JOBS_KEPT = 50
"""Number of jobs whose progress can be looked up."""
MAX_WAITING = 20
"""Number of jobs that may wait."""
MAX_LISTED = 200
"""Number of reports, and of refused inputs, listed with a job."""
log = logging.getLogger(__name__)

OpenInputs = Callable[[], Iterable[IntakeResult]]
"""Returns the inputs of a job. It is called when the job begins."""


class QueueFull(Exception):
    """Too many jobs are waiting."""


class IngestQueue:
    """A queue of ingest jobs, processed in order of arrival. Subscribers are notified of their progress."""

    def __init__(self, dossier: Dossier, subscribers: Subscribers, reader: ChosenReader | None = None) -> None:
        self.dossier = dossier
        self.reader = reader or ChosenReader()
        self.subscribers = subscribers
        self._concluding = threading.Lock()
        self._jobs: dict[str, IngestJob] = {}
        self._numbers = itertools.count(1)
        self._waiting: queue.Queue[tuple[str, OpenInputs] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="heldby-ingest", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop after the current job. If the process is killed instead, nothing that was stored is lost."""
        self._waiting.put(None)

    def submit(self, name: str, open_inputs: OpenInputs) -> IngestJob:
        """Add a job to the queue and return it.

        Raises:
            QueueFull: if too many jobs are waiting.
        """
        if self._waiting.qsize() >= MAX_WAITING:
            raise QueueFull
        job = IngestJob(id=str(next(self._numbers)), name=name, state="waiting")
        self._record(job)
        self._waiting.put((job.id, open_inputs))
        return job

    def job(self, id: str) -> IngestJob | None:
        """Return a job by its id, or None if there is none."""
        return self._jobs.get(id)

    def jobs(self) -> list[IngestJob]:
        """Return the most recent jobs, newest first."""
        return list(reversed(self._jobs.values()))

    def update_conclusions(self) -> None:
        """Bring the conclusions up to date with the dossier and notify subscribers."""
        with self._concluding:
            run_in_subprocess(self.dossier, pipeline.refresh_conclusions)
        self.subscribers.publish(Notification("picture", "{}"))

    def _record(self, job: IngestJob) -> None:
        """Store the state of a job and notify subscribers."""
        self._jobs[job.id] = job
        for old in list(self._jobs)[: max(0, len(self._jobs) - MAX_JOBS_KEPT)]:
            del self._jobs[old]
        self.subscribers.publish(Notification("job", job.model_dump_json()))

    def _update(self, id: str, **fields: object) -> None:
        self._record(self._jobs[id].model_copy(update=fields))

    def _work(self) -> None:
        while (next_job := self._waiting.get()) is not None:
            id, open_inputs = next_job
            try:
                self._ingest(id, open_inputs)
            except HeldbyError as error:
                self._update(id, state="failed", error=str(error))
            except Exception as error:  # one failed job must not stop the queue
                log.exception("ingest of %s failed", self._jobs[id].name)
                self._update(id, state="failed", error=f"ingest failed ({type(error).__name__})")

    def _ingest(self, id: str, open_inputs: OpenInputs) -> None:
        def count() -> None:
            self._update(id, done=self._jobs[id].done + 1)

        def refuse(name: str, reason: str) -> None:
            self._update(id, refused=(*self._jobs[id].refused, RefusedItem(name=name, reason=reason))[-MAX_LISTED:])

        self._update(id, state="reading")
        ids: list[str] = []
        tally = pipeline.ingest_items(
            _collect_ids(open_inputs(), ids), self.dossier, workers=1, reader=self.reader, listener=pipeline.IngestListener(count, refuse)
        )
        self._update(id, state="concluding", added=tally.added, known=tally.known, claims=tally.claims, skipped=tally.skipped)
        self.update_conclusions()
        self._update(id, state="done", reports=tuple(ids[:MAX_LISTED]))


def _collect_ids(inputs: Iterable[IntakeResult], ids: list[str]) -> Iterable[IntakeResult]:
    """Yield the inputs and append the ids of their reports to `ids`."""
    for one in inputs:
        if isinstance(one, Accepted):
            ids.append(one.report.id)
        yield one
