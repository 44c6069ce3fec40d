"""`heldby export` and `heldby formats`: the dossier in other forms."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Coarsen, Database, Delay, DossierDir, KnownOn

if TYPE_CHECKING:
    from heldby.store import Dossier


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export")(export)
    app.command("formats")(formats)


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="One of those that `heldby formats` lists.")],
    file: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to this file, not to standard output.")] = None,
    known_on: KnownOn = None,
    readers: Annotated[
        bool, typer.Option("--readers/--all", help="Write only what readers may see; so does --delay or --coarsen.")
    ] = False,
    delay: Delay = 0,
    coarsen: Coarsen = 0.0,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Write the record in another format."""
    from heldby import pipeline
    from heldby.base.files import replacing
    from heldby.export import FORMATS
    from heldby.export import export as write
    from heldby.store import ClaimFilter

    if format not in {one.name for one in FORMATS}:
        output.fail(f"there is no format {format!r}; there are {', '.join(one.name for one in FORMATS)}")
    with open_dossier(dossier, database) as opened, ExitStack() as shown:
        told = shown.enter_context(_for_readers(opened, delay, coarsen)) if readers or delay or coarsen else opened
        picture, wanted = pipeline.picture(told, known_on=known_on), ClaimFilter(known_on=known_on)
        if file is None:
            count = write(format, told, picture, wanted, sys.stdout)
            sys.stdout.flush()
            _remember(opened, format, count, None, known_on)
            return
        try:
            with replacing(file) as part, part.open("w", encoding="utf-8", newline="") as out:
                count = write(format, told, picture, wanted, out)
        except OSError as error:
            output.fail(f"{file} cannot be written: {error.strerror or error}")
        _remember(opened, format, count, file, known_on)
    output.say(f"{count} records to {file}")


@contextmanager
def _for_readers(dossier: Dossier, delay: int, coarsen: float) -> Iterator[Dossier]:
    """A copy that holds no more than readers may know, for as long as it is needed."""
    from heldby import pipeline
    from heldby.release.redaction import ReleasePolicy
    from heldby.store import Dossier

    with TemporaryDirectory(prefix="heldby-readers-") as folder:
        pipeline.copy_for_readers(dossier, Path(folder), ReleasePolicy(delay, coarsen), dt.date.today())
        with Dossier.open(folder, who="readers") as copy:
            yield copy


def _remember(dossier: Dossier, format: str, count: int, file: Path | None, known_on: dt.date | None) -> None:
    from heldby.errors import UnwritableDossier

    told = {"format": format, "records": count, "file": file and file.name, "known_on": known_on and str(known_on)}
    try:
        dossier.note("export", format, told)
    except UnwritableDossier as error:
        output.say(f"the export could not be noted in the ledger: {error}")


def formats() -> None:
    """List the formats of `heldby export`."""
    from heldby.export import FORMATS

    output.print_rows(None, ("Format", "Holds"), ((one.name, one.help) for one in FORMATS))
