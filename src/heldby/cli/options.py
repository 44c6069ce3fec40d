"""Options that several commands share, and the function that opens the dossier which they name."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from heldby.store import Dossier


MAX_WORKERS = 1024
"""Largest number of processes that a user may ask for."""


class Format(StrEnum):
    """How rows are printed: as a table, or as JSON Lines."""

    table = "table"
    jsonl = "jsonl"


def parse_day(text: str) -> dt.date:
    """Parse a day written as YYYY-MM-DD. Raises BadParameter if the text is not such a day."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date. Write it as YYYY-MM-DD") from None


def parse_workers(text: str) -> int | None:
    """Parse a number of processes; None for "auto". Raises BadParameter if the text is neither."""
    if text.lower() == "auto":
        return None
    if text.isdecimal() and 1 <= int(text) <= MAX_WORKERS:
        return int(text)
    raise typer.BadParameter(f"{text!r} is not a number of processes. Write auto, or a number from 1 to {MAX_WORKERS}")


def open_dossier(folder: Path, database: str | None = None, *, create: bool = False) -> Dossier:
    """Open the dossier that `--dossier` and `--database` name.

    Raises:
        DossierError: The dossier is missing and `create` is false, or it cannot be opened.
    """
    from heldby.store import Dossier

    return Dossier.open(folder, create=create, database=database)


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Reports to read: files, folders, globs or URLs. Use - for standard input."),
]
DossierDir = Annotated[
    Path, typer.Option("--dossier", metavar="DIR", help="The dossier: a folder that holds the reports and everything read from them.")
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        envvar="HELDBY_DATABASE",
        help="PostgreSQL database that stores the record. Default: a database file in the dossier.",
    ),
]
Formats = Annotated[Format, typer.Option("--format", metavar="table|jsonl", help="Print a table for people, or JSON Lines for programs.")]
On = Annotated[
    dt.date | None,
    typer.Option("--on", metavar="DATE", parser=parse_day, help="Show the situation on this day. Default: the latest day in the record."),
]
KnownOn = Annotated[
    dt.date | None,
    typer.Option("--as-known-on", metavar="DATE", parser=parse_day, help="Use only reports published on or before this day."),
]
Delay = Annotated[
    int,
    typer.Option(
        "--delay",
        metavar="DAYS",
        min=0,
        help="Leave reports out of the redacted copy until this many days after they were published (or added, if undated).",
    ),
]
Coarsen = Annotated[
    float,
    typer.Option(
        "--coarsen",
        metavar="KM",
        min=0,
        max=1000,
        help="Move places in the redacted copy to a grid with cells at least this many km wide, and hide their names.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="auto|NUMBER",
        parser=parse_workers,
        help="Number of processes that read in parallel. Default: auto, one for each processor core, or one if there is little to read.",
    ),
]

DEFAULT_DOSSIER = Path("dossier")
