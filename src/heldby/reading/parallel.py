"""Reads reports with several processes. The readings come in the order of the reports, and only a bounded number is in memory."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from heldby.model import Report
from heldby.reading.reader import Reader, Reading

CHUNK = 16
"""Number of reports that a process gets at a time."""

_reader: Reader | None = None


def _start() -> None:
    global _reader
    _reader = Reader()


def _read(reports: list[Report]) -> list[Reading]:
    assert _reader is not None
    return list(_reader.read_all(reports))


def read_reports(reports: Iterable[Report], workers: int) -> Iterator[Reading]:
    """Yield the readings of reports in their order. With more than one worker, read in that many processes, else in this one."""
    return read_parallel(reports, workers) if workers > 1 else Reader().read_all(reports)


def read_parallel(reports: Iterable[Report], workers: int) -> Iterator[Reading]:
    """Yield the readings of reports in their order, read by `workers` processes. Each process loads its own reader.

    At most three chunks of reports per process are in progress, so that memory use does not grow with the number of reports.
    """
    source = iter(reports)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start) as pool:
        waiting: deque[Future[list[Reading]]] = deque()
        while True:
            while len(waiting) < 3 * workers and (chunk := list(islice(source, CHUNK))):
                waiting.append(pool.submit(_read, chunk))
            if not waiting:
                return
            yield from waiting.popleft().result()
