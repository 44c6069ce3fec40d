"""Print results to standard output and messages to standard error."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console

PIPE_WIDTH = 160
"""Width, in characters, of a table that is printed to a file or pipe, unless the environment variable COLUMNS states another."""


def console() -> Console:
    """Return a console for standard output, to which tables are printed."""
    from rich.console import Console

    stated = os.environ.get("COLUMNS", "")
    width = int(stated) if stated.isdecimal() and int(stated) >= 40 else PIPE_WIDTH
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else width, highlight=False, soft_wrap=False)


def message(text: str) -> None:
    """Print a message on standard error."""
    typer.echo(text, err=True)


def print_refused(name: str, reason: str) -> None:
    """Print a message that says which input was refused, and why."""
    message(f"refused {plain(name)}: {plain(reason)}")


class Notes:
    """Prints notes on inputs that were read with some doubt, such as a guessed encoding.

    If many inputs have the same note, it is printed for the first few and only counted for the rest.
    """

    FEW = 5

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def __call__(self, name: str, note: str) -> None:
        """Print a note on an input, unless the same note was already printed `FEW` times."""
        self._counts[note] += 1
        if self._counts[note] <= self.FEW:
            message(f"note on {plain(name)}: {plain(note)}")

    def finish(self) -> None:
        """Print how often each note was left out. Call it after the last input."""
        for note, count in self._counts.items():
            if count > self.FEW:
                message(f"note on {count - self.FEW} more: {plain(note)}")


def fail(text: str) -> NoReturn:
    """Print an error message and end the command with exit code 1."""
    message(f"heldby: {text}")
    raise typer.Exit(1)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, such as "1 report" or "2 reports". The plural is formed with s."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_skipped(number: int, total: int, remedy: str) -> None:
    """Print how many reports were not read further, if any. `remedy` is what reads them."""
    from heldby.reading.reading import skipped_message

    if number:
        message(skipped_message(number, total, remedy))


def print_jsonl(records: Iterable[BaseModel]) -> None:
    """Print each record as a line of JSON, as soon as it is computed."""
    out = sys.stdout
    for record in records:
        out.write(record.model_dump_json() + "\n")
    out.flush()


def print_rows(title: str | None, columns: Iterable[str], rows: Iterable[Iterable[object]], *, empty: str = "Nothing was found.") -> None:
    """Print a table, or the sentence `empty` if it has no rows. A terminal that is too narrow for it gets blocks of lines instead.

    Cells are printed without markup and control characters, because they contain untrusted text from reports. A cell that is a list has
    a line for each of its values.
    """
    from heldby.cli.table_layout import print_layout

    cells = [tuple("\n".join(map(plain, cell)) if isinstance(cell, list) else plain(cell) for cell in row) for row in rows]
    if cells:
        print_layout(console(), title, tuple(columns), cells)
    else:
        typer.echo(f"{title}: {empty[:1].lower()}{empty[1:]}" if title else empty)


def plain(value: object) -> str:
    """Return a value as one line of printable text. Control and bidirectional formatting characters become spaces."""
    if value is None:
        return ""
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return " ".join(text.split())


@contextmanager
def progress(label: str, unit: str | None = "reports") -> Iterator[Callable[..., None]]:
    """Show a counter and the time on standard error if that is a terminal. Yields a function `advance(n=1)`, which adds `n` to the counter.

    Without a `unit`, nothing is counted, and only the label and the time are shown.
    """
    if not sys.stderr.isatty():
        yield lambda n=1: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counter = TextColumn("{task.description}" if unit is None else "{task.description} {task.completed} " + unit)
    with Progress(SpinnerColumn(), counter, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda n=1: bar.advance(task, n)
