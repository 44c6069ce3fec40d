"""`heldby reread` and `heldby diff-readers`: read a dossier's reports again, and compare what versions of heldby found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, Format, Formats, Workers, open_dossier
from heldby.cli.reader_options import BUILT_IN, ReadAll, ReaderName, ReaderOptions, choose_reader

if TYPE_CHECKING:
    from heldby.views import ClaimDifference


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("reread")(reread)
    app.command("diff-readers")(diff_readers)


def reread(
    everything: Annotated[
        bool, typer.Option("--all", help="Read all reports again, including those that this version of the reader has already read.")
    ] = False,
    workers: Workers = None,
    reader: ReaderName = BUILT_IN,
    reader_options: ReaderOptions = None,
    read_all: ReadAll = False,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Read the reports in the dossier again with this version of heldby, or with another reader.

    Claims that this version no longer finds stay in the record, marked as superseded.
    """
    from heldby import pipeline

    chosen = choose_reader(reader, reader_options, read_all)
    notes = output.Notes()
    with open_dossier(dossier, database) as opened, output.progress("Reading again") as advance:
        listener = pipeline.IngestListener(advance, output.print_refused, notes)
        count = pipeline.reread(opened, everything=everything, workers=workers, reader=chosen, listener=listener)
    notes.finish()
    output.message(f"{output.counted(count, 'report')} read again")


def diff_readers(
    first: Annotated[
        str | None,
        typer.Argument(
            metavar="OLD",
            help="The older version to compare, as in the field `reader` in the output of `heldby claims --format jsonl`. "
            "Default: the newest version other than NEW.",
        ),
    ] = None,
    second: Annotated[
        str | None, typer.Argument(metavar="NEW", help="The newer version to compare. Default: the newest that has read a report.")
    ] = None,
    format: Formats = Format.table,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Compare the claims that two versions of heldby, or two readers, found in the reports that both have read."""
    from heldby import views

    with open_dossier(dossier, database) as opened:
        differences = views.diff_readers(opened, first, second)
    if format is Format.jsonl:
        output.print_jsonl(differences)
    else:
        output.print_rows(None, ("Report", "Change", "Old", "New", "Sentence"), map(_row, differences), empty="The claims do not differ.")


def _row(one: ClaimDifference) -> tuple[object, ...]:
    return (one.report, one.change, one.old, one.new, one.quote)
