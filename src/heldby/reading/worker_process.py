"""What a worker process does: it creates its reader, and then reads the reports that it is sent until the connection closes."""

from __future__ import annotations

import signal
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

from heldby.errors import HeldbyWarning

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from heldby.model import Report
    from heldby.reading.any_reader import AnyReader
    from heldby.reading.readers import ChosenReader
    from heldby.reading.reading import Reading


def serve(connection: Connection, chosen: ChosenReader) -> None:
    """Read reports for another process.

    First sends None if the reader could be created, else the reason. Then answers each list of reports with the list of their readings, or
    with the reason why there is none.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes of a terminal; the parent ends this one
    warnings.simplefilter("ignore", HeldbyWarning)  # the parent shows the warnings of the reader
    chosen.alone = True
    with connection, suppress(EOFError, BrokenPipeError):
        try:
            reader = chosen.reader
        except Exception as error:
            connection.send(str(error))
            return
        connection.send(None)
        while True:
            connection.send(_read(reader, connection.recv()))


def _read(reader: AnyReader, reports: list[Report]) -> list[Reading] | str:
    try:
        found = list(reader.read_all(reports))
    except Exception as error:  # the reader may belong to another package
        return f"{type(error).__name__}: {error}"
    return found if len(found) == len(reports) else f"the reader gave {len(found)} readings for {len(reports)} reports"
