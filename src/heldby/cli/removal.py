"""`heldby retract` and `heldby erase`: exclude a report from the conclusions, or delete it."""

from __future__ import annotations

from typing import Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, open_dossier
from heldby.cli.page import PAGE, write_page

ReportId = Annotated[
    str,
    typer.Argument(
        metavar="REPORT", help="The id of the report, as in the field `report` in the output of `heldby claims --format jsonl`."
    ),
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Your reason. It is kept in the ledger.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("retract")(retract)
    app.command("erase")(erase)


def retract(
    report: ReportId,
    why: Why = "",
    undo: Annotated[bool, typer.Option("--undo", help="Cancel an earlier retraction, so that the report counts again.")] = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Exclude a report from all conclusions. The report and its claims stay in the record."""
    from heldby import pipeline

    with open_dossier(dossier, database) as opened:
        opened.retract(report, why, retracted=not undo)
        pipeline.conclude(opened)
    output.message(f"{report} {'counts again' if undo else 'no longer counts'}")


def erase(
    report: ReportId,
    why: Why = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Delete a report for good, with its original file and everything read from it. The ledger keeps a note of the deletion."""
    from heldby import pipeline

    with open_dossier(dossier, database) as opened:
        if not yes:
            typer.confirm(f"Delete {report} for good?", abort=True, err=True)
        opened.erase(report, why)
        pipeline.conclude(opened)
        page = opened.folder / PAGE
        if page.exists():
            page.unlink()
            write_page(opened)
    output.message(f"{report} is deleted. Earlier exports, archives and backups may still contain it.")
