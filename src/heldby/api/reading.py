"""Reading reports without storing them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from heldby.api.results import Results
from heldby.errors import HeldbyWarning, NothingRead
from heldby.model import Claim, Report
from heldby.reading.readers import BUILT_IN, ChosenReader
from heldby.reading.reading import IRRELEVANT, skipped_message

PathLike = str | Path


def read(
    *paths: PathLike,
    workers: int | None = 1,
    reader: str = BUILT_IN,
    reader_options: Mapping[str, str] | None = None,
    read_all: bool = False,
) -> Results[Claim]:
    """Read reports without storing them, and return their claims in the order of the inputs.

    Reading is lazy: it starts when the first claim is requested. An input that cannot be read causes a warning (`HeldbyWarning`).

    Args:
        paths: files, folders, globs or URLs, in any format that `heldby run` reads.
        workers: number of processes that read; None for as many as the machine has cores, unless there is little to read.
        reader: name of the reader (see docs/readers.md).
        reader_options: options of the reader.
        read_all: also read reports that cannot be about armed conflict.

    Raises:
        NothingRead: none of the inputs could be read. It is raised while the claims are iterated over.
        ReaderError: there is no such reader, or it cannot be started. It is raised while the claims are iterated over.
    """
    return Results(Claim, _read(paths, workers, ChosenReader(reader, reader_options, read_all=read_all)))


def _read(paths: Iterable[PathLike], workers: int | None, chosen: ChosenReader) -> Iterator[Claim]:
    from heldby.intake import Accepted, Refused, read_paths
    from heldby.reading.failed_reading import FailedReading
    from heldby.reading.parallel import read_reports

    count = 0

    def reports() -> Iterator[Report]:
        nonlocal count
        for item in read_paths([str(path) for path in paths]):
            if isinstance(item, Accepted):
                count += 1
                yield item.report
            elif isinstance(item, Refused):
                warn(item.name, item.reason)

    skipped = 0
    for reading in read_reports(reports(), workers, chosen):
        skipped += reading.skipped
        if isinstance(reading, FailedReading):
            count -= 1
        for note in reading.notes:
            warn(reading.report.title or reading.report.id, note)
        yield from reading.claims
    warn_of_skipped(skipped, count)
    if not count:
        raise NothingRead("no report could be read")


def warn(name: str, reason: str) -> None:
    """Warn the user that an input was not read, or what was uncertain about it.

    Reports that cannot be about armed conflict may be many: `warn_of_skipped` says how many they are.
    """
    if reason != IRRELEVANT:
        warnings.warn(f"{name}: {reason}", HeldbyWarning, stacklevel=2)


def warn_of_skipped(number: int, total: int) -> None:
    """Warn the user that reports were not read further, if there are any."""
    if number:
        warnings.warn(skipped_message(number, total, "read_all=True"), HeldbyWarning, stacklevel=2)
