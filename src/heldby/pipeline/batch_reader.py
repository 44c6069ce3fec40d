"""Reads batches of reports, with several processes if asked, so that one report that cannot be read does not end the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heldby.model import Report
    from heldby.reading import Reading
    from heldby.reading.any_reader import AnyReader
    from heldby.reading.readers import ChosenReader

    WorkingReader = AnyReader

BATCH = 32
"""Number of reports that each process reads together, because the language model is faster on several texts at once."""


class BatchReader:
    """Reads batches of reports.

    `reader` is a reader, or the choice of one; by default the built-in reader. With more than one worker, a chosen reader reads in several
    processes, each of which creates its own. A reader that was created already reads in this process.
    """

    def __init__(self, reader: WorkingReader | ChosenReader | None, workers: int = 1) -> None:
        from heldby.reading.readers import ChosenReader

        choice = ChosenReader() if reader is None else reader
        self._chosen = choice if isinstance(choice, ChosenReader) else None
        self._reader = choice.reader if isinstance(choice, ChosenReader) else choice
        self._workers = workers
        self.size: int = getattr(self._reader, "together", BATCH * workers)

    @property
    def version(self) -> str:
        """The version of the reader."""
        return self._reader.version

    def read(self, reports: Sequence[Report]) -> Iterator[Reading | str]:
        """Yield the readings of reports in their order. For a report that cannot be read, yield the reason in place of its reading."""
        for report, found in zip(reports, self._read(reports), strict=True):
            if isinstance(found, Exception):
                yield f"reading it failed ({type(found).__name__}: {found})"
            else:
                yield _failure(report, found) or found

    def _read(self, reports: Sequence[Report]) -> list[Reading | Exception]:
        with suppress(Exception):  # one report must not end the run: one by one, the others can still be read
            found = list(self._read_together(reports))
            if len(found) == len(reports):
                return found
        return [self._read_one(report) for report in reports]

    def _read_together(self, reports: Sequence[Report]) -> Iterator[Reading | Exception]:
        if self._chosen is not None and self._workers > 1 and len(reports) > 1:
            from heldby.reading.parallel import read_parallel

            return read_parallel(reports, self._workers, self._chosen)
        return self._reader.read_all(reports)

    def _read_one(self, report: Report) -> Reading | Exception:
        try:
            return self._reader.read(report)
        except Exception as error:  # the caller refuses the report with this reason
            return error


def _failure(report: Report, reading: Reading) -> str | None:
    """Return why a reading is not stored, or None if it is."""
    from heldby.reading.failed_reading import FailedReading

    if isinstance(reading, FailedReading):
        return "; ".join(reading.notes) or "it could not be read"
    if any(claim.report != report.id or report.text[claim.start : claim.end] != claim.quote for claim in reading.claims):
        return "its reader made a claim with a quote that is not in the report"
    return None
