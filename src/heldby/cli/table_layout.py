"""Lay out tables so that no word is cut: as a table, as a table with the last column below each row, or as one block for each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Rows = Sequence[Sequence[str]]

GAP = 3
"""Number of characters between two columns."""
EDGES = 2
"""Number of characters beside the first and the last column."""
PROSE = 44
"""Least width, in characters, of a last column with sentences."""
MAX_WORD = 40
"""Length of the longest word that makes a column wider. Longer ones, such as digests and addresses, are broken."""
INDENT = "  "


def print_layout(console: Console, title: str | None, columns: Sequence[str], rows: Rows) -> None:
    """Print a table in the first of three forms in which each word fits into its column."""
    prose = max((len(row[-1]) for row in rows), default=0) > PROSE
    if widths := column_widths(columns, rows, console.width, prose=prose):
        console.print(_table(title, columns, rows, widths))
    elif prose and len(columns) > 2 and (widths := column_widths(columns[:-1], [row[:-1] for row in rows], console.width, prose=False)):
        _print_with_sentences(console, title, columns, rows, widths)
    else:
        _print_blocks(console, title, columns, rows)


def column_widths(columns: Sequence[str], rows: Rows, width: int, *, prose: bool) -> list[int] | None:
    """Return the widths of the columns, or None if a word would not fit.

    Columns that need little get all that they need; what is left is shared by the others.

    Args:
        columns: the headings.
        rows: the cells.
        width: the width of the terminal, in characters.
        prose: whether the last column has sentences, for which `PROSE` characters are the least.
    """
    from rich.cells import cell_len

    cells = [[column, *(row[n] for row in rows)] for n, column in enumerate(columns)]
    least = [max((min(cell_len(word), MAX_WORD) for cell in column for word in cell.split()), default=1) for column in cells]
    lines = [[line for cell in column for line in cell.split("\n")] for column in cells]
    natural = [max(max(map(cell_len, column)), low) for column, low in zip(lines, least, strict=True)]
    if prose:
        least[-1] = max(least[-1], min(PROSE, natural[-1]))
    left = width - EDGES - GAP * (len(columns) - 1) - sum(least)
    if left < 0:
        return None
    widths = least[:]
    order = sorted(range(len(columns)), key=lambda n: natural[n] - least[n])
    for done, n in enumerate(order):
        more = min(natural[n] - least[n], left // (len(order) - done))
        widths[n] += more
        left -= more
    return widths


def _table(title: str | None, columns: Sequence[str], rows: Rows, widths: Sequence[int]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold", header_style="bold", pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(column, overflow="fold", width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _print_with_sentences(console: Console, title: str | None, columns: Sequence[str], rows: Rows, widths: Sequence[int]) -> None:
    """Print a table whose last column stands below each row, over the whole width."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console.print(_table(title, columns[:-1], [], widths), end="")
    for row in rows:
        grid = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
        for width in widths:
            grid.add_column(overflow="fold", width=width)
        grid.add_row(*map(Text, row[:-1]))
        console.print(Padding(grid, (0, 0, 0, 1)))
        if row[-1]:
            console.print(Padding(Text(row[-1]), (0, 1, 0, 1 + len(INDENT))))
        console.print()


def _print_blocks(console: Console, title: str | None, columns: Sequence[str], rows: Rows) -> None:
    """Print a block of lines for each row, with the headings beside the cells. Empty cells are left out."""
    from rich.table import Table
    from rich.text import Text

    if title:
        console.print(Text(title, style="bold"))
    head = max(map(len, columns))
    for row in rows:
        grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        grid.add_column(width=head)
        grid.add_column(overflow="fold", width=max(10, console.width - head - 2))
        for column, cell in zip(columns, row, strict=True):
            if cell:
                grid.add_row(Text(column, style="bold"), Text(cell))
        console.print(grid)
        console.print()
