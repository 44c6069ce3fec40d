"""`heldby gazetteer`: adds full GeoNames dumps and tables of one's own to the places that heldby knows."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Adds the commands to the app."""
    gazetteer = typer.Typer(help="Add, list and remove gazetteers.", no_args_is_help=True)
    gazetteer.command("add")(add)
    gazetteer.command("list")(list_)
    gazetteer.command("remove")(remove)
    app.add_typer(gazetteer, name="gazetteer")


def add(
    files: Annotated[
        list[str],
        typer.Argument(
            help="GeoNames dumps (IQ.zip, allCountries.zip, alternateNamesV2.zip), CSV or TSV with name, lat, lon; files or URLs"
        ),
    ],
) -> None:
    """Add GeoNames dumps or tables of places. Each is read whole or not at all; what cannot be read is named, the rest goes on."""
    from heldby.reference.gazetteer.errors import GazetteerError
    from heldby.reference.gazetteer.user_gazetteers import add as read_in

    failed = 0
    for file in sorted(files, key=lambda name: "alternate" in name.casefold()):
        try:
            done = read_in(file)
            typer.echo(f"{done.name}: {done.places:,} {'names' if 'alternate' in file.casefold() else 'places'}")
        except GazetteerError as error:
            failed += 1
            typer.echo(str(error), err=True)
    if failed == len(files):
        raise typer.Exit(1)


def list_() -> None:
    """List the gazetteers that were added."""
    from heldby.reference.gazetteer.user_gazetteers import listed, unusable

    found, rest = listed(), unusable()
    for one in found:
        typer.echo(f"{one.name}\t{one.places:,} places\t{one.size / 1e6:.1f} MB\t{one.path}")
    for name in rest:
        typer.echo(f"{name}\tbroken, or made by another version of heldby: add it again, or remove it", err=True)
    if not found:
        typer.echo("None added; the built-in gazetteer is used.", err=True)


def remove(names: Annotated[list[str], typer.Argument(help="names as `heldby gazetteer list` shows them")]) -> None:
    """Remove added gazetteers."""
    from heldby.reference.gazetteer.user_gazetteers import remove as take_away

    unknown = [name for name in names if not take_away(name)]
    for name in unknown:
        typer.echo(f"{name}: no such gazetteer", err=True)
    if unknown:
        raise typer.Exit(1)
