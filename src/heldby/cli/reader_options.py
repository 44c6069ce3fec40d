"""The options `--reader` and `--reader-option`, which all commands that read reports share."""

from __future__ import annotations

import warnings
from typing import Annotated

import typer

from heldby.cli import output
from heldby.errors import HeldbyWarning
from heldby.reading.readers import BUILT_IN, ChosenReader

__all__ = ["BUILT_IN", "ReadAll", "ReaderName", "ReaderOptions", "choose_reader"]

ReaderName = Annotated[
    str, typer.Option("--reader", metavar="NAME", help="The reader that finds the claims: heldby, llm or that of an installed package.")
]
ReaderOptions = Annotated[
    list[str] | None,
    typer.Option("--reader-option", metavar="NAME=VALUE", help="An option of the reader, such as model=NAME for llm. Can be repeated."),
]


ReadAll = Annotated[bool, typer.Option("--read-all", help="Also read reports that cannot be about armed conflict, which takes longer.")]


def choose_reader(name: str, options: list[str] | None, read_all: bool = False) -> ChosenReader:
    """Return the reader that the user chose.

    A reader other than the built-in one is created at once, so that its errors come before any work. Its warnings are printed.

    Raises:
        ReaderError: there is no such reader, or it cannot be started with these options.
    """
    chosen = ChosenReader(name, dict(_parsed(option) for option in options or ()), read_all=read_all, alone=True)
    if chosen.built_in and not chosen.options:
        return chosen
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", HeldbyWarning)
        _ = chosen.reader
    for one in caught:
        if isinstance(one.message, HeldbyWarning):  # others are about the code of a package and do not help the user
            output.message(f"heldby: {output.plain(one.message)}")
    return chosen


def _parsed(option: str) -> tuple[str, str]:
    """Return the name and the value in NAME=VALUE."""
    name, equals, value = option.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"{option!r} is not an option of a reader. Write it as NAME=VALUE", param_hint="--reader-option")
    return name.strip().replace("-", "_"), value
