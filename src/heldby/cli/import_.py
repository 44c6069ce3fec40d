"""`heldby import`: add the claims of another reader, or another dossier, to a dossier."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, open_dossier

if TYPE_CHECKING:
    from heldby.model import Claim
    from heldby.store import Dossier

FORMATS = {
    "claims-jsonl": "claims from reports already in the dossier, one JSON object per line",
    "dossier": "the folder of another dossier, or an archive written by `heldby pack`",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=" ".join(f"{name}: {meaning}." for name, meaning in FORMATS.items()))],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file or folder to import.")],
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Add claims found by another program, or a whole dossier, to this dossier."""
    from heldby import pipeline

    importers: dict[str, Callable[[Path, Dossier], None]] = {"claims-jsonl": _import_claims, "dossier": _import_dossier}
    if format not in importers:
        output.fail(f"there is no import format {format!r}. Choose from: {', '.join(FORMATS)}")
    if not file.exists():
        output.fail(f"{file} does not exist")
    with open_dossier(dossier, database, create=format == "dossier") as opened:
        importers[format](file, opened)
        pipeline.conclude(opened)


def _import_claims(file: Path, dossier: Dossier) -> None:
    from heldby.store.custody.import_claims import import_claims

    claims, refused = _parse_claims(file)
    done = import_claims(dossier, claims)
    for claim, reason in done.refused:
        output.print_refused(f"claim {claim}", reason)
    refused += len(done.refused)
    output.message(f"{output.counted(done.added, 'claim')} added; {done.already_there} already in the dossier; {refused} refused")
    if not done.added and not done.already_there:
        output.fail("nothing could be imported")


def _parse_claims(file: Path) -> tuple[list[Claim], int]:
    """Return the claims in a JSON Lines file and the number of lines that are not claims. Print a message for each such line."""
    from pydantic import ValidationError

    from heldby.model import Claim

    claims, refused = [], 0
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            try:
                claims.append(Claim.model_validate_json(line))
            except ValidationError as error:
                refused += 1
                output.print_refused(f"{file} line {number}", error.errors()[0]["msg"])
    return claims, refused


def _import_dossier(file: Path, dossier: Dossier) -> None:
    from heldby.store import Dossier
    from heldby.store.custody import archive
    from heldby.store.custody.merge import merge

    is_archive = not file.is_dir()
    with (
        tempfile.TemporaryDirectory(prefix="heldby-import-") as folder,
        Dossier.open(folder if is_archive else file, create=is_archive) as source,
    ):
        if is_archive:
            archive.unpack(file, source)
        done = merge(source, dossier)
    reports = output.counted(done.already_there, "report")
    output.message(f"{output.counted(done.merged, 'action')} imported; {reports} already in the dossier")
    if done.unmatched:
        output.message(f"{output.counted(done.unmatched, 'judgement')} left out, because nothing here matches what they are about")
    for report in done.erased_in_source:
        output.message(f"{output.plain(report)} was deleted in the other dossier and is still here. To delete it: heldby erase REPORT")
