"""`heldby settings`: show or change the settings of a dossier."""

from __future__ import annotations

from typing import Annotated

import typer

from heldby.cli import output
from heldby.cli.options import DEFAULT_DOSSIER, Database, DossierDir, open_dossier


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("settings")(settings)


def settings(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The setting to change. Default: list all settings.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="The new value of the setting.")] = None,
    dossier: DossierDir = DEFAULT_DOSSIER,
    database: Database = None,
) -> None:
    """Show the settings of the dossier, or change one."""
    from heldby.store import settings as store_settings

    with open_dossier(dossier, database) as opened:
        if name and value is not None:
            opened.configure(name, value)
        with opened.database.reading() as connection:
            rows = [
                (setting, store_settings.get(connection, setting) or "not set", meaning)
                for setting, meaning in store_settings.USER_SETTINGS.items()
            ]
    output.print_rows(None, ("Setting", "Value", "Meaning"), rows)
