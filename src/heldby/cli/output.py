"""Printing: results to standard output, everything said about them to standard error."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer
from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from rich.table import Table

SENTENCE = 44
"""Columns that a table leaves to sentences at least, which are what a reader came for."""

PIPE_WIDTH = 160
"""Columns of a table that goes to a file or pipe, where no terminal says how wide it is."""


def console() -> Console:
    """Where tables go."""
    from rich.console import Console

    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, soft_wrap=False)


def say(message: str) -> None:
    """A line about the work, on standard error."""
    typer.echo(message, err=True)


def refused(name: str, reason: str) -> None:
    """What could not be read, and why."""
    say(f"refused {plain(name)}: {plain(reason)}")


class Notes:
    """Says what was read, but not without doubt, such as in a guessed encoding; of one note, the first few by name, then how many more."""

    FEW = 5

    def __init__(self) -> None:
        self._said: Counter[str] = Counter()

    def __call__(self, name: str, note: str) -> None:
        self._said[note] += 1
        if self._said[note] <= self.FEW:
            say(f"note on {plain(name)}: {plain(note)}")

    def finish(self) -> None:
        """Say how many were left out."""
        for note, count in self._said.items():
            if count > self.FEW:
                say(f"note on {count - self.FEW} more: {plain(note)}")


def fail(message: str) -> NoReturn:
    """End the command with its reason and exit code 1."""
    say(f"heldby: {message}")
    raise typer.Exit(1)


def print_jsonl(records: Iterable[BaseModel]) -> None:
    """One JSON object a line, each written when it is there."""
    out = sys.stdout
    for record in records:
        out.write(record.model_dump_json() + "\n")
    out.flush()


def make_table(title: str | None, *columns: str) -> Table:
    """An empty table in the house style."""
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", min_width=SENTENCE if column == "Sentence" else None)
    return table


def print_rows(title: str | None, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table of plain values; reports are hostile text, so nothing in them is taken as markup or as terminal control."""
    from rich.text import Text

    table = make_table(title, *columns)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console().print(table)


def plain(value: object) -> str:
    """A value as one line of printable text: control characters, also those that steer a terminal or turn text around, become spaces."""
    if value is None:
        return ""
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return " ".join(text.split())


@contextmanager
def progress(label: str, unit: str = "reports") -> Iterator[Callable[..., None]]:
    """A counter on the terminal, `advance(n=1)`; in a pipe it stays quiet."""
    if not sys.stderr.isatty():
        yield lambda n=1: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counter = TextColumn("{task.description} {task.completed} " + unit)
    with Progress(SpinnerColumn(), counter, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda n=1: bar.advance(task, n)
