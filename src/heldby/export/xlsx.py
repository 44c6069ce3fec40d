"""The tables as an Excel workbook: a sheet for each, with a frozen header, filters and links, and a sheet with the dataset card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import IO, Any

from heldby.errors import HeldbyError
from heldby.export.dataset_card import sections
from heldby.export.optional import load
from heldby.export.spreadsheet_text import FORMULA
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, MENTIONS, PLACES, Column, Row, Table, plain_value
from heldby.export.xml_text import clean
from heldby.store import ClaimFilter, Conclusions, Dossier

SHEETS = (CLAIMS, EVENTS, CONTROL, PLACES, MENTIONS)
EXTRA = "tables"

MAX_ROWS = 1_048_576
MAX_CHARACTERS = 32_767
MAX_LINKS = 65_530
"""Limits of a sheet. Source: Microsoft, "Excel specifications and limits"."""

FIRST_DAY = dt.date(1900, 3, 1)
"""Excel counts a day in 1900 that did not exist. Earlier dates are written as text."""

NOT_PLAIN = (*FORMULA, "#", "'")
"""Characters with which a formula, an error code such as #N/A, or a text with a leading apostrophe begins."""

WIDE, NARROW = 60, 16
"""Widths of columns, in characters."""


def write(dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: IO[bytes]) -> int:
    """Write the sheets and return the number of rows. The filter applies to claims.

    Raises:
        HeldbyError: openpyxl is not installed, or a table has more rows than a sheet can hold.
    """
    book = load("openpyxl", EXTRA).Workbook(write_only=True)
    try:
        _write_card(book, dossier, snapshot, wanted)
        count = sum(_write_sheet(book, table, table.rows(dossier, snapshot, wanted)) for table in SHEETS)
        book.save(out)
    except BaseException:
        # Otherwise openpyxl prints a traceback when it discards the unfinished sheets.
        for sheet in book.worksheets:
            sheet.close()
        raise
    return count


def _write_sheet(book: Any, table: Table, rows: Iterable[Row]) -> int:
    sheet, count = _Sheet(book, table.name, table.columns), 0
    for row in rows:
        sheet.add(row)
        count += 1
    sheet.finish()
    return count


class _Sheet:
    """One sheet that is being written, row by row."""

    def __init__(self, book: Any, name: str, columns: tuple[Column, ...]) -> None:
        self._sheet, self._columns = book.create_sheet(name), columns
        self._rows = self._links = 0
        self._letter = load("openpyxl.utils", EXTRA).get_column_letter
        self._sheet.freeze_panes = "B2"
        for number, column in enumerate(columns, 1):
            self._sheet.column_dimensions[self._letter(number)].width = WIDE if column.name == "quote" else NARROW
        self._append(_header(self._sheet, columns))

    def add(self, row: Row) -> None:
        self._append(self._cell(column, plain_value(row[column.name])) for column in self._columns)

    def finish(self) -> None:
        self._sheet.auto_filter.ref = f"A1:{self._letter(len(self._columns))}{self._rows}"

    def _append(self, cells: Iterable[Any]) -> None:
        if self._rows == MAX_ROWS:
            raise HeldbyError(f"the table {self._sheet.title} has more rows than an Excel sheet can hold. Export it as CSV or Parquet")
        self._sheet.append(cells)
        self._rows += 1

    def _cell(self, column: Column, value: Any) -> Any:
        if isinstance(value, dt.date) and value < FIRST_DAY:
            value = value.isoformat()
        if not isinstance(value, str):
            return value
        if column.name == "url" and value.startswith(("http://", "https://")) and self._links < MAX_LINKS:
            self._links += 1
            cell = _text_cell(self._sheet, value)
            cell.hyperlink = clean(value)
            return cell
        # A cell object takes ten times as long to write as a string, so only text that Excel might not take for text gets one.
        return _text_cell(self._sheet, value) if value.startswith(NOT_PLAIN) else _shown(value)


def _header(sheet: Any, columns: tuple[Column, ...]) -> Iterator[Any]:
    styles, comments = load("openpyxl.styles", EXTRA), load("openpyxl.comments", EXTRA)
    for column in columns:
        cell = _text_cell(sheet, column.name)
        cell.font = styles.Font(bold=True)
        cell.comment = comments.Comment(column.help, "heldby")
        yield cell


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that is text however it begins, also after an edit."""
    cell = load("openpyxl.cell", EXTRA).WriteOnlyCell(sheet)
    cell.value = _shown(text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _shown(text: str) -> str:
    """Return a text without characters that Excel cannot hold, cut to what a cell can hold."""
    kept = clean(text)
    return kept if len(kept) <= MAX_CHARACTERS else kept[: MAX_CHARACTERS - 1] + "…"


def _write_card(book: Any, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter) -> None:
    sheet, styles = book.create_sheet("about"), load("openpyxl.styles", EXTRA)
    sheet.column_dimensions["A"].width = 2 * WIDE
    for section in sections(dossier, snapshot, wanted):
        heading = _text_cell(sheet, section.heading)
        heading.font = styles.Font(bold=True)
        sheet.append([heading])
        for line in section.lines:
            cell = _text_cell(sheet, line)
            cell.alignment = styles.Alignment(wrap_text=True)
            sheet.append([cell])
