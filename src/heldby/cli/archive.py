"""`heldby pack` and `heldby unpack`: write a dossier to one archive file, and create a dossier from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, open_dossier


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("pack")(pack)
    app.command("unpack")(unpack)


def pack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write, such as case.heldby.zip.")],
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Pack the dossier into one archive file, with a manifest that states who packed it and when, and lists all hashes.

    Prints the hash of the newest ledger entry, for `heldby verify --head`.
    """
    from heldby.store.custody import archive

    with open_dossier(dossier, database) as opened, output.progress("Packing", None):
        try:
            manifest = archive.pack(opened, file)
        except OSError as error:
            output.fail(f"cannot write {file}: {error.strerror or error}")
    originals = output.counted(len(manifest["files"]) - 1, "original")
    output.message(f"packed {originals} and {manifest['ledger']['rows']} ledger entries into {file}")
    typer.echo(manifest["ledger"]["head"])


def unpack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An archive written by `heldby pack`.")],
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Create a dossier from an archive and check the dossier against the archive's manifest."""
    from heldby import pipeline
    from heldby.store.custody import archive

    with open_dossier(dossier, database, create=True) as opened, output.progress("Unpacking", None):
        manifest = archive.unpack(file, opened)
        pipeline.conclude(opened)
    who, when = output.plain(manifest["packed_by"]), output.plain(manifest["packed_at"])
    output.message(f"packed by {who} at {when}; everything agrees with the manifest")
