"""`heldby run`: the main job, from reports to who holds what."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.holds import print_table
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, Paths, Workers

if TYPE_CHECKING:
    from heldby.pipeline import Tally
    from heldby.reading.ray_reader import ClusterReader
    from heldby.store import Dossier

PAGE = "report.html"
ROWS = 60
"""Places in the closing table; more are asked for with `heldby holds`."""


class Engine(StrEnum):
    """Where reports are read: here, or on a Ray cluster."""

    local = "local"
    ray = "ray"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    paths: Paths,
    dossier: DossierDir = DEFAULT_DOSSIER,
    engine: Annotated[Engine, typer.Option("--engine", help="Read on this machine or on a Ray cluster.")] = Engine.local,
    workers: Workers = 1,
    format: Formats = Format.table,
    database: Database = None,
) -> None:
    """Read reports into a dossier, reconcile them, and say who holds what; also writes DIR/report.html."""
    from heldby import pipeline, views

    reader = _cluster(workers) if engine is Engine.ray else None
    with open_dossier(dossier, database, create=True) as opened, output.progress("Reading") as advance:
        notes = output.Notes()
        tally = pipeline.run(paths, opened, workers=workers, reader=reader, watcher=pipeline.Watcher(advance, output.refused, notes))
        notes.finish()
        if not tally.added and not tally.known:
            output.fail("nothing could be read" if tally.refused else "no reports were found")
        holdings = views.holds(opened, opened.conclusions())
        page = write_page(opened)
    output.say(_summary(tally))
    if format is Format.jsonl:
        output.print_jsonl(holdings)
    else:
        shown = sorted(holdings, key=lambda one: one.sentences[0].known.toordinal() if one.sentences else 0, reverse=True)
        print_table(shown[:ROWS], "Who holds what")
        if len(shown) > ROWS:
            output.say(f"and {len(shown) - ROWS} more places: heldby holds --dossier {dossier}")
    if page:
        output.say(f"map: {page}")


def _cluster(workers: int) -> ClusterReader:
    try:
        from heldby.reading.ray_reader import ClusterReader

        return ClusterReader(workers)
    except ImportError:
        output.fail("--engine ray needs Ray: pip install 'heldby[ray]'")
    except (ConnectionError, RuntimeError, ValueError) as error:
        output.fail(f"the Ray cluster cannot be used: {output.plain(error)}")


def write_page(dossier: Dossier) -> str | None:
    """Write DIR/report.html; its path, or None where this build has no page, which is said."""
    from heldby import pipeline, report

    path, known = dossier.folder / PAGE, pipeline.remembered(dossier)
    try:
        report.write_page(dossier, path, as_known=lambda day: pipeline.infer(dossier, known_on=day, known=known).controls)
    except report.BundleMissingError as error:
        output.say(f"no map: {error}")
        return None
    except OSError as error:
        output.say(f"no map: {path} cannot be written ({error.strerror or error}); the dossier itself is whole")
        return None
    return str(path)


def _summary(tally: Tally) -> str:
    parts = [f"{tally.added} reports read, {tally.claims} claims"]
    if tally.known:
        parts.append(f"{tally.known} known already")
    if tally.refused:
        parts.append(f"{tally.refused} refused")
    return "; ".join(parts)
