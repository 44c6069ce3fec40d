"""Read Parquet: one report for each row, read in groups of rows, so that the file may have any size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, BinaryIO

from heldby.base.canonical_json import canonical
from heldby.errors import Unreadable
from heldby.intake.column_mapping import mapped
from heldby.intake.item import Draft, Item
from heldby.intake.limits import megabytes
from heldby.intake.record_fields import draft_of_record, lower_keys
from heldby.intake.results import Refused

ROWS_AT_ONCE = 500
"""Number of rows in memory."""


def read(item: Item) -> Iterator[Draft | Refused]:
    """Yield a report for each row, with the row as JSON as its original, and a refusal for each row that cannot be read.

    Raises:
        Unreadable: it is not a Parquet file, or it is damaged or too large.
    """
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    with _seekable(item) as stream:
        try:
            file = ParquetFile(stream)
            _check_size(file, item)
            number = 0
            for batch in file.iter_batches(ROWS_AT_ONCE):
                for row in batch.to_pylist():
                    number += 1
                    yield _found(row, f"{item.name} row {number}", item)
        except (ArrowException, OSError) as error:
            raise Unreadable(f"broken Parquet file: {str(error)[:100]}") from None


def _seekable(item: Item) -> BinaryIO:
    """Return a stream of the file in which any place can be read. A Parquet file ends with its table of contents."""
    stream = item.open()
    if stream.seekable():
        return stream
    import io

    stream.close()
    return io.BytesIO(item.data())


def _check_size(file: Any, item: Item) -> None:
    """Check that no group of rows, which is the least that can be read, is larger than a file that is read whole."""
    groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
    largest = max((group.total_byte_size for group in groups), default=0)
    if largest > 20 * item.limits.file:
        raise Unreadable(f"too large: a group of rows has {megabytes(largest)}, and may have at most {megabytes(20 * item.limits.file)}")


def _found(row: dict[str, Any], name: str, item: Item) -> Draft | Refused:
    record = {key: _plain(value) for key, value in row.items()}
    original = canonical(record).encode("utf-8", "surrogatepass")
    if len(original) > item.limits.row:
        return Refused(name, f"too large: a row may have at most {megabytes(item.limits.row)}")
    try:
        return draft_of_record(mapped(lower_keys(record), item.mapping), name, original, "parquet")
    except Unreadable as reason:
        return Refused(name, str(reason))


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: dates and times in ISO 8601, other values that JSON lacks as text."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
