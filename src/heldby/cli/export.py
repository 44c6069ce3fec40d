"""`heldby export` and `heldby formats`: write the record in another format, and list the formats."""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Coarsen, Database, Delay, DossierDir, KnownOn, open_dossier, parse_day
from heldby.cli.redaction import redacted_copy

if TYPE_CHECKING:
    from heldby.store import Dossier


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export")(export)
    app.command("formats")(formats)


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="The format to write. List the formats with: heldby formats")],
    *,
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file. Default: standard output.")
    ] = None,
    on: Annotated[
        dt.date | None,
        typer.Option(
            "--on",
            metavar="DATE",
            parser=parse_day,
            help="Show the situation on this day, on a map. Default: the latest answer for each place.",
        ),
    ] = None,
    known_on: KnownOn = None,
    readers: Annotated[
        bool,
        typer.Option("--readers/--all", help="Export a redacted copy for other people (--readers) or everything (--all)."),
    ] = False,
    delay: Delay = 0,
    coarsen: Coarsen = 0.0,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Write the record in another format, to a file or to standard output.

    With -o, a dataset card is written beside the file: sources, gaps, known bias, licence, and how to cite.
    A redacted copy for other people leaves out everything listed in `sensitive.toml` in the dossier's folder.
    --delay and --coarsen also turn on --readers.
    """
    from heldby import pipeline
    from heldby.export import FORMATS, export_file, find_format, format_names, write_card
    from heldby.export import export as write
    from heldby.store import ClaimFilter

    found = find_format(format)
    if found is None:
        output.fail(f"there is no export format {format!r}. Choose from: {', '.join(format_names())}")
    if on is not None and not found.one_day:
        output.fail(f"--on goes with the maps: {', '.join(one.name for one in FORMATS if one.one_day)}. {format} has every day")
    if file is None and found.binary and sys.stdout.isatty():
        output.fail(f"{format} is not text and cannot be shown in a terminal. Name a file with -o FILE")
    with open_dossier(dossier, database) as opened, ExitStack() as stack:
        exported = stack.enter_context(redacted_copy(opened, delay, coarsen)) if readers or delay or coarsen else opened
        snapshot, wanted = pipeline.take_snapshot(exported, known_on=known_on), ClaimFilter(known_on=known_on, last=on)
        if file is None:
            count = write(format, exported, snapshot, wanted, sys.stdout.buffer if found.binary else sys.stdout)
            sys.stdout.flush()
        else:
            try:
                count = export_file(format, exported, snapshot, wanted, file)
                card = write_card(format, exported, snapshot, known_on, file)
            except OSError as error:
                output.fail(f"cannot write {file}: {error.strerror or error}")
        _log(opened, format, count, file, known_on)
    if file is not None:
        output.message(f"{output.counted(count, 'record')} written to {file}" + (f", their dataset card to {card}" if card else ""))


def _log(dossier: Dossier, format: str, count: int, file: Path | None, known_on: dt.date | None) -> None:
    """Add the export to the ledger, or print a message if the dossier is read-only."""
    from heldby.errors import UnwritableDossier

    payload = {"format": format, "records": count, "file": file and file.name, "known_on": known_on and str(known_on)}
    try:
        dossier.log_action("export", format, payload)
    except UnwritableDossier as error:
        output.message(f"the export is not recorded in the ledger: {error}")


def formats() -> None:
    """List the formats that `heldby export` can write, what opens them, and the extra or package that each needs."""
    from heldby.export import format_names

    rows = (_format_row(name) for name in format_names())
    output.print_rows(None, ("Format", "Content", "Opens in", "Needs"), rows)


def _format_row(name: str) -> tuple[str, str, str | None, str | None]:
    """Return the row of a format. One of another package that cannot be loaded has the reason in its place."""
    from heldby.errors import PluginError
    from heldby.export import find_format

    try:
        found = find_format(name)
    except PluginError as error:
        return name, str(error), None, None
    assert found is not None
    return found.name, found.help, found.opens, f"heldby[{found.extra}]" if found.extra else found.package
