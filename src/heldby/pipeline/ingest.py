"""Ingest: read new inputs, and store each report either with its claims or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from heldby.model.report import NO_FURTHER
from heldby.pipeline.batch_reader import BATCH, BatchReader
from heldby.store import Addition, Dossier

if TYPE_CHECKING:
    from heldby.intake import Accepted, IntakeResult
    from heldby.intake.fetching.fetcher import Fetcher
    from heldby.model import Report
    from heldby.pipeline.batch_reader import WorkingReader
    from heldby.reading.readers import ChosenReader


@dataclass(frozen=True, slots=True)
class IngestCounts:
    """Numbers of reports added, reports already known, inputs refused, claims found, and added reports that were not read further."""

    added: int = 0
    known: int = 0
    refused: int = 0
    claims: int = 0
    skipped: int = 0


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
    paths: Iterable[str],
    dossier: Dossier,
    *,
    workers: int | None,
    reader: WorkingReader | ChosenReader | None,
    listener: IngestListener,
    mapping: Mapping[str, str] | None = None,
    fetcher: Fetcher | None = None,
    follow: int = 0,
) -> IngestCounts:
    """Read and store the new reports among files, folders and web addresses, as `ingest_items` does.

    Up to `follow` of the pages that lists name are downloaded.
    """
    from heldby.intake.inputs import read_with

    found = read_with(fetcher, paths, follow=follow, mapping=mapping)
    return ingest_items(found, dossier, workers=workers, reader=reader, listener=listener)


def ingest_items(
    items: Iterable[IntakeResult],
    dossier: Dossier,
    *,
    workers: int | None,
    reader: WorkingReader | ChosenReader | None,
    listener: IngestListener,
) -> IngestCounts:
    """Read and store the new reports among intake results; return how many were added, known and refused.

    Args:
        items: the intake results.
        dossier: the dossier to store them in.
        workers: number of processes that read; None for as many as the machine has cores, unless there is little to read.
        reader: the reader, or the choice of one (see `BatchReader`).
        listener: functions to call during the work.
    """
    from heldby.intake import Accepted

    with BatchReader(reader, workers) as batches:
        ingest = _Ingest(dossier, batches, listener)
        waiting: list[Accepted] = []
        for item in items:
            if not isinstance(item, Accepted):
                ingest.refuse(item.name, item.reason)
                continue
            waiting.append(item)
            if len(waiting) >= ingest.batch_size:
                ingest.add(waiting)
                waiting = []
        ingest.add(waiting)
        return ingest.counts


def read_again(
    dossier: Dossier, *, everything: bool, workers: int | None, reader: WorkingReader | ChosenReader | None, listener: IngestListener
) -> int:
    """Read stored reports again and return how many were read. Unless `everything`, skip those that this reader version has read.

    If a report cannot be read, its claims stay as they are. So do the claims of imported rows, which have no prose to read.
    """
    with BatchReader(reader, workers) as batches:
        done = set() if everything else batches.read_before(dossier)
        stored = (report for report in dossier.reports(retracted=True) if not report.imported)
        waiting, count = (report for report in stored if report.id not in done), 0
        while batch := list(islice(waiting, batches.size)):
            for report, reading in zip(batch, batches.read(batch), strict=True):
                if isinstance(reading, str):
                    listener.refuse(_name(report), reading)
                    continue
                dossier.reread(report.id, reading, reader=batches.read_by(reading))
                for note in reading.notes:
                    listener.doubt(report.path or report.id, note)
                count += 1
                listener.advance()
        return count


class _Ingest:
    """Reads and stores batches of accepted inputs, and counts them."""

    def __init__(self, dossier: Dossier, reader: BatchReader, listener: IngestListener) -> None:
        self.counts = IngestCounts()
        self.batch_size = reader.size
        self._dossier = dossier
        self._reader = reader
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
        for _ in range(len(batch) - len(fresh)):
            self._listener.advance()
        additions: list[tuple[Accepted, Addition]] = []
        retries: list[Accepted] = []
        for (item, report), reading in zip(fresh, self._reader.read([report for _, report in fresh]), strict=True):
            if isinstance(reading, str):
                self.refuse(_name(report), reading)
            else:
                addition = Addition(report, item.original, reading, self._reader.read_by(reading), item.report.id, item.notes)
                additions.append((item, addition))
            if len(additions) >= BATCH:
                retries += self._store(additions)
                additions = []
            self._listener.advance()
        return [*retries, *self._store(additions)]

    def _store(self, additions: Sequence[tuple[Accepted, Addition]]) -> list[Accepted]:
        """Store readings in one transaction, short enough for other writers; return the inputs that were not stored."""
        retries: list[Accepted] = []
        if not additions:
            return retries
        for (item, addition), new in zip(additions, self._dossier.add_all([one for _, one in additions]), strict=True):
            if not new:
                retries.append(item)
                continue
            self._count(added=1, claims=len(addition.reading.claims), skipped=int(addition.reader.endswith(NO_FURTHER)))
            for note in (*item.notes, *addition.reading.notes):
                self._listener.doubt(item.report.path or item.report.id, note)
        return retries

    def _count(self, *, added: int = 0, known: int = 0, refused: int = 0, claims: int = 0, skipped: int = 0) -> None:
        now = self.counts
        self.counts = IngestCounts(now.added + added, now.known + known, now.refused + refused, now.claims + claims, now.skipped + skipped)


def _name(report: Report) -> str:
    """Return what a user knows a report by: its id, or its file if the id is only a digest."""
    return report.path if report.path and report.id.startswith("sha256:") else report.id


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
