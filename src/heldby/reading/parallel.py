"""Reads reports with several processes. The readings come in the order of the reports, and only a bounded number is in memory."""

from __future__ import annotations

import multiprocessing
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from heldby.errors import HeldbyWarning
from heldby.model import Report
from heldby.reading.readers import ChosenReader
from heldby.reading.reading import Reading

CHUNK = 16
"""Number of reports that a process gets at a time."""

_chosen = ChosenReader()
"""The reader of a worker process."""


def _start(chosen: ChosenReader) -> None:
    global _chosen
    _chosen = chosen
    warnings.simplefilter("ignore", HeldbyWarning)  # the parent process shows the warnings of the reader


def _read(reports: list[Report]) -> list[Reading]:
    return list(_chosen.reader.read_all(reports))


def read_reports(reports: Iterable[Report], workers: int, chosen: ChosenReader | None = None) -> Iterator[Reading]:
    """Yield the readings of reports in their order. With more than one worker, read in that many processes, else in this one.

    Raises:
        ReaderError: the chosen reader cannot be created.
    """
    chosen = chosen or ChosenReader()
    if workers == 1:
        return chosen.reader.read_all(reports)
    if not chosen.built_in:
        _ = chosen.reader  # finds errors before the first report, and shows the warnings of the reader once
    return read_parallel(reports, workers, chosen)


def read_parallel(reports: Iterable[Report], workers: int, chosen: ChosenReader | None = None) -> Iterator[Reading]:
    """Yield the readings of reports in their order, read by `workers` processes. Each process creates its own reader.

    At most three chunks of reports per process are in progress, so that memory use does not grow with the number of reports.
    """
    source = iter(reports)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(chosen or ChosenReader(),)) as pool:
        waiting: deque[Future[list[Reading]]] = deque()
        while True:
            while len(waiting) < 3 * workers and (chunk := list(islice(source, CHUNK))):
                waiting.append(pool.submit(_read, chunk))
            if not waiting:
                return
            yield from waiting.popleft().result()
