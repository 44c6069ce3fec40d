"""Writing records as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from heldby.model.base import Record


def write_lines(records: Iterable[Record], out: TextIO) -> int:
    """Write one record per line and return their number."""
    count = 0
    for record in records:
        out.write(record.model_dump_json() + "\n")
        count += 1
    return count
