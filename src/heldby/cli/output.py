"""Printing: results go to standard output, messages to standard error."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer
from pydantic import BaseModel

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

MIN_SENTENCE_WIDTH = 44
"""Least width of the column "Sentence", in characters."""

PIPE_WIDTH = 160
"""Width of a table that goes to a file or pipe, in characters."""


def console() -> Console:
    """Return the console that tables are printed to: standard output."""
    from rich.console import Console

    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, soft_wrap=False)


def message(text: str) -> None:
    """Print a message on standard error."""
    typer.echo(text, err=True)


def print_refused(name: str, reason: str) -> None:
    """Print a message that an input was refused, and why."""
    message(f"refused {plain(name)}: {plain(reason)}")


class Notes:
    """Notes on inputs that were read with some doubt, such as a guessed encoding. Prints the first few of each note and counts the rest."""

    FEW = 5

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def __call__(self, name: str, note: str) -> None:
        """Print a note on an input, unless the same note was printed often enough."""
        self._counts[note] += 1
        if self._counts[note] <= self.FEW:
            message(f"note on {plain(name)}: {plain(note)}")

    def finish(self) -> None:
        """Print how many notes were left out."""
        for note, count in self._counts.items():
            if count > self.FEW:
                message(f"note on {count - self.FEW} more: {plain(note)}")


def fail(text: str) -> NoReturn:
    """Print an error message and end the command with exit code 1."""
    message(f"heldby: {text}")
    raise typer.Exit(1)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where needed."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_jsonl(records: Iterable[BaseModel]) -> None:
    """Print one JSON object per line, each as soon as it is computed."""
    out = sys.stdout
    for record in records:
        out.write(record.model_dump_json() + "\n")
    out.flush()


def make_table(title: str | None, *columns: str) -> Table:
    """Return an empty table in the style of heldby."""
    from rich import box
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", min_width=MIN_SENTENCE_WIDTH if column == "Sentence" else None)
    return table


def print_rows(title: str | None, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table. Reports are untrusted text, so no cell is interpreted as markup or as a terminal control sequence."""
    from rich.text import Text

    table = make_table(title, *columns)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console().print(table)


def plain(value: object) -> str:
    """Return a value as one line of printable text. Control and bidirectional formatting characters become spaces."""
    if value is None:
        return ""
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return " ".join(text.split())


@contextmanager
def progress(label: str, unit: str = "reports") -> Iterator[Callable[..., None]]:
    """Show a counter on standard error if it is a terminal. Yields `advance(n=1)`."""
    if not sys.stderr.isatty():
        yield lambda n=1: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    counter = TextColumn("{task.description} {task.completed} " + unit)
    with Progress(SpinnerColumn(), counter, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda n=1: bar.advance(task, n)
