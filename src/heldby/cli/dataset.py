"""`heldby dataset`: derive conclusions from a dataset, and load it into a database."""

from __future__ import annotations

from typing import Annotated

import typer

from heldby.cli import output
from heldby.cli.engine_options import EngineName, EngineOption, choose_engine

DatasetUrl = Annotated[str, typer.Argument(metavar="DATASET", help="The folder or URL that `heldby read --out` wrote to.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    dataset = typer.Typer(help="Work with Parquet tables of many reports, which `heldby read --out` writes.", no_args_is_help=True)
    dataset.command("derive")(derive)
    dataset.command("load")(load)
    app.add_typer(dataset, name="dataset")


def derive(dataset: DatasetUrl, engine: EngineOption = EngineName.local) -> None:
    """Find copied reports and passages, build events, and infer who holds what, country by country.

    The results are Parquet tables in the dataset: families, events and control. If nothing was added since, nothing is done.
    """
    from heldby.dataset.derive import derive_dataset
    from heldby.dataset.manifest import Dataset

    with output.progress("Deriving", unit=None):
        derived, new = derive_dataset(Dataset(dataset), choose_engine(engine))
    if derived.left_out:
        ids = output.counted(derived.left_out, "id")
        output.message(f"{ids} belong to several different reports. Only one report of each was used")
    found = f"{output.counted(derived.events, 'event')}, {output.counted(derived.places, 'place')}, {derived.copies} in copied text"
    output.message(found if new else f"nothing is new: {found}")


def load(
    dataset: DatasetUrl,
    database: Annotated[
        str,
        typer.Option("--database", metavar="URL", envvar="HELDBY_DATABASE", help="PostgreSQL database, as postgresql://user@host/name."),
    ],
    schema: Annotated[str, typer.Option("--schema", metavar="NAME", help="Schema of the tables in the database.")] = "heldby_dataset",
) -> None:
    """Copy reports, claims and mentions into tables of a PostgreSQL database. Each file is copied once, so a command can be repeated.

    The tables are not a dossier: they have no ledger and no judgements.
    """
    from heldby.dataset.load import load_dataset
    from heldby.dataset.manifest import Dataset

    with output.progress("Loading") as advance:
        loaded = load_dataset(Dataset(dataset), database, schema, advance)
    known = f"; {loaded.known} already there" if loaded.known else ""
    output.message(f"{output.counted(loaded.shards, 'file')} loaded, {output.counted(loaded.claims, 'claim')}{known}")
