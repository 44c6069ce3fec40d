"""Read CSV and TSV: one report for each row, below a header that names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from heldby.errors import Unreadable
from heldby.intake.column_mapping import ColumnMapping, mapped, missing_columns
from heldby.intake.decoding import decode
from heldby.intake.formats import gdelt
from heldby.intake.item import Draft, Item, Link
from heldby.intake.record_fields import draft_of_record, lower_keys
from heldby.intake.results import Refused

DELIMITERS = ",;\t|"


def read(item: Item) -> Iterator[Draft | Link | Refused]:
    """Yield a report for each row, with the lines of the row as its original, and a refusal for each row that cannot be read.

    Raises:
        Unreadable: no column is named as the text.
    """
    data = item.data()
    decoded = decode(data, item.charset)
    lines = _Lines(decoded.text)
    header = lines.header()
    delimiter = max(DELIMITERS, key=header.count)
    rows = csv.reader(lines, delimiter=delimiter)
    columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter))]
    is_gdelt = columns == gdelt.CSV_COLUMNS and not item.mapping
    if not is_gdelt and (missing := missing_columns(columns, item.mapping)):
        raise missing
    # The csv module's default (131,072 characters) is too small for a long report; the setting is global.
    csv.field_size_limit(max(csv.field_size_limit(), item.limits.row))
    notes = (decoded.note,) if decoded.note else ()
    while True:
        name = f"{item.name} line {lines.number + 1}"
        try:
            row = next(rows, None)
            if row is None:
                return
            original = lines.pop_read().encode(decoded.encoding, errors="replace")
            if is_gdelt and any(cell.strip() for cell in row):
                yield gdelt.link_of(dict(zip(columns, row, strict=False)), name, original)
            elif any(cell.strip() for cell in row):
                yield _draft(columns, row, name, original, notes, item.mapping)
        except csv.Error as error:
            lines.pop_read()
            yield Refused(name, f"broken row: {error}")
        except Unreadable as reason:
            yield Refused(name, str(reason))


def _draft(columns: list[str], row: list[str], name: str, original: bytes, notes: tuple[str, ...], mapping: ColumnMapping) -> Draft:
    if len(row) > len(columns):
        raise Unreadable(f"it has {len(row)} fields but the header has {len(columns)}; put texts that contain the delimiter in quotes")
    return draft_of_record(mapped(lower_keys(dict(zip(columns, row, strict=False))), mapping), name, original, "table", notes)


class _Lines:
    """An iterator over the lines of a text, newlines included. It collects the lines that were read until `pop_read` returns them."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._read: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            raise StopIteration
        self.number += 1
        self._read.append(line)
        return line

    def header(self) -> str:
        """Read and return the first line that is not blank; an empty string if there is none."""
        line = next((line for line in self if line.strip()), "")
        self.pop_read()
        return line

    def pop_read(self) -> str:
        """Return the lines that were read since the last call, as one string."""
        read = "".join(self._read)
        self._read.clear()
        return read
