"""`heldby reread` and `heldby diff-readers`: what a newer reader makes of the originals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats

if TYPE_CHECKING:
    from heldby.views import Change


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("reread")(reread)
    app.command("diff-readers")(diff_readers)


def reread(
    everything: Annotated[bool, typer.Option("--all", help="Also reports that this version of the reader has read.")] = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Read the kept reports again with this version; claims it no longer makes stay, marked superseded."""
    from heldby import pipeline

    with open_dossier(dossier, database) as opened, output.progress("Reading again") as advance:
        count = pipeline.reread(opened, everything=everything, watcher=pipeline.Watcher(advance, output.refused))
    output.say(f"{count} reports read again")


def diff_readers(
    first: Annotated[str | None, typer.Argument(metavar="OLD", help="A reader's version; none: the one before the newest.")] = None,
    second: Annotated[str | None, typer.Argument(metavar="NEW", help="Another; none: the newest.")] = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Show which claims one reader makes and another does not, on the reports that both have read."""
    from heldby import views

    with open_dossier(dossier, database) as opened:
        changes = views.diff_readers(opened, first, second)
    if format is Format.jsonl:
        output.print_jsonl(changes)
    else:
        output.print_rows(None, ("Report", "Change", "Old", "New", "Sentence"), map(_row, changes))


def _row(change: Change) -> tuple[object, ...]:
    return (change.report, change.change, change.old, change.new, change.quote)
