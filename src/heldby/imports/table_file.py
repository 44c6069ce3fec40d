"""Reading the rows of a CSV file or an Excel workbook. Rows come one by one, so that a file may be larger than the memory."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from heldby.errors import Unreadable
from heldby.intake.decoding import decode
from heldby.intake.formats.zip_safety import checked_members
from heldby.intake.item import item_from_file
from heldby.intake.limits import DEFAULT

SAMPLE = 200_000
"""Bytes from which the encoding of a CSV file is found."""
DELIMITERS = ",;\t|"
CLAIMS_SHEET = "claims"
"""The sheet of a workbook that is read. If there is none of this name, it is the first."""


class TableRow(NamedTuple):
    """One row: where it is in the file, and its cells by the name of the column, in lower case and without empty ones."""

    name: str
    cells: dict[str, str]


class BadRow(NamedTuple):
    """A row that cannot be read, and why."""

    name: str
    reason: str


class SkippedSheet(NamedTuple):
    """A sheet of a workbook that is not read, because another one is."""

    name: str


Item = TableRow | BadRow | SkippedSheet


def read_table(file: Path, required: Sequence[str] = ()) -> Iterator[Item]:
    """Yield the rows of a table below the row that names the columns.

    Raises:
        Unreadable: the file is no table, lacks a required column, is broken, or exceeds the limits of intake.
        OSError: the file cannot be read.
    """
    if file.suffix.lower() in (".xlsx", ".xlsm"):
        yield from _workbook(file, required)
        return
    with file.open("rb") as stream:
        sample = stream.read(SAMPLE)
    if b"\0" in sample and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("it is neither CSV nor an Excel workbook (.xlsx)")
    # The csv module's default (131,072 characters) is too small for a cell with a report; the setting is global.
    csv.field_size_limit(max(csv.field_size_limit(), DEFAULT.row))
    with file.open(encoding=decode(sample).encoding, errors="replace", newline="") as text:
        yield from _delimited(text, file, required)


def _delimited(text: TextIO, file: Path, required: Sequence[str]) -> Iterator[Item]:
    header = next((line for line in text if line.strip()), "").lstrip("\ufeff")
    delimiter = max(DELIMITERS, key=header.count)
    columns = _columns(next(csv.reader([header], delimiter=delimiter), []), required)
    rows = csv.reader(text, delimiter=delimiter)
    while True:
        name = f"{file.name} line {rows.line_num + 2}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield BadRow(name, f"broken row: {error}")
            continue
        if row is None:
            return
        if len(row) > len(columns):
            yield BadRow(name, f"it has {len(row)} fields, but the header has {len(columns)}; put texts with the delimiter in quotes")
        elif any(cell.strip() for cell in row):
            yield TableRow(name, _cells(columns, row))


def _workbook(file: Path, required: Sequence[str]) -> Iterator[Item]:
    try:
        import openpyxl
    except ImportError as error:
        raise Unreadable("Excel workbooks need openpyxl. Install it with: pip install 'heldby[tables]'") from error
    item = item_from_file(file, named=True)
    data = io.BytesIO(item.data())
    for _ in checked_members(item, data):
        pass
    try:
        workbook = openpyxl.load_workbook(data, read_only=True, data_only=True)
    except (KeyError, ValueError, TypeError, SyntaxError) as error:  # the XML parser raises SyntaxError
        raise Unreadable(f"broken Excel workbook: {error}") from error
    sheets = {sheet.title.strip().lower(): sheet for sheet in workbook.worksheets}
    if not sheets:
        raise Unreadable("the workbook has no sheets")
    sheet = sheets.get(CLAIMS_SHEET) or next(iter(sheets.values()))
    yield from (SkippedSheet(other.title) for other in sheets.values() if other is not sheet)
    columns: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        row = [_written(cell) for cell in cells]
        if any(row) and not columns:
            columns = _columns(row, required)
        elif any(row):
            yield TableRow(f"{file.name} sheet {sheet.title} row {number}", _cells(columns, row))


def _columns(names: list[str], required: Sequence[str]) -> list[str]:
    columns = [name.strip().lower() for name in names]
    if sum(bool(name) for name in columns) < 2:
        raise Unreadable("its first line does not name columns")
    if missing := [name for name in required if name not in columns]:
        raise Unreadable(f"it has no column {' or '.join(missing)}; its first line has: {', '.join(columns)[:200]}")
    return columns


def _cells(columns: list[str], row: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column and cell.strip():
            found.setdefault(column, _clean(cell))
    return {column: cell for column, cell in found.items() if cell}


def _clean(cell: str) -> str:
    """Return a cell without control characters, which no database and no XML file can keep."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in cell).strip()


def _written(cell: object) -> str:
    """Return the value of a cell as text: a day without its midnight, and a whole number without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
