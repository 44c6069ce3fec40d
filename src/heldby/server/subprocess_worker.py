"""Work that reads a whole record, done in a process of its own where the record is large.

Two hundred thousand claims take gigabytes while something is inferred from them, which a process that goes on would keep for good, and
whoever asks for anything else meanwhile would wait. A small record is read in less time than a process takes to start.
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
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from heldby.store import Dossier

P = ParamSpec("P")
T = TypeVar("T")
MANY = 20_000
"""Claims from which a record is large."""
ALONE = threading.Lock()
"""One such process at a time: two need twice the memory and are no sooner done."""


class Failed(RuntimeError):
    """The process ended without an answer; the message says what it knew."""


def run_in_subprocess(dossier: Dossier, work: Callable[Concatenate[Dossier, P], T], *args: P.args, **more: P.kwargs) -> T:
    """What `work` makes of the dossier; it and what it is given must be known by name to another process."""
    if dossier.counts()["claims"] < MANY:
        return work(dossier, *args, **more)
    with ALONE:
        context = multiprocessing.get_context("spawn")
        mine, theirs = context.Pipe(duplex=False)
        url = dossier.database.engine.url.render_as_string(hide_password=False)
        server = None if url.startswith("sqlite") else url
        process = context.Process(target=_work, args=(theirs, dossier.folder, server, dossier.who, work, args, more), daemon=True)
        process.start()
        theirs.close()
        try:
            done, answer = mine.recv()
        except EOFError:
            process.join()
            raise Failed(f"{work.__name__} ended with {process.exitcode}") from None
        process.join()
    if not done:
        raise cast("Exception", answer)
    return cast("T", answer)


def _work(
    answers: Connection, folder: Path, server: str | None, who: str, work: Callable[..., Any], args: tuple[Any, ...], more: dict[str, Any]
) -> None:
    """The other process. It does one thing and ends, so nothing that it leaves behind has to be looked for."""
    gc.disable()
    threading.Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()
    try:
        with Dossier.open(folder, database=server, who=who) as dossier:
            answers.send((True, work(dossier, *args, **more)))
    except Exception as error:  # told to whoever asked
        answers.send((False, error))


def _end_with(server: BaseProcess | None) -> None:
    """Go when the server is gone, however it went: nobody waits for the answer any more."""
    if server is not None:
        server.join()
        os._exit(1)
