"""Taking in: what is new among the inputs is read and kept in the dossier, each report whole with its claims or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from heldby.store import Addition, Dossier

if TYPE_CHECKING:
    from heldby.intake import IntakeResult, Accepted
    from heldby.model import Report
    from heldby.reading import Reader, Reading
    from heldby.reading.ray_reader import ClusterReader

    AnyReader = Reader | ClusterReader

BATCH = 32
"""Reports that are read together, for each process that reads; the language model is faster on several texts at once."""


@dataclass(frozen=True, slots=True)
class IngestCounts:
    """What a run did: reports added, those kept already, inputs refused, claims found."""

    added: int = 0
    known: int = 0
    refused: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class IngestListener:
    """Who is told how it goes: after each report, of each refusal by name and reason, and of what was doubtful in taking a report in or
    reading it, such as a guessed encoding or a language that is not read."""

    advance: Callable[[], None] = lambda: None
    refuse: Callable[[str, str], None] = lambda name, reason: None
    doubt: Callable[[str, str], None] = lambda name, note: None


def ingest_paths(paths: Iterable[str], dossier: Dossier, *, workers: int, reader: AnyReader | None, watcher: IngestListener) -> IngestCounts:
    """Read what is new among the paths and keep it."""
    from heldby.intake import read_paths

    return ingest_items(read_paths(paths), dossier, workers=workers, reader=reader, watcher=watcher)


def ingest_items(items: Iterable[IntakeResult], dossier: Dossier, *, workers: int, reader: AnyReader | None, watcher: IngestListener) -> IngestCounts:
    """Read what is new among what intake gave and keep it."""
    from heldby.intake import Accepted

    reader = reader or _own_reader()
    together = getattr(reader, "together", BATCH * workers)
    tally, waiting = IngestCounts(), []
    for item in items:
        if not isinstance(item, Accepted):
            tally = replace(tally, refused=tally.refused + 1)
            watcher.refuse(item.name, item.reason)
            continue
        waiting.append(item)
        if len(waiting) >= together:
            tally = _keep(waiting, dossier, reader, workers, watcher, tally)
            waiting = []
    return _keep(waiting, dossier, reader, workers, watcher, tally)


def read_again(dossier: Dossier, *, everything: bool, reader: Reader | None, watcher: IngestListener) -> int:
    """Read the reports kept again that this reader's version has not read, or all; how many were read."""
    reader = reader or _own_reader()
    done = set() if everything else dossier.reports_read_by(reader.version)
    waiting, count = (report for report in dossier.reports(retracted=True) if report.id not in done), 0
    while batch := list(islice(waiting, BATCH)):
        for report, reading in zip(batch, _read(reader, batch, 1), strict=True):
            if isinstance(reading, Exception):
                watcher.refuse(report.id, f"reading it failed ({type(reading).__name__}: {reading})")
                continue
            dossier.reread(report.id, reading, reader=reader.version)
            count += 1
            watcher.advance()
    return count


def _own_reader() -> Reader:
    from heldby.reading import Reader

    return Reader()


def _keep(waiting: list[Accepted], dossier: Dossier, reader: AnyReader, workers: int, watcher: IngestListener, tally: IngestCounts) -> IngestCounts:
    while waiting:
        batch, waiting = _distinct(waiting)
        fresh = [(item, report) for item in batch if (report := dossier.as_new(item.report)) is not None]
        tally = replace(tally, known=tally.known + len(batch) - len(fresh))
        readings = list(_read(reader, [report for _, report in fresh], workers))
        good, bad = [], []
        for (item, report), reading in zip(fresh, readings, strict=True):
            if isinstance(reading, Exception):
                bad.append((report.id, f"reading it failed ({type(reading).__name__}: {reading})"))
            else:
                good.append((item, Addition(report, item.original, reading, reader.version, item.report.id, item.notes)))
        # Others who write wait for each transaction, so none is long.
        kept = [new for start in range(0, len(good), BATCH) for new in dossier.add_all([one for _, one in good[start : start + BATCH]])]
        for (item, addition), new in zip(good, kept, strict=True):
            for note in (*item.notes, *addition.reading.notes) if new else ():
                watcher.doubt(item.report.path or item.report.id, note)
        # Where another process was faster with this report, or with another under its id, asking again tells: it is known or gets its own.
        waiting += [item for (item, _), new in zip(good, kept, strict=True) if not new]
        claims = sum(len(addition.reading.claims) for (_, addition), new in zip(good, kept, strict=True) if new)
        tally = replace(tally, added=tally.added + sum(kept), refused=tally.refused + len(bad), claims=tally.claims + claims)
        for name, reason in bad:
            watcher.refuse(name, reason)
        for _ in batch:
            watcher.advance()
    return tally


def _distinct(items: list[Accepted]) -> tuple[list[Accepted], list[Accepted]]:
    """The first item of each id, and the rest, whose own ids depend on the first being kept."""
    first: dict[str, Accepted] = {}
    rest = []
    for item in items:
        if item.report.id in first:
            rest.append(item)
        else:
            first[item.report.id] = item
    return list(first.values()), rest


def _read(reader: AnyReader, reports: list[Report], workers: int) -> Iterator[Reading | Exception]:
    try:
        yield from list(_read_together(reader, reports, workers))
    except Exception:  # one hostile report must not end the run: which it is shows when each is read alone
        yield from (_read_one(reader, report) for report in reports)


def _read_together(reader: AnyReader, reports: list[Report], workers: int) -> Iterator[Reading | Exception]:
    """Read reports with several processes where there is more than one worker, unless the reader distributes them itself."""
    if workers > 1 and len(reports) > 1:
        from heldby.reading import Reader
        from heldby.reading.parallel import read_parallel

        if isinstance(reader, Reader):
            return read_parallel(reports, workers)
    return reader.read_all(reports)


def _read_one(reader: AnyReader, report: Report) -> Reading | Exception:
    try:
        return reader.read(report)
    except Exception as error:  # refused by name with this reason
        return error
