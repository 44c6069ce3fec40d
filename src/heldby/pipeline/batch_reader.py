"""Reads batches of reports, with several processes if asked, so that one report that cannot be read does not end the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from heldby.model.report import NO_FURTHER

if TYPE_CHECKING:
    from heldby.model import Report
    from heldby.reading import Reading
    from heldby.reading.any_reader import AnyReader
    from heldby.reading.readers import ChosenReader
    from heldby.reading.worker_pool import WorkerPool
    from heldby.store import Dossier

    WorkingReader = AnyReader

BATCH = 32
"""Number of reports that are read, or stored in one transaction, together."""
IN_TURN = 64
"""Number of reports in a batch for each process. Processes wait at the end of a batch, and only a few of its reports are read then."""


class BatchReader:
    """Reads batches of reports. Use it in a `with` statement, or call `close()`, so that no process is left.

    `reader` is a reader, or the choice of one; by default the built-in reader. A chosen reader reads in `workers` other processes, each of
    which creates its own, unless `workers` is 1. With None, the built-in reader uses all cores once a batch is large enough, and other
    readers use this process. A reader that was created already reads in this process.
    """

    def __init__(self, reader: WorkingReader | ChosenReader | None, workers: int | None = 1) -> None:
        from heldby.reading.readers import ChosenReader

        choice = ChosenReader() if reader is None else reader
        self._chosen = choice if isinstance(choice, ChosenReader) else None
        self._own = None if isinstance(choice, ChosenReader) else choice
        if self._chosen is not None and not self._chosen.built_in:
            _ = self._chosen.reader  # finds errors before the first report
        self._pool: WorkerPool | None = None
        self._little, self._workers = _plan(self._chosen, workers)
        self.size: int = getattr(self._own, "together", BATCH if self._workers == 1 else IN_TURN * self._workers)

    @property
    def version(self) -> str:
        """The version of the reader."""
        return self._chosen.version if self._chosen is not None else self._reader.version

    def read_by(self, reading: Reading) -> str:
        """Return what is stored as the reader of a report: the version, and whether it read no further than to see what it is about."""
        from heldby.reading.reading import IRRELEVANT

        return f"{self.version}{NO_FURTHER}" if IRRELEVANT in reading.notes else self.version

    def read_before(self, dossier: Dossier) -> set[str]:
        """Return the ids of the reports that this version need not read again."""
        done = dossier.reports_read_by(self.version)
        reads_all = self._chosen is None or self._chosen.read_all
        return done if reads_all else done | dossier.reports_read_by(f"{self.version}{NO_FURTHER}")

    def read(self, reports: Sequence[Report]) -> Iterator[Reading | str]:
        """Yield the readings of reports in their order. For a report that cannot be read, yield the reason in place of its reading."""
        together = self._read_in_pool(reports) if self._needs_pool(reports) else self._read(reports)
        for report, found in zip(reports, together, strict=True):
            if isinstance(found, Exception):
                yield f"reading it failed ({type(found).__name__}: {found})"
            else:
                yield _failure(report, found) or found

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def __enter__(self) -> BatchReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _reader(self) -> WorkingReader:
        """The reader of this process."""
        if self._own is None:
            assert self._chosen is not None
            self._own = self._chosen.reader
        return self._own

    def _needs_pool(self, reports: Sequence[Report]) -> bool:
        if self._pool is not None:
            return True
        return self._workers != 1 and len(reports) > 1 and sum(len(report.text) for report in reports) >= self._little

    def _read_in_pool(self, reports: Sequence[Report]) -> Iterator[Reading]:
        from heldby.reading.parallel import chunks
        from heldby.reading.worker_pool import WorkerPool

        if self._pool is None:
            assert self._chosen is not None
            self._pool = WorkerPool(self._chosen, self._workers)
        found = [self._pool.submit(chunk) for chunk in chunks(reports)]
        return (reading for future in found for reading in future.result())

    def _read(self, reports: Sequence[Report]) -> list[Reading | Exception]:
        with suppress(Exception):  # one report must not end the run: one by one, the others can still be read
            found: list[Reading | Exception] = list(self._reader.read_all(reports))
            if len(found) == len(reports):
                return found
        return [self._read_one(report) for report in reports]

    def _read_one(self, report: Report) -> Reading | Exception:
        try:
            return self._reader.read(report)
        except Exception as error:  # the caller refuses the report with this reason
            return error


def _plan(chosen: ChosenReader | None, workers: int | None) -> tuple[int, int]:
    """Return the number of characters from which other processes read, and the number of these processes (1: this process reads)."""
    from heldby.base.cores import usable_cores
    from heldby.reading.parallel import LITTLE

    if chosen is None or (workers is None and not chosen.built_in):
        return 0, 1
    return (LITTLE, usable_cores()) if workers is None else (0, workers)


def _failure(report: Report, reading: Reading) -> str | None:
    """Return why a reading is not stored, or None if it is."""
    from heldby.reading.failed_reading import FailedReading

    if isinstance(reading, FailedReading):
        return "; ".join(reading.notes) or "it could not be read"
    if any(claim.report != report.id or report.text[claim.start : claim.end] != claim.quote for claim in reading.claims):
        return "its reader made a claim with a quote that is not in the report"
    return None
