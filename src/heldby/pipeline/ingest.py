"""Ingest: read new inputs, and store each report either with its claims or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from heldby.store import Addition, Dossier

if TYPE_CHECKING:
    from heldby.intake import Accepted, IntakeResult
    from heldby.model import Report
    from heldby.reading import Reader, Reading
    from heldby.reading.ray_reader import ClusterReader

    AnyReader = Reader | ClusterReader

BATCH = 32
"""Number of reports that each process reads together, because the language model is faster on several texts at once."""


@dataclass(frozen=True, slots=True)
class IngestCounts:
    """Numbers of reports added, reports already known, inputs refused and claims found."""

    added: int = 0
    known: int = 0
    refused: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class IngestListener:
    """Functions that are called while inputs are ingested.

    Attributes:
        advance: called after each report.
        refuse: called with the name of each refused input and the reason.
        doubt: called with the name of a report and a note on what was uncertain, such as a guessed encoding or an unknown language.
    """

    advance: Callable[[], None] = lambda: None
    refuse: Callable[[str, str], None] = lambda name, reason: None
    doubt: Callable[[str, str], None] = lambda name, note: None


def ingest_paths(
    paths: Iterable[str], dossier: Dossier, *, workers: int, reader: AnyReader | None, listener: IngestListener
) -> IngestCounts:
    """Read and store the new reports among files, folders and web addresses, as `ingest_items` does."""
    from heldby.intake import read_paths

    return ingest_items(read_paths(paths), dossier, workers=workers, reader=reader, listener=listener)


def ingest_items(
    items: Iterable[IntakeResult], dossier: Dossier, *, workers: int, reader: AnyReader | None, listener: IngestListener
) -> IngestCounts:
    """Read and store the new reports among intake results; return how many were added, known and refused.

    Args:
        items: the intake results.
        dossier: the dossier to store them in.
        workers: number of processes that read.
        reader: the reader; by default one of this version.
        listener: functions to call during the work.
    """
    from heldby.intake import Accepted

    reader = reader or _default_reader()
    ingest = _Ingest(dossier, reader, workers, listener)
    batch_size = getattr(reader, "together", BATCH * workers)
    waiting: list[Accepted] = []
    for item in items:
        if not isinstance(item, Accepted):
            ingest.refuse(item.name, item.reason)
            continue
        waiting.append(item)
        if len(waiting) >= batch_size:
            ingest.add(waiting)
            waiting = []
    ingest.add(waiting)
    return ingest.counts


def read_again(dossier: Dossier, *, everything: bool, reader: Reader | None, listener: IngestListener) -> int:
    """Read stored reports again and return how many were read. Unless `everything`, skip those that this reader version has read."""
    reader = reader or _default_reader()
    done = set() if everything else dossier.reports_read_by(reader.version)
    waiting, count = (report for report in dossier.reports(retracted=True) if report.id not in done), 0
    while batch := list(islice(waiting, BATCH)):
        for report, reading in zip(batch, _read(reader, batch, 1), strict=True):
            if isinstance(reading, Exception):
                listener.refuse(report.id, _failure(reading))
                continue
            dossier.reread(report.id, reading, reader=reader.version)
            count += 1
            listener.advance()
    return count


def _default_reader() -> Reader:
    from heldby.reading import Reader

    return Reader()


class _Ingest:
    """Reads and stores batches of accepted inputs, and counts them."""

    def __init__(self, dossier: Dossier, reader: AnyReader, workers: int, listener: IngestListener) -> None:
        self.counts = IngestCounts()
        self._dossier = dossier
        self._reader = reader
        self._workers = workers
        self._listener = listener

    def refuse(self, name: str, reason: str) -> None:
        """Count a refused input and report it."""
        self._count(refused=1)
        self._listener.refuse(name, reason)

    def add(self, items: Sequence[Accepted]) -> None:
        """Read and store the inputs that are new."""
        while items:
            batch, later = _split_by_id(items)
            items = [*later, *self._add_distinct(batch)]

    def _add_distinct(self, batch: Sequence[Accepted]) -> list[Accepted]:
        """Read and store inputs with distinct ids; return those to try again.

        While a report is read, another process may store the same report, or a different report under the same id. On the next try, the
        report is found to be known, or gets another id.
        """
        fresh = [(item, report) for item in batch if (report := self._dossier.assign_id(item.report)) is not None]
        self._count(known=len(batch) - len(fresh))
        additions, failures = [], []
        for (item, report), reading in zip(fresh, _read(self._reader, [report for _, report in fresh], self._workers), strict=True):
            if isinstance(reading, Exception):
                failures.append((report.id, _failure(reading)))
            else:
                addition = Addition(report, item.original, reading, self._reader.version, item.report.id, item.notes)
                additions.append((item, addition))
        retries = self._store(additions)
        for name, reason in failures:
            self.refuse(name, reason)
        for _ in batch:
            self._listener.advance()
        return retries

    def _store(self, additions: Sequence[tuple[Accepted, Addition]]) -> list[Accepted]:
        """Store readings in transactions short enough for other writers; return the inputs that were not stored."""
        retries = []
        for start in range(0, len(additions), BATCH):
            part = additions[start : start + BATCH]
            for (item, addition), new in zip(part, self._dossier.add_all([one for _, one in part]), strict=True):
                if not new:
                    retries.append(item)
                    continue
                self._count(added=1, claims=len(addition.reading.claims))
                for note in (*item.notes, *addition.reading.notes):
                    self._listener.doubt(item.report.path or item.report.id, note)
        return retries

    def _count(self, *, added: int = 0, known: int = 0, refused: int = 0, claims: int = 0) -> None:
        now = self.counts
        self.counts = IngestCounts(now.added + added, now.known + known, now.refused + refused, now.claims + claims)


def _split_by_id(items: Sequence[Accepted]) -> tuple[list[Accepted], list[Accepted]]:
    """Return the first input with each id, and the others, whose final ids depend on whether the first is stored."""
    first: dict[str, Accepted] = {}
    rest = []
    for item in items:
        if item.report.id in first:
            rest.append(item)
        else:
            first[item.report.id] = item
    return list(first.values()), rest


def _read(reader: AnyReader, reports: list[Report], workers: int) -> Iterator[Reading | Exception]:
    try:
        yield from list(_read_together(reader, reports, workers))
    except Exception:  # one report must not end the run: one by one, the others can still be read
        yield from (_read_one(reader, report) for report in reports)


def _read_together(reader: AnyReader, reports: list[Report], workers: int) -> Iterator[Reading | Exception]:
    """Read reports with several processes if there is more than one worker, unless the reader distributes them itself."""
    if workers > 1 and len(reports) > 1:
        from heldby.reading import Reader
        from heldby.reading.parallel import read_parallel

        if isinstance(reader, Reader):
            return read_parallel(reports, workers)
    return reader.read_all(reports)


def _read_one(reader: AnyReader, report: Report) -> Reading | Exception:
    try:
        return reader.read(report)
    except Exception as error:  # the caller refuses the report with this reason
        return error


def _failure(error: Exception) -> str:
    return f"reading it failed ({type(error).__name__}: {error})"
