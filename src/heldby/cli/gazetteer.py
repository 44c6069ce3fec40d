"""`heldby gazetteer`: add GeoNames dumps and tables of places to the gazetteer."""

from __future__ import annotations

from typing import Annotated

import typer

from heldby.cli import output


def register(app: typer.Typer) -> None:
    """Add the commands."""
    gazetteer = typer.Typer(
        help="Add place files to the gazetteer (the list of known places), or list or remove them.", no_args_is_help=True
    )
    gazetteer.command("add")(add)
    gazetteer.command("list")(list_)
    gazetteer.command("remove")(remove)
    app.add_typer(gazetteer, name="gazetteer")


def add(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Files or URLs of GeoNames dumps (IQ.zip, allCountries.zip, alternateNamesV2.zip), or of CSV or TSV tables with the"
            " columns name, lat and lon.",
        ),
    ],
) -> None:
    """Add GeoNames dumps or tables of places to the gazetteer.

    A file that cannot be read is skipped with a message; the others are added.
    """
    from heldby.errors import GazetteerError
    from heldby.reference.gazetteer.user_gazetteers import add as add_file

    failed = 0
    for file in sorted(files, key=lambda name: "alternate" in name.casefold()):
        try:
            added = add_file(file)
            typer.echo(f"{added.name}: {added.places:,} {'names' if 'alternate' in file.casefold() else 'places'}")
        except GazetteerError as error:
            failed += 1
            output.message(str(error))
    if failed == len(files):
        raise typer.Exit(1)


def list_() -> None:
    """List the place files that you added to the gazetteer."""
    from heldby.reference.gazetteer.user_gazetteers import list_gazetteers, unusable_names

    found, unusable = list_gazetteers(), unusable_names()
    for one in found:
        typer.echo(f"{one.name}\t{one.places:,} places\t{one.size / 1e6:.1f} MB\t{one.path}")
    for name in unusable:
        output.message(f"{name}\tdamaged, or made by another version of heldby. Add it again, or remove it.")
    if not found:
        output.message("No place files added. Only the built-in gazetteer is used.")


def remove(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names of place files, as `heldby gazetteer list` prints them.")],
) -> None:
    """Remove place files that you added to the gazetteer."""
    from heldby.reference.gazetteer.user_gazetteers import remove as remove_gazetteer

    unknown = [name for name in names if not remove_gazetteer(name)]
    for name in unknown:
        output.message(f"There is no place file {name}. See the names with: heldby gazetteer list")
    if unknown:
        raise typer.Exit(1)
