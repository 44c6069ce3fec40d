"""Dossiers: keep reports, ask who holds what, correct the record, and export it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from heldby import export, imports, pipeline, store, views
from heldby.api.reading import PathLike, warn, warn_of_skipped
from heldby.api.results import Results
from heldby.errors import NothingRead
from heldby.model import Claim, Control, Event, Report
from heldby.model.contradiction import Contradiction
from heldby.reading.readers import BUILT_IN, ChosenReader
from heldby.release.policy import ReleasePolicy
from heldby.views import Holding

if TYPE_CHECKING:
    from pandas import DataFrame

    from heldby.export.data_frame import FrameName


def run(
    *paths: PathLike,
    dossier: PathLike = "dossier",
    workers: int | None = 1,
    reader: str = BUILT_IN,
    reader_options: Mapping[str, str] | None = None,
    read_all: bool = False,
) -> Dossier:
    """Read reports into a dossier, derive who holds what, and return the open dossier.

    An input that cannot be read causes a warning (`HeldbyWarning`).

    Args:
        paths: files, folders, globs or URLs, in any format that `heldby run` reads.
        dossier: the dossier's folder, which is created if needed.
        workers: number of processes that read; None for as many as the machine has cores, unless there is little to read.
        reader: name of the reader (see docs/readers.md).
        reader_options: options of the reader.
        read_all: also read reports that cannot be about armed conflict.

    Raises:
        NothingRead: none of the inputs could be read.
        HeldbyError: the reader cannot be started, or the dossier cannot be opened or written.
    """
    opened = open_dossier(dossier, create=True)
    try:
        opened.add(*paths, workers=workers, reader=reader, reader_options=reader_options, read_all=read_all)
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

    def __init__(self, opened: store.Dossier, temporary: TemporaryDirectory[str] | None = None) -> None:
        self._store = opened
        self._temporary = temporary

    @property
    def folder(self) -> Path:
        """The dossier's folder."""
        return self._store.folder

    def close(self) -> None:
        """Close the database, and delete the dossier if it is a redacted copy."""
        self._store.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(
        self,
        *paths: PathLike,
        workers: int | None = 1,
        reader: str = BUILT_IN,
        reader_options: Mapping[str, str] | None = None,
        read_all: bool = False,
    ) -> int:
        """Read new reports into the dossier, update its conclusions, and return how many reports were added.

        The arguments are those of `heldby.run`.

        Raises:
            NothingRead: none of the inputs could be read. If only some cannot be read, each causes a warning (`HeldbyWarning`).
            ReaderError: there is no such reader, or it cannot be started.
        """
        listener = pipeline.IngestListener(refuse=warn, doubt=warn)
        chosen = ChosenReader(reader, reader_options, read_all=read_all)
        tally = pipeline.run([str(path) for path in paths], self._store, workers=workers, reader=chosen, listener=listener)
        warn_of_skipped(tally.skipped, tally.added)
        if not tally.added and not tally.known:
            raise NothingRead("no report could be read")
        return tally.added

    def reports(self) -> Results[Report]:
        """Return the reports in the order in which they were added, without retracted ones."""
        return Results(Report, self._store.reports())

    def claims(self, *, as_known_on: dt.date | None = None, **filters: Any) -> Results[Claim]:
        """Return the claims that pass the filters, with judgements applied: rejected claims are left out, corrected ones are changed."""
        return Results(Claim, self._store.judged_claims(store.ClaimFilter(known_on=as_known_on, **filters)))

    def events(self, *, as_known_on: dt.date | None = None, **filters: Any) -> Results[Event]:
        """Return the events with at least one claim that passes the filters."""
        wanted = store.ClaimFilter(known_on=as_known_on, **filters)
        return Results(Event, views.events(self._store, self._snapshot(as_known_on), wanted))

    def control(self, *, as_known_on: dt.date | None = None) -> Results[Control]:
        """Return who holds each place over time, one object for each place."""
        return Results(Control, self._snapshot(as_known_on).controls)

    def contradictions(self, *, as_known_on: dt.date | None = None, **filters: Any) -> Results[Contradiction]:
        """Return the contradictions among the claims that pass the filters."""
        wanted = store.ClaimFilter(known_on=as_known_on, **filters)
        return Results(Contradiction, views.contradictions(self._store, self._snapshot(as_known_on), wanted))

    def holds(self, place: str | None = None, on: dt.date | None = None, *, as_known_on: dt.date | None = None) -> Results[Holding]:
        """Return who holds a place (by default every place) on a day (by default the latest), with the sentences that say so.

        Raises:
            HeldbyError: no place, or more than one, has that name; the message lists close matches.
        """
        if place is not None and as_known_on is None:
            return Results(Holding, views.holds(self._store, pipeline.take_place_snapshot(self._store, place), place, on))
        return Results(Holding, views.holds(self._store, self._snapshot(as_known_on), place, on))

    def frame(self, name: FrameName, *, as_known_on: dt.date | None = None, **filters: Any) -> DataFrame:
        """Return a table of the record as a pandas data frame.

        Dates are dates, numbers are numbers, and unknown values stay unknown. Several names in one cell are joined by "; ".

        Args:
            name: `claims`, `events`, `control` (one row for each interval of a place), `places` (its latest interval) or `mentions`, with
                the columns of docs/tables.md; `ged` for uses of armed force with the columns of UCDP GED (see docs/research-formats.md).
            as_known_on: use only reports published on or before this day.
            filters: those of `Dossier.claims`, for the table of claims only. Unlike `Dossier.claims`, the table has rejected claims too;
                its column `judgement` says so.

        Raises:
            HeldbyError: pandas is not installed.
            ValueError: there is no such table, or it takes no filters.
        """
        from heldby.export.data_frame import table_frame

        if filters and name != "claims":
            raise ValueError(f"only the table of claims takes filters, and {name} is another one: filter the data frame")
        wanted = store.ClaimFilter(known_on=as_known_on, **filters)
        return table_frame(name, self._store, self._snapshot(as_known_on), wanted)

    def redacted(self, *, delay: int = 0, coarsen: float = 0.0) -> Dossier:
        """Return a redacted copy of the dossier for other people, without what `sensitive.toml` lists (see docs/app.md).

        The copy lies in a temporary folder. Use it in a `with` statement, or call `close()`, which deletes it.

        Args:
            delay: days for which reports are left out after they were published, or added if they are undated.
            coarsen: least width in km of the cells of the grid to which places are moved, without their names; 0 leaves them as they are.

        Raises:
            HeldbyError: `sensitive.toml` cannot be read or is invalid.
        """
        folder = TemporaryDirectory(prefix="heldby-readers-")
        try:
            pipeline.write_redacted_copy(self._store, Path(folder.name), ReleasePolicy(delay, coarsen), dt.date.today())
            return Dossier(store.Dossier.open(folder.name, who="readers"), folder)
        except BaseException:
            folder.cleanup()
            raise

    def _repr_html_(self) -> str:
        """Return what a notebook shows of the dossier: its size, a small map and the latest answers."""
        from heldby.export.notebook import dossier_card

        return dossier_card(self._store, self._snapshot(None))

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

        A dataset card is written beside the file, unless the file contains it. The filters apply to the formats of claims only;
        `as_known_on` applies to all formats.

        Raises:
            ValueError: there is no such format.
            HeldbyError: the format needs a library that is not installed, or the package that has it fails.
        """
        if export.find_format(format) is None:
            raise ValueError(f"no such format: {format}; choose from {', '.join(export.format_names())}")
        wanted = store.ClaimFilter(known_on=as_known_on, **filters)
        snapshot = self._snapshot(as_known_on)
        count = export.export_file(format, self._store, snapshot, wanted, Path(path))
        export.write_card(format, self._store, snapshot, as_known_on, Path(path))
        return count

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
