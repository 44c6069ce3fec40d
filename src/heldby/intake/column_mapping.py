"""Column mappings, with which a user says what the fields of reports are called in a table: "text=notes,published=event_date"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.record_fields import NAMES

ColumnMapping = Mapping[str, str]
"""The column of each field that the user named, in lower case."""


def parse_mapping(written: str) -> dict[str, str]:
    """Parse a mapping written as FIELD=COLUMN,FIELD=COLUMN.

    Raises:
        ValueError: the mapping is not written like this, or a field is unknown or named twice. The message says which.
    """
    found: dict[str, str] = {}
    for part in written.split(","):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not field or not column:
            raise ValueError(f"{part.strip()!r} is not a mapping. Write it as FIELD=COLUMN, such as text=notes")
        if field.lower() not in NAMES:
            raise ValueError(f"{field!r} is not a field of a report. The fields are {', '.join(NAMES)}")
        if field.lower() in found:
            raise ValueError(f"the field {field!r} is mapped twice")
        found[field.lower()] = column.lower()
    return found


def mapped(record: Mapping[str, Any], mapping: ColumnMapping) -> dict[str, Any]:
    """Return a record in which the mapped columns are the fields. Its keys must be in lower case.

    Raises:
        Unreadable: the record has no column with the name that is mapped to the text.
    """
    if not mapping:
        return dict(record)
    missing = mapping.get("text")
    if missing is not None and missing not in record:
        raise Unreadable(f'it has no "{missing}", which --map names as its text; it has: {", ".join(record)[:200]}')
    other = {name for field in mapping for name in NAMES[field]}
    rest = {key: value for key, value in record.items() if key not in other}
    return rest | {field: record[column] for field, column in mapping.items() if column in record}


def missing_columns(columns: list[str], mapping: ColumnMapping) -> Unreadable | None:
    """Return the error for a table without a column of text or without a mapped column; None if it has them."""
    absent = [column for column in mapping.values() if column not in columns]
    if absent:
        return Unreadable(f"it has no column {' or '.join(absent)}, which --map names; its first line has: {', '.join(columns)[:200]}")
    if "text" not in mapping and not any(name in NAMES["text"] for name in columns):
        return Unreadable(
            f"it has no column text (or content, body, article); its first line has: {', '.join(columns)[:200]};"
            " name the column of the text with --map text=COLUMN"
        )
    return None
