"""Write the tables of a page that hold data as one paragraph for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.intake.html.tree import brief
from heldby.intake.table_lines import MAX_CELL_CHARS, lines_of_table

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ROWS = 2_000
"""Greatest number of rows of a table that is rewritten."""


def write_out_tables(page: HtmlElement) -> int:
    """Replace each table that names its columns by one paragraph for each row. Return the number of rows."""
    count = 0
    for table in list(page.iter("table")):
        lines = _lines(table)
        if lines is None or table.getparent() is None:
            continue
        _replace(table, lines)
        count += len(lines)
    return count


def _lines(table: HtmlElement) -> list[str] | None:
    """Return a line for each row, or None if the table lays out the page or does not name its columns."""
    if next((inner for inner in table.iter("table") if inner is not table), None) is not None:
        return None
    rows = [[_words(cell) for cell in row.iter("td", "th")] for row in list(table.iter("tr"))[:MAX_ROWS]]
    rows = [row for row in rows if any(row)]
    if any(len(cell) > MAX_CELL_CHARS for row in rows for cell in row):
        return None
    return lines_of_table(rows)


def _words(cell: HtmlElement) -> str:
    for item in cell.iter("li", "br", "p"):
        item.tail = f" {item.tail or ''}"
    return brief(cell, MAX_CELL_CHARS + 1)


def _replace(table: HtmlElement, lines: list[str]) -> None:
    from lxml.html import Element

    caption = next((words for element in table.iter("caption") if (words := brief(element))), None)
    box = Element("div")
    for line in ([caption] if caption else []) + lines:
        paragraph = Element("p")
        paragraph.text = line
        box.append(paragraph)
    box.tail = table.tail
    table.getparent().replace(table, box)
