"""The map page: `heldby page` writes one for other people, and other commands write `report.html` to the folder of the dossier."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Coarsen, Database, Delay, DossierDir, open_dossier
from heldby.cli.redaction import redacted_copy

if TYPE_CHECKING:
    from heldby.store import Dossier

PAGE = "report.html"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("page")(page)


def page(
    *,
    file: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Write to this file. Required.")],
    readers: Annotated[
        bool,
        typer.Option("--readers/--all", help="Show a redacted copy for other people (--readers) or everything (--all)."),
    ] = True,
    delay: Delay = 0,
    coarsen: Coarsen = 0.0,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Write the map page as one HTML file for other people, to send or to put on a web site.

    It shows a redacted copy, without what is listed in `sensitive.toml` in the dossier's folder. A dataset card is written beside it.
    The page `report.html` in the dossier's folder shows everything and is for you alone.
    """
    from heldby import pipeline, report
    from heldby.errors import UnwritableDossier
    from heldby.export.dataset_card import write_card_beside
    from heldby.store import ClaimFilter

    if not readers and (delay or coarsen):
        output.fail("--delay and --coarsen go with --readers, not with --all")
    with open_dossier(dossier, database) as opened, ExitStack() as stack:
        shown = stack.enter_context(redacted_copy(opened, delay, coarsen)) if readers else opened
        pipeline.conclude(shown)
        try:
            _write(shown, file)
            card = write_card_beside(file, shown, shown.conclusions(), ClaimFilter())
        except report.BundleMissingError as error:
            output.fail(str(error))
        except OSError as error:
            output.fail(f"cannot write {file}: {error.strerror or error}")
        try:
            opened.log_action("export", "page", {"format": "page", "file": file.name})
        except UnwritableDossier as error:
            output.message(f"the page is not recorded in the ledger: {error}")
    output.message(f"page written to {file}, its dataset card to {card}")


def write_page(dossier: Dossier) -> str | None:
    """Write the map page of a dossier and return its path. If the page cannot be written, print a message and return None."""
    from heldby import report

    path = dossier.folder / PAGE
    try:
        _write(dossier, path)
    except report.BundleMissingError as error:
        output.message(f"no map: {error}")
        return None
    except OSError as error:
        output.message(f"no map: {path} cannot be written ({error.strerror or error}). The dossier is complete without it.")
        return None
    return str(path)


def _write(dossier: Dossier, path: Path) -> None:
    from heldby import pipeline, report

    cache = pipeline.load_cache(dossier)
    report.write_page(dossier, path, as_known=lambda day: pipeline.derive_conclusions(dossier, known_on=day, cache=cache).controls)
