"""Read Excel workbooks (.xlsx): one report for each row of a sheet, below a row that names the columns."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.column_mapping import mapped, missing_columns
from heldby.intake.formats.zip_safety import checked_members
from heldby.intake.item import Draft, Item, reader_name
from heldby.intake.record_fields import draft_of_record, lower_keys
from heldby.intake.results import Refused


def read(item: Item) -> Iterator[Draft | Refused]:
    """Yield a report for each row, with its cells as JSON as its original, and a refusal for each row or sheet that cannot be read.

    Raises:
        Unreadable: the workbook is broken, exceeds the limits, or has no sheet with a column of text.
    """
    import openpyxl

    data = item.data()
    for _ in checked_members(item, io.BytesIO(data)):
        pass
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (KeyError, ValueError, TypeError, SyntaxError) as error:  # the XML parser raises SyntaxError
        raise Unreadable(f"broken Excel workbook: {error}") from error
    refusals: list[Refused] = []
    found = False
    for sheet in workbook.worksheets:
        try:
            for one in _sheet(sheet, item):
                found = True
                yield one
        except Unreadable as reason:
            refusals.append(Refused(f"{item.name} sheet {sheet.title}", str(reason)))
    if not found and len(refusals) == 1:
        raise Unreadable(refusals[0].reason)
    if not found and not refusals:
        raise Unreadable("the workbook has no rows")
    yield from refusals


def _sheet(sheet: Any, item: Item) -> Iterator[Draft | Refused]:
    columns: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        row = [_written(cell) for cell in cells]
        if not any(row):
            continue
        if not columns:
            columns = [name.strip().lower() for name in row]
            if missing := missing_columns([name for name in columns if name], item.mapping):
                raise missing
            continue
        name = f"{item.name} sheet {sheet.title} row {number}"
        record = {column: cell for column, cell in zip(columns, row, strict=False) if column and cell}
        try:
            original = json.dumps(record, ensure_ascii=False).encode("utf-8", errors="replace")
            yield draft_of_record(mapped(lower_keys(record), item.mapping), name, original, reader_name("xlsx", "openpyxl"))
        except Unreadable as reason:
            yield Refused(name, str(reason))


def _written(cell: object) -> str:
    """Return the value of a cell as text: a day without its midnight, and a whole number without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
