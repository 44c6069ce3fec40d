"""The public Python API: read reports, keep them in a dossier, and ask who holds what. See docs/python.md."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar

from heldby import export, imports, pipeline, store, views
from heldby.errors import HeldbyWarning, NothingRead
from heldby.model import Claim, Control, Event, Report
from heldby.model.base import Record
from heldby.model.contradiction import Contradiction
from heldby.reading.readers import BUILT_IN, ChosenReader
from heldby.views import Holding

if TYPE_CHECKING:
    from pandas import DataFrame

T = TypeVar("T", bound=Record)

PathLike = str | Path


class Results(Iterator[T], Generic[T]):
    """A lazy iterator of model objects. Each object is computed when it is requested, and the iterator can be consumed only once."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = iter(items)

    def __next__(self) -> T:
        return next(self._items)

    def to_frame(self) -> DataFrame:
        """Return the remaining objects as a pandas data frame with one row for each object (see `heldby.export.data_frame`).

        Raises:
            HeldbyError: pandas is not installed.
        """
        from heldby.export.data_frame import frame_of

        return frame_of(self._items)


def read(*paths: PathLike, workers: int = 1, reader: str = BUILT_IN, reader_options: Mapping[str, str] | None = None) -> Results[Claim]:
    """Read reports without storing them, and return their claims in the order of the inputs.

    Reading is lazy: it starts when the first claim is requested. An input that cannot be read causes a warning (`HeldbyWarning`).

    Args:
        paths: files, folders, globs or URLs, in any format that `heldby run` reads.
        workers: number of processes that read.
        reader: name of the reader (see docs/readers.md).
        reader_options: options of the reader.

    Raises:
        NothingRead: none of the inputs could be read. It is raised while the claims are iterated over.
        ReaderError: there is no such reader, or it cannot be started. It is raised while the claims are iterated over.
    """
    return Results(_read(paths, workers, ChosenReader(reader, reader_options)))


def _read(paths: Iterable[PathLike], workers: int, chosen: ChosenReader) -> Iterator[Claim]:
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
                _warn(item.name, item.reason)

    for reading in read_reports(reports(), workers, chosen):
        if isinstance(reading, FailedReading):
            count -= 1
        for note in reading.notes:
            _warn(reading.report.title or reading.report.id, note)
        yield from reading.claims
    if not count:
        raise NothingRead("no report could be read")


def _warn(name: str, reason: str) -> None:
    warnings.warn(f"{name}: {reason}", HeldbyWarning, stacklevel=2)


def run(
    *paths: PathLike,
    dossier: PathLike = "dossier",
    workers: int = 1,
    reader: str = BUILT_IN,
    reader_options: Mapping[str, str] | None = None,
) -> Dossier:
    """Read reports into a dossier, derive who holds what, and return the open dossier.

    An input that cannot be read causes a warning (`HeldbyWarning`).

    Args:
        paths: files, folders, globs or URLs, in any format that `heldby run` reads.
        dossier: the dossier's folder, which is created if needed.
        workers: number of processes that read.
        reader: name of the reader (see docs/readers.md).
        reader_options: options of the reader.

    Raises:
        NothingRead: none of the inputs could be read.
        HeldbyError: the reader cannot be started, or the dossier cannot be opened or written.
    """
    opened = open_dossier(dossier, create=True)
    try:
        opened.add(*paths, workers=workers, reader=reader, reader_options=reader_options)
    except BaseException:
        opened.close()
        raise
    return opened


def open_dossier(folder: PathLike = "dossier", *, create: bool = False, database: str | None = None) -> Dossier:
    """Open a dossier.

    Args:
        folder: the dossier's folder.
        create: whether to create the dossier if there is none.
        database: the URL of a PostgreSQL database that holds the record; by default, an SQLite file in the folder holds it.

    Raises:
        HeldbyError: the dossier is missing, cannot be opened or was written by a later version.
    """
    return Dossier(store.Dossier.open(folder, create=create, database=database))


class Dossier:
    """One investigation: its reports, claims, events and control. Use it in a `with` statement, or call `close()`.

    `claims`, `events`, `contradictions` and `export` take the same filters as keyword arguments: `place`, `actor`, `kind`, `type`,
    `status`, `first`, `last`, `text`, `area`, `side`, `source`, `min_confidence` and `report` (see `heldby claims --help`). With
    `as_known_on`, only reports published on or before that day are used; an undated report counts from the day on which it was added.
    """

    def __init__(self, opened: store.Dossier) -> None:
        self._store = opened

    @property
    def folder(self) -> Path:
        """The dossier's folder."""
        return self._store.folder

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(self, *paths: PathLike, workers: int = 1, reader: str = BUILT_IN, reader_options: Mapping[str, str] | None = None) -> int:
        """Read new reports into the dossier, update its conclusions, and return how many reports were added.

        The arguments are those of `heldby.run`.

        Raises:
            NothingRead: none of the inputs could be read. If only some cannot be read, each causes a warning (`HeldbyWarning`).
            ReaderError: there is no such reader, or it cannot be started.
        """
        listener = pipeline.IngestListener(refuse=_warn, doubt=_warn)
        chosen = ChosenReader(reader, reader_options)
        tally = pipeline.run([str(path) for path in paths], self._store, workers=workers, reader=chosen, listener=listener)
        if not tally.added and not tally.known:
            raise NothingRead("no report could be read")
        return tally.added

    def reports(self) -> Results[Report]:
        """Return the reports in the order in which they were added, without retracted ones."""
        return Results(self._store.reports())

    def claims(self, *, as_known_on: dt.date | None = None, **filters: Any) -> Results[Claim]:
        """Return the claims that pass the filters, with judgements applied: rejected claims are left out, corrected ones are changed."""
        return Results(self._store.judged_claims(store.ClaimFilter(known_on=as_known_on, **filters)))

    def events(self, *, as_known_on: dt.date | None = None, **filters: Any) -> Results[Event]:
        """Return the events with at least one claim that passes the filters."""
        wanted = store.ClaimFilter(known_on=as_known_on, **filters)
        return Results(views.events(self._store, self._snapshot(as_known_on), wanted))

    def control(self, *, as_known_on: dt.date | None = None) -> Results[Control]:
        """Return who holds each place over time, one object for each place."""
        return Results(self._snapshot(as_known_on).controls)

    def contradictions(self, *, as_known_on: dt.date | None = None, **filters: Any) -> Results[Contradiction]:
        """Return the contradictions among the claims that pass the filters."""
        wanted = store.ClaimFilter(known_on=as_known_on, **filters)
        return Results(views.contradictions(self._store, self._snapshot(as_known_on), wanted))

    def holds(self, place: str | None = None, on: dt.date | None = None, *, as_known_on: dt.date | None = None) -> Results[Holding]:
        """Return who holds a place (by default every place) on a day (by default the latest), with the sentences that say so.

        Raises:
            HeldbyError: no place, or more than one, has that name; the message lists close matches.
        """
        return Results(views.holds(self._store, self._snapshot(as_known_on), place, on))

    def judge(
        self,
        kind: Literal["claim", "event", "place", "actor"],
        id: str,
        verdict: Literal["accept", "reject", "correct"],
        *,
        why: str = "",
        correction: Mapping[str, Any] | None = None,
    ) -> int:
        """Record a person's judgement, update the conclusions, and return the number of the judgement, which `undo` takes.

        Args:
            kind: what is judged.
            id: the id of the claim, event, place or actor; for a place or actor, also its name.
            verdict: the judgement.
            why: the reason, for the ledger.
            correction: the right values by field name; required if the verdict is `correct`.

        Raises:
            HeldbyError: there is no such claim, event, place or actor.
            ValueError: the correction is missing, names a field that cannot be corrected, or has an impossible value.
        """
        number = self._store.judge(kind, id, verdict, why, correction)
        pipeline.conclude(self._store)
        return number

    def undo(self, judgement: int, *, why: str = "") -> None:
        """Undo a judgement and update the conclusions.

        Raises:
            HeldbyError: there is no judgement with this number.
        """
        self._store.undo(judgement, why)
        pipeline.conclude(self._store)

    def export(self, format: str, path: PathLike, *, as_known_on: dt.date | None = None, **filters: Any) -> int:
        """Write the record to a file in one of the formats that `heldby formats` lists, and return how many records were written.

        The filters apply to the formats of claims only; `as_known_on` applies to all formats.

        Raises:
            ValueError: there is no such format.
        """
        if format not in {one.name for one in export.FORMATS}:
            raise ValueError(f"no such format: {format}; choose from {', '.join(one.name for one in export.FORMATS)}")
        wanted = store.ClaimFilter(known_on=as_known_on, **filters)
        return export.export_file(format, self._store, self._snapshot(as_known_on), wanted, Path(path))

    def import_table(
        self,
        path: PathLike,
        shape: Literal["ged", "acled", "table"] = "table",
        *,
        source: str | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> imports.ImportCounts:
        """Import a table as claims of its source, or an edited export as corrections; return what was done, with refusals and conflicts.

        Args:
            path: a CSV file or an Excel workbook.
            shape: UCDP GED, the shape of ACLED, or a plain table (see docs/research-formats.md).
            source: the name of the source; by default UCDP GED, ACLED or the name of the file.
            columns: the column of each field of a plain table that has another name.

        Raises:
            HeldbyError: the file is no such table.
            OSError: the file cannot be read.
        """
        options = imports.ImportOptions(shape, source, columns or {})
        done = imports.import_table(self._store, lambda: pipeline.conclude(self._store), Path(path), options)
        pipeline.conclude(self._store)
        return done

    def _snapshot(self, known_on: dt.date | None) -> store.Conclusions:
        return pipeline.take_snapshot(self._store, known_on=known_on)
