"""Options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    jsonl = "jsonl"


def parse_day(text: str) -> dt.date:
    """A day written as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day; write it as YYYY-MM-DD") from None


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders, globs, or - for standard input (txt, md, html, jsonl)."),
]
DossierDir = Annotated[Path, typer.Option("--dossier", metavar="DIR", help="Folder of the dossier.")]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", envvar="HELDBY_DATABASE", help="PostgreSQL instead of the dossier's own file."),
]
Formats = Annotated[Format, typer.Option("--format", help="A table for people, or JSON Lines.")]
On = Annotated[dt.date | None, typer.Option("--on", metavar="DATE", parser=parse_day, help="The day asked about (default: the newest).")]
KnownOn = Annotated[
    dt.date | None,
    typer.Option("--as-known-on", metavar="DATE", parser=parse_day, help="Use nothing that was published after this day."),
]
Delay = Annotated[
    int, typer.Option("--delay", metavar="DAYS", min=0, help="Tell readers nothing of reports known for fewer days than that.")
]
Coarsen = Annotated[
    float, typer.Option("--coarsen", metavar="KM", min=0, max=1000, help="Tell readers where places are no closer than that.")
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Processes that read at once.")]

DEFAULT_DOSSIER = Path("dossier")
