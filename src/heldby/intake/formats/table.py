"""CSV and TSV: one report a row, with a header that names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from heldby.errors import Unreadable
from heldby.intake.decoding import decode
from heldby.intake.item import Draft, Item
from heldby.intake.record_fields import NAMES, draft_of_record, lower_keys
from heldby.intake.results import Refused

DELIMITERS = ",;\t|"


def read(item: Item) -> Iterator[Draft | Refused]:
    """A report for each row; its original is the row's own lines. Raises Unreadable if no column is known to hold the text."""
    data = item.data()
    found = decode(data, item.charset)
    lines = _Lines(found.text)
    header = lines.take()
    delimiter = max(DELIMITERS, key=header.count)
    rows = csv.reader(lines, delimiter=delimiter)
    columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter))]
    if not any(name in NAMES["text"] for name in columns):
        raise Unreadable(f"no column is called text; its first line names {', '.join(columns)[:200]}")
    # The module's own bound on a field (131,072) is less than a long report; the setting is one for the whole process.
    csv.field_size_limit(max(csv.field_size_limit(), item.limits.row))
    notes = (found.note,) if found.note else ()
    while True:
        name = f"{item.name} line {lines.number + 1}"
        try:
            row = next(rows, None)
            if row is None:
                return
            original = lines.consumed().encode(found.encoding, errors="replace")
            if any(cell.strip() for cell in row):
                yield _draft(columns, row, name, original, notes)
        except csv.Error as error:
            lines.consumed()
            yield Refused(name, f"broken row: {error}")
        except Unreadable as reason:
            yield Refused(name, str(reason))


def _draft(columns: list[str], row: list[str], name: str, original: bytes, notes: tuple[str, ...]) -> Draft:
    if len(row) > len(columns):
        raise Unreadable(f"it has {len(row)} fields, and the header names {len(columns)}: is a text not quoted?")
    return draft_of_record(lower_keys(dict(zip(columns, row, strict=False))), name, original, "table", notes)


class _Lines:
    """Lines of a text with their newlines, remembering those that were given since they were last asked for."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._given: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            raise StopIteration
        self.number += 1
        self._given.append(line)
        return line

    def take(self) -> str:
        """The first line that is not empty: the header."""
        line = next((line for line in self if line.strip()), "")
        self.consumed()
        return line

    def consumed(self) -> str:
        """What was given since the last call."""
        given = "".join(self._given)
        self._given.clear()
        return given
