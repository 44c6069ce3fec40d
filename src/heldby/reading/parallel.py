"""Reads reports with several processes. The readings come in the order of the reports, and only a bounded number is in memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from itertools import chain

from heldby.base.cores import usable_cores
from heldby.model import Report
from heldby.reading.readers import ChosenReader
from heldby.reading.reading import Reading
from heldby.reading.worker_pool import WorkerPool

CHUNK, CHUNK_CHARACTERS = 4, 20_000
"""Most reports, and characters after which no report is added, in what a process gets at a time."""
LITTLE = 30_000
"""Number of characters below which several processes are not started, because starting them takes as long as reading that much."""


def read_reports(reports: Iterable[Report], workers: int | None, chosen: ChosenReader | None = None) -> Iterator[Reading]:
    """Yield the readings of reports in their order.

    With one worker, this process reads, else as many other processes. With None, the built-in reader uses all cores that this process may
    use, unless there is little to read. Other readers then use one process, because what they need is not known.

    Raises:
        ReaderError: the chosen reader cannot be created.
    """
    chosen = chosen or ChosenReader()
    if workers == 1 or (workers is None and not chosen.built_in):
        return chosen.reader.read_all(reports)
    if workers is None:
        return _read_much_or_little(reports, chosen)
    if not chosen.built_in:
        _ = chosen.reader  # finds errors before the first report, and shows the warnings of the reader once
    return read_parallel(reports, workers, chosen)


def read_parallel(reports: Iterable[Report], workers: int, chosen: ChosenReader | None = None) -> Iterator[Reading]:
    """Yield the readings of reports in their order, read by `workers` processes.

    A report that cannot be read, or that crashes or hangs its process, gets a `FailedReading`. At most four chunks of reports per process
    are in progress, so that memory use does not grow with the number of reports.
    """
    with WorkerPool(chosen or ChosenReader(), workers) as pool:
        waiting: deque[Future[list[Reading]]] = deque()
        for chunk in chunks(reports):
            waiting.append(pool.submit(chunk))
            if len(waiting) >= 4 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def chunks(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Yield reports in the groups that are sent to a process together."""
    chunk: list[Report] = []
    size = 0
    for report in reports:
        chunk.append(report)
        size += len(report.text)
        if len(chunk) >= CHUNK or size >= CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _read_much_or_little(reports: Iterable[Report], chosen: ChosenReader) -> Iterator[Reading]:
    source, first, size = iter(reports), list[Report](), 0
    for report in source:
        first.append(report)
        size += len(report.text)
        if size >= LITTLE:
            yield from read_parallel(chain(first, source), usable_cores(), chosen)
            return
    yield from chosen.reader.read_all(first)
