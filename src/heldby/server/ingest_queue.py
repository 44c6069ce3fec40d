"""The desk where reports are read in: one thing at a time, in a thread of its own, telling whoever listens how it goes."""

from __future__ import annotations

import asyncio
import itertools
import logging
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from heldby import pipeline
from heldby.intake import Intake
from heldby.server.schemas.intake import Job, Refusal
from heldby.server.subprocess_worker import run_in_subprocess
from heldby.store import Dossier, DossierError

if TYPE_CHECKING:
    from heldby.reading import Reader

KEPT = 50
"""Jobs that are remembered."""
MOST_WAITING = 20
log = logging.getLogger(__name__)

Open = Callable[[], Iterable[Intake]]


class Full(Exception):
    """More is waiting to be read than the desk takes."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell listeners: what kind of thing it is, and its data."""

    kind: str
    data: str


class Subscribers:
    """Where listeners hang on, each with a queue in its own event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Queue[Note], asyncio.AbstractEventLoop] = {}

    def __len__(self) -> int:
        return len(self._listeners)

    def join(self) -> asyncio.Queue[Note]:
        """Begin to listen, from the event loop that will."""
        waiting: asyncio.Queue[Note] = asyncio.Queue(maxsize=1000)
        with self._lock:
            self._listeners[waiting] = asyncio.get_running_loop()
        return waiting

    def leave(self, waiting: asyncio.Queue[Note]) -> None:
        """Listen no more."""
        with self._lock:
            self._listeners.pop(waiting, None)

    def post(self, note: Note) -> None:
        """Tell everybody, from any thread; who is a thousand notes behind misses some."""
        with self._lock:
            for waiting, loop in self._listeners.items():
                loop.call_soon_threadsafe(_put, waiting, note)


def _put(waiting: asyncio.Queue[Note], note: Note) -> None:
    if not waiting.full():
        waiting.put_nowait(note)


class IngestQueue:
    """Reads in what is handed to it, in the order in which it came."""

    def __init__(self, dossier: Dossier, board: Subscribers) -> None:
        self.dossier = dossier
        self.board = board
        self.drawing = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._numbers = itertools.count(1)
        self._waiting: queue.Queue[tuple[str, Open] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="heldby-desk", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop after what is being read; a kill at any moment loses nothing that was kept."""
        self._waiting.put(None)

    @cached_property
    def reader(self) -> Reader:
        """The language model, loaded when the first report comes."""
        from heldby.reading import Reader

        return Reader()

    def take(self, name: str, open: Open) -> Job:
        """Put something in line. Raises Full if too much waits."""
        if self._waiting.qsize() >= MOST_WAITING:
            raise Full
        job = Job(id=str(next(self._numbers)), name=name, state="waiting")
        self._tell(job)
        self._waiting.put((job.id, open))
        return job

    def job(self, id: str) -> Job | None:
        """How a job goes."""
        return self._jobs.get(id)

    def jobs(self) -> list[Job]:
        """All that are remembered, the newest first."""
        return list(reversed(self._jobs.values()))

    def conclude(self) -> None:
        """Draw the conclusions anew, if anything changed, and tell."""
        with self.drawing:
            run_in_subprocess(self.dossier, pipeline.bring_up)
        self.board.post(Note("picture", "{}"))

    def _tell(self, job: Job) -> None:
        self._jobs[job.id] = job
        for old in list(self._jobs)[: max(0, len(self._jobs) - KEPT)]:
            del self._jobs[old]
        self.board.post(Note("job", job.model_dump_json()))

    def _work(self) -> None:
        while (next_one := self._waiting.get()) is not None:
            id, open = next_one
            try:
                self._read(id, open)
            except DossierError as error:
                self._tell(self._jobs[id].model_copy(update={"state": "failed", "error": str(error)}))
            except Exception as error:  # whatever one thing did, the desk goes on with the next
                log.exception("reading in %s failed", self._jobs[id].name)
                self._tell(self._jobs[id].model_copy(update={"state": "failed", "error": f"it failed ({type(error).__name__})"}))

    def _read(self, id: str, open: Open) -> None:
        def change(**fields: object) -> None:
            self._tell(self._jobs[id].model_copy(update=fields))

        def refuse(name: str, reason: str) -> None:
            change(refused=(*self._jobs[id].refused, Refusal(name=name, reason=reason))[-200:])

        change(state="reading")
        watcher = pipeline.Watcher(lambda: change(done=self._jobs[id].done + 1), refuse)
        ids: list[str] = []
        tally = pipeline.take_items(_noting(open(), ids), self.dossier, workers=1, reader=self.reader, watcher=watcher)
        change(state="concluding", added=tally.added, known=tally.known, claims=tally.claims)
        self.conclude()
        change(state="done", reports=tuple(ids[:200]))


def _noting(found: Iterable[Intake], ids: list[str]) -> Iterable[Intake]:
    from heldby.intake import Taken

    for one in found:
        if isinstance(one, Taken):
            ids.append(one.report.id)
        yield one
