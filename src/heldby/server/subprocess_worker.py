"""Work on a whole record, run in a subprocess if the record is large.

Inference over 200,000 claims takes gigabytes of memory, which a long-running process would never give back, and other requests would wait
meanwhile. A small record is processed in less time than a process needs to start, so this process does that work itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from heldby.store import Dossier

P = ParamSpec("P")
T = TypeVar("T")
LARGE_RECORD = 20_000
"""Smallest number of claims for which work runs in a subprocess."""
ONE_AT_A_TIME = threading.Lock()
"""Held while a subprocess runs: two would need twice the memory and finish no sooner."""


class SubprocessFailed(RuntimeError):
    """A subprocess ended without a result."""


class Task(NamedTuple):
    """A function call to run in a subprocess, and how to open the dossier there."""

    folder: Path
    database: str | None
    who: str
    work: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


def run_in_subprocess(dossier: Dossier, work: Callable[Concatenate[Dossier, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return `work(dossier, *args, **kwargs)`, computed in a subprocess if the record is large.

    `work` and its arguments must be picklable. An exception raised by `work` is raised here.

    Raises:
        SubprocessFailed: if the subprocess ended without a result.
    """
    if dossier.counts()["claims"] < LARGE_RECORD:
        return work(dossier, *args, **kwargs)
    url = dossier.database.engine.url.render_as_string(hide_password=False)
    database = None if url.startswith("sqlite") else url
    with ONE_AT_A_TIME:
        succeeded, result = _run(Task(dossier.folder, database, dossier.who, work, args, kwargs))
    if not succeeded:
        raise cast("Exception", result)
    return cast("T", result)


def _run(task: Task) -> tuple[bool, object]:
    """Run a task in a new process. Return whether it succeeded, and its result or its exception."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, task), daemon=True)
    process.start()
    sender.close()
    try:
        answer: tuple[bool, object] = receiver.recv()
    except EOFError:
        process.join()
        raise SubprocessFailed(f"{task.work.__name__} ended with exit code {process.exitcode}") from None
    process.join()
    return answer


def _work(sender: Connection, task: Task) -> None:
    """Run a task in the subprocess and send its result. Garbage collection is off, as the process ends right after."""
    gc.disable()
    threading.Thread(target=_exit_with, args=(multiprocessing.parent_process(),), daemon=True).start()
    try:
        with Dossier.open(task.folder, database=task.database, who=task.who) as dossier:
            sender.send((True, task.work(dossier, *task.args, **task.kwargs)))
    except Exception as error:  # raised again in the parent process
        sender.send((False, error))


def _exit_with(parent: BaseProcess | None) -> None:
    """Exit when the parent process ends, however it ends, because nothing waits for the result any more."""
    if parent is not None:
        parent.join()
        os._exit(1)
