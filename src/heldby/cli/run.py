"""`heldby run`: read reports into a dossier and print who holds what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.column_mapping import ColumnMap, chosen_mapping
from heldby.cli.engine_options import EngineName, EngineOption, read_into
from heldby.cli.fetch_options import AllowPrivate, Follow, IgnoreRobots, chosen_fetcher
from heldby.cli.holds import print_table
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, Paths, Workers, open_dossier
from heldby.cli.page import write_page
from heldby.cli.reader_options import BUILT_IN, ReadAll, ReaderName, ReaderOptions, choose_reader

if TYPE_CHECKING:
    from heldby.pipeline import IngestCounts
    from heldby.reading.readers import ChosenReader
    from heldby.store import Dossier

MAX_ROWS = 60
"""Largest number of places in the table that `heldby run` prints."""


DATASET = "dataset"
"""Folder in a dossier in which the Ray cluster puts what it reads, unless `--out` names another place. It keeps nothing that the dossier
has: an erased report must not live on there."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    paths: Paths,
    dossier: DossierDir = DEFAULT_DOSSIER,
    engine: EngineOption = EngineName.local,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="DATASET", help="Where --engine ray puts what it reads. Default: the folder dataset in the dossier."),
    ] = None,
    workers: Workers = None,
    reader: ReaderName = BUILT_IN,
    reader_options: ReaderOptions = None,
    read_all: ReadAll = False,
    places_only: Annotated[
        bool,
        typer.Option(
            "--places-only",
            help="Only update what heldby holds PLACE answers; events and the map follow with the next run. Fast in a large dossier.",
        ),
    ] = False,
    format: Formats = Format.table,
    database: Database = None,
    columns: ColumnMap = None,
    follow: Follow = 0,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
) -> None:
    """Read reports into a dossier and print who holds what.

    Creates the dossier if there is none. Reports that are already in the dossier are not read again.
    Also writes a web page with a map: the file report.html in the dossier's folder.
    """
    from heldby import pipeline, views

    if engine is EngineName.local and out:
        output.fail("--out needs --engine ray")
    if engine is EngineName.ray and places_only:
        output.fail("--places-only cannot be used with --engine ray")
    if engine is EngineName.ray and follow:
        output.fail("--follow cannot be used with --engine ray, which reads files")
    chosen = choose_reader(reader, reader_options, read_all)
    mapping = chosen_mapping(columns)
    with open_dossier(dossier, database, create=True) as opened:
        notes = output.Notes()
        if engine is EngineName.ray:
            counts = _run_on_ray(paths, opened, out, workers, chosen, mapping, notes)
        else:
            with output.progress("Reading") as advance:
                listener = pipeline.IngestListener(advance, output.print_refused, notes)
                fetcher = chosen_fetcher(allow_private, ignore_robots, opened.folder)
                counts = pipeline.run(
                    paths, opened, workers=workers, reader=chosen, listener=listener, mapping=mapping, fetcher=fetcher, follow=follow,
                    places_only=places_only,
                )  # fmt: skip
        notes.finish()
        if not counts.added and not counts.known:
            output.fail("nothing could be read" if counts.refused else "no reports were found")
        holdings = [] if places_only else views.holds(opened, opened.conclusions())
        page = None if places_only else write_page(opened)
    output.message(_summary(counts))
    output.print_skipped(counts.skipped, counts.added, "heldby reread --read-all")
    if places_only:
        output.message(f"who holds a place: heldby holds PLACE --dossier {dossier}")
    elif format is Format.jsonl:
        output.print_jsonl(holdings)
    else:
        newest_first = sorted(holdings, key=lambda one: one.sentences[0].known.toordinal() if one.sentences else 0, reverse=True)
        print_table(newest_first[:MAX_ROWS], "Who holds what")
        if len(newest_first) > MAX_ROWS:
            output.message(f"{len(newest_first) - MAX_ROWS} more places. See all with: heldby holds --dossier {dossier}")
    if page:
        output.message(f"map: {page}")


def _run_on_ray(
    paths: list[str], dossier: Dossier, out: str | None, workers: int | None, chosen: ChosenReader, mapping: Mapping[str, str] | None,
    notes: output.Notes,
) -> IngestCounts:  # fmt: skip
    """Read on a Ray cluster into a dataset, and move what is new in it to the dossier."""
    from heldby import pipeline
    from heldby.dataset.manifest import Dataset
    from heldby.dataset.stored_readings import StoredReadings

    dataset = Dataset(out or str(dossier.folder / DATASET))
    found = read_into(dataset, paths, EngineName.ray, workers, chosen, mapping, dossier=str(dossier.folder.absolute()) if out else ".")
    stored = StoredReadings(dataset, chosen)
    with output.progress("Adding") as advance:
        listener = pipeline.IngestListener(advance, output.print_refused, notes)
        items = chain(stored.items(found.rows()), found.failed)
        counts = pipeline.ingest_items(items, dossier, workers=1, reader=stored, listener=listener)
        stored.release(found.rows())
        pipeline.conclude(dossier)
    return replace(counts, known=counts.known + sum(row.reports for row in found.rows() if row.released))


def _summary(counts: IngestCounts) -> str:
    parts = [f"{output.counted(counts.added, 'report')} read, {output.counted(counts.claims, 'claim')}"]
    if counts.known:
        parts.append(f"{counts.known} already in the dossier")
    if counts.refused:
        parts.append(f"{counts.refused} refused")
    return "; ".join(parts)
