"""Records as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from heldby.model.base import Record


def write_lines(records: Iterable[Record], out: TextIO) -> int:
    """One record a line, as it comes; how many there were."""
    count = 0
    for record in records:
        out.write(record.model_dump_json() + "\n")
        count += 1
    return count
