"""`heldby run`: read reports into a dossier and print who holds what."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.column_mapping import ColumnMap, chosen_mapping
from heldby.cli.fetch_options import AllowPrivate, Follow, IgnoreRobots, chosen_fetcher
from heldby.cli.holds import print_table
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, Paths, Workers, open_dossier
from heldby.cli.page import write_page
from heldby.cli.reader_options import BUILT_IN, ReaderName, ReaderOptions, choose_reader

if TYPE_CHECKING:
    from heldby.pipeline import IngestCounts
    from heldby.reading.ray_reader import ClusterReader
    from heldby.reading.readers import ChosenReader

MAX_ROWS = 60
"""Largest number of places in the table that `heldby run` prints."""


class Engine(StrEnum):
    """Where reports are read: on this machine, or on a Ray cluster."""

    local = "local"
    ray = "ray"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    paths: Paths,
    dossier: DossierDir = DEFAULT_DOSSIER,
    engine: Annotated[
        Engine, typer.Option("--engine", metavar="local|ray", help="Read on this machine (local) or on a Ray cluster (ray).")
    ] = Engine.local,
    workers: Workers = 1,
    reader: ReaderName = BUILT_IN,
    reader_options: ReaderOptions = None,
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

    chosen = choose_reader(reader, reader_options)
    mapping = chosen_mapping(columns)
    used = _cluster(workers, chosen) if engine is Engine.ray else chosen
    with open_dossier(dossier, database, create=True) as opened, output.progress("Reading") as advance:
        notes = output.Notes()
        listener = pipeline.IngestListener(advance, output.print_refused, notes)
        fetcher = chosen_fetcher(allow_private, ignore_robots, opened.folder)
        counts = pipeline.run(
            paths, opened, workers=workers, reader=used, listener=listener, mapping=mapping, fetcher=fetcher, follow=follow
        )
        notes.finish()
        if not counts.added and not counts.known:
            output.fail("nothing could be read" if counts.refused else "no reports were found")
        holdings = views.holds(opened, opened.conclusions())
        page = write_page(opened)
    output.message(_summary(counts))
    if format is Format.jsonl:
        output.print_jsonl(holdings)
    else:
        newest_first = sorted(holdings, key=lambda one: one.sentences[0].known.toordinal() if one.sentences else 0, reverse=True)
        print_table(newest_first[:MAX_ROWS], "Who holds what")
        if len(newest_first) > MAX_ROWS:
            output.message(f"{len(newest_first) - MAX_ROWS} more places. See all with: heldby holds --dossier {dossier}")
    if page:
        output.message(f"map: {page}")


def _cluster(workers: int, chosen: ChosenReader) -> ClusterReader:
    try:
        from heldby.reading.ray_reader import ClusterReader

        return ClusterReader(workers, chosen)
    except ImportError:
        output.fail("--engine ray needs Ray. Install it with: pip install 'heldby[ray]'")
    except (ConnectionError, RuntimeError, ValueError) as error:
        output.fail(f"cannot use the Ray cluster: {output.plain(error)}")


def _summary(counts: IngestCounts) -> str:
    parts = [f"{output.counted(counts.added, 'report')} read, {output.counted(counts.claims, 'claim')}"]
    if counts.known:
        parts.append(f"{counts.known} already in the dossier")
    if counts.refused:
        parts.append(f"{counts.refused} refused")
    return "; ".join(parts)
