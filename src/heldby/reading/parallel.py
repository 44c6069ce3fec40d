"""Reading on several processes, in the order given, with a bounded number of reports in flight."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from heldby.model import Report
from heldby.reading.reader import Reader, Reading

CHUNK = 16
"""Reports handed to a process at a time."""

_reader: Reader | None = None


def _start() -> None:
    global _reader
    _reader = Reader()


def _read(reports: list[Report]) -> list[Reading]:
    assert _reader is not None
    return list(_reader.read_all(reports))


def read_parallel(reports: Iterable[Report], workers: int) -> Iterator[Reading]:
    """The readings of reports in their order. At most three chunks a process wait, so that memory stays flat."""
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
