"""Tables as CSV for a spreadsheet: UTF-8, comma-separated, one header line (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import partial
from typing import TextIO

from heldby.export.spreadsheet_text import escape_formula
from heldby.export.tables import CLAIMS, CONTROL, EVENTS, MENTIONS, PLACES, Column, Row, Table, plain_value
from heldby.store import ClaimFilter, Conclusions, Dossier


def write_table(table: Table, dossier: Dossier, snapshot: Conclusions, wanted: ClaimFilter, out: TextIO) -> int:
    """Write a header and the rows of a table, and return the number of rows."""
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(column.name for column in table.columns)
    count = 0
    for row in table.rows(dossier, snapshot, wanted):
        lines.writerow(csv_cells(row, table.columns))
        count += 1
    return count


def csv_cells(row: Row, columns: Iterable[Column]) -> list[object]:
    """Return the cells of a row: empty where unknown, booleans as true and false, lists joined by "; "."""
    return [_cell(row[column.name]) for column in columns]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return escape_formula(plain_value(value))


write_claims = partial(write_table, CLAIMS)
write_events = partial(write_table, EVENTS)
write_control = partial(write_table, CONTROL)
write_places = partial(write_table, PLACES)
write_mentions = partial(write_table, MENTIONS)
