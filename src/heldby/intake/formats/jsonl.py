"""JSON Lines: one report a line, read line by line, whatever the size of the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from heldby.errors import Unreadable
from heldby.intake.decoding import BOMS, decode
from heldby.intake.item import Draft, Item
from heldby.intake.limits import megabytes
from heldby.intake.record_fields import draft_of_record, lower_keys
from heldby.intake.results import Refused


def read(item: Item) -> Iterator[Draft | Refused]:
    """A report for each line; a broken line is refused with its number and the rest is read. A row's original is its line."""
    with item.open() as stream:
        for number, line in enumerate(_lines(stream, item.limits.row), 1):
            name = f"{item.name} line {number}"
            if line is None:
                yield Refused(name, f"too large: the limit for a line is {megabytes(item.limits.row)}")
                continue
            try:
                if draft := _draft(line, name):
                    yield draft
            except Unreadable as reason:
                yield Refused(name, str(reason))


def _draft(line: bytes, name: str) -> Draft | None:
    found = decode(line)
    if not found.text.strip():
        return None
    record = parse(found.text)
    if not isinstance(record, dict):
        raise Unreadable("it is not a JSON object")
    return draft_of_record(lower_keys(record), name, line, "jsonl", (found.note,) if found.note else ())


def parse(text: str) -> object:
    """A JSON value. Raises Unreadable with the place of the error."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"at character {error.colno}" if error.lineno == 1 else f"at line {error.lineno}, character {error.colno}"
        raise Unreadable(f"broken JSON {where}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise Unreadable("broken JSON: nested too deep, or a number too long") from None


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Lines without their newline; None for one above the limit, whose rest is passed over in pieces. UTF-16 files are read whole."""
    first = True
    while line := stream.readline(limit + 2):
        if first and any(line.startswith(mark) for mark, name in BOMS if name != "utf-8"):
            yield from _wide_lines(line + stream.read(limit), limit)
            return
        first = False
        if len(line) > limit and not line.endswith(b"\n"):
            _skip(stream, limit)
            yield None
            continue
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def _skip(stream: BinaryIO, limit: int) -> None:
    while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
        pass


def _wide_lines(data: bytes, limit: int) -> Iterator[bytes | None]:
    """The lines of a UTF-16 or UTF-32 file, as UTF-8."""
    if len(data) > limit:
        yield None
        return
    for line in decode(data).text.split("\n"):
        yield line.encode("utf-8", errors="replace")
