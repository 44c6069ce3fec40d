"""A process that reads reports for this one, and that may crash or hang without harm."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

from heldby.errors import ReaderError
from heldby.model import Report
from heldby.reading.readers import ChosenReader
from heldby.reading.reading import Reading
from heldby.reading.worker_process import serve

START_S = 600.0
"""Most seconds that a worker may take to create its reader. The first use of heldby builds the gazetteer, which takes up to a minute."""
METHOD = "forkserver" if sys.platform == "linux" else "spawn"
"""How a worker is started. On Linux it is a copy of a process that has loaded the language model, and shares its memory."""
_starting = threading.Lock()


class WorkerLost(Exception):
    """A worker ended or was ended before it answered. The message says how, as the end of a sentence."""


class Worker:
    """A process with a reader.

    Raises:
        ReaderError: the process or its reader cannot be started.
    """

    def __init__(self, chosen: ChosenReader) -> None:
        self._connection, self._process = _start(chosen)
        try:
            reason = self._answer(START_S)
        except WorkerLost as lost:
            raise ReaderError(f"a worker process cannot be started: {lost}") from None
        if reason is not None:
            self.end()
            raise ReaderError(reason)

    def read(self, reports: list[Report], seconds: float) -> list[Reading] | str:
        """Return the readings of reports, or the reason why the reader failed.

        Raises:
            WorkerLost: the process ended, or did not answer within `seconds` and was ended. It cannot be used again.
        """
        with suppress(OSError):  # if the process has ended, the answer says so
            self._connection.send(reports)
        return self._answer(seconds)  # type: ignore[no-any-return]

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._connection.close()

    def stop(self) -> None:
        """End the process, from any thread. The thread that waits for an answer gets `WorkerLost`."""
        self._process.kill()

    def _answer(self, seconds: float) -> Any:
        try:
            if self._connection.poll(seconds):
                return self._connection.recv()
            reason = f"it took more than {seconds:.0f} seconds"
        except (EOFError, OSError):
            self._process.join(5)
            reason = f"its process {_how_ended(self._process.exitcode)}"
        self.end()
        raise WorkerLost(reason)


def _start(chosen: ChosenReader) -> tuple[Any, BaseProcess]:
    context: Any = multiprocessing.get_context(METHOD)
    if chosen.built_in and METHOD == "forkserver":
        context.set_forkserver_preload(["heldby.reading.preload"])
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there, chosen), daemon=True)
    with _starting, _without_main_module():
        process.start()
    there.close()
    return here, process


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Hide the program that is running from `multiprocessing`, which would run it again in the new process.

    A worker needs nothing of it, and a program without `if __name__ == "__main__"` would start workers without end.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _how_ended(code: int | None) -> str:
    if code is None or code >= 0:
        return f"ended with exit code {code}" if code is not None else "broke off"
    with suppress(ValueError):
        name = signal.Signals(-code).name
        return f"was ended by the signal {name}" + (", perhaps because memory ran out" if name == "SIGKILL" else "")
    return f"was ended by signal {-code}"
