"""`heldby import`: what was made elsewhere, into a dossier."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heldby.cli import output
from heldby.cli.opening import open_dossier
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir

if TYPE_CHECKING:
    from collections.abc import Callable

    from heldby.store import Dossier

FORMATS = {
    "claims-jsonl": "claims in the public format, of reports that the dossier holds",
    "dossier": "another dossier: its folder, or a file that `heldby pack` made",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(bring_in)


def bring_in(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="; ".join(f"{name}: {told}" for name, told in FORMATS.items()) + ".")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file or folder to bring in.")],
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Bring in what was made elsewhere: claims of another reader, or a whole dossier."""
    from heldby import pipeline

    readers: dict[str, Callable[[Path, Dossier], None]] = {"claims-jsonl": _claims, "dossier": _dossier}
    if format not in readers:
        output.fail(f"there is no format {format!r} to import; there are {', '.join(FORMATS)}")
    if not file.exists():
        output.fail(f"{file} does not exist")
    with open_dossier(dossier, database, create=format == "dossier") as opened:
        readers[format](file, opened)
        pipeline.conclude(opened)


def _claims(file: Path, dossier: Dossier) -> None:
    from pydantic import ValidationError

    from heldby.model import Claim
    from heldby.store.custody.import_claims import import_claims

    claims, refused = [], 0
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            try:
                claims.append(Claim.model_validate_json(line))
            except ValidationError as error:
                refused += 1
                output.say(f"refused {file} line {number}: {output.plain(error.errors()[0]['msg'])}")
    done = import_claims(dossier, claims)
    for claim, reason in done.refused:
        output.say(f"refused claim {output.plain(claim)}: {output.plain(reason)}")
    output.say(f"{done.added} claims added; {done.already_there} known already; {refused + len(done.refused)} refused")
    if not done.added and not done.already_there:
        output.fail("nothing could be imported")


def _dossier(file: Path, dossier: Dossier) -> None:
    from heldby.store import Dossier
    from heldby.store.custody import archive
    from heldby.store.custody.merge import merge

    packed = not file.is_dir()
    with (
        tempfile.TemporaryDirectory(prefix="heldby-import-") as folder,
        Dossier.open(folder if packed else file, create=packed) as source,
    ):
        if packed:
            archive.unpack(file, source)
        done = merge(source, dossier)
    output.say(f"{done.merged} acts carried over; {done.already_there} reports known already")
    if done.unmatched:
        output.say(f"{done.unmatched} judgements left out: no claim here says what they are about")
    for report in done.erased_in_source:
        output.say(f"{output.plain(report)} was erased there and is still here; `heldby erase` takes it out here too")
