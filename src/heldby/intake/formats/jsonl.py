"""Read JSON Lines: one report for each line, read line by line, so that the file may have any size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from heldby.errors import Unreadable
from heldby.intake.column_mapping import ColumnMapping, mapped
from heldby.intake.decoding import BOMS, decode
from heldby.intake.item import Draft, Item
from heldby.intake.limits import megabytes
from heldby.intake.record_fields import draft_of_record, lower_keys
from heldby.intake.results import Refused

NOT_AN_OBJECT = 'it is not a JSON object; write each report as {"text": "..."}'


def read(item: Item) -> Iterator[Draft | Refused]:
    """Yield a report for each line, with the line as its original, and a refusal for each line that cannot be read."""
    with item.open() as stream:
        for number, line in enumerate(_lines(stream, item.limits.row), 1):
            name = f"{item.name} line {number}"
            if line is None:
                yield Refused(name, f"too large: a line may have at most {megabytes(item.limits.row)}")
                continue
            try:
                if draft := _draft(line, name, item.mapping):
                    yield draft
            except Unreadable as reason:
                yield Refused(name, str(reason))


def _draft(line: bytes, name: str, mapping: ColumnMapping) -> Draft | None:
    decoded = decode(line)
    if not decoded.text.strip():
        return None
    record = parse_json(decoded.text)
    if not isinstance(record, dict):
        raise Unreadable(NOT_AN_OBJECT)
    return draft_of_record(mapped(lower_keys(record), mapping), name, line, "jsonl", (decoded.note,) if decoded.note else ())


def parse_json(text: str) -> object:
    """Parse JSON and return its value.

    Raises:
        Unreadable: the text is not valid JSON, is nested too deeply, or has too long a number. The message says where the syntax is wrong.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"at character {error.colno}" if error.lineno == 1 else f"at line {error.lineno}, character {error.colno}"
        raise Unreadable(f"broken JSON {where}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise Unreadable("broken JSON: it is nested too deeply, or a number is too long") from None


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Yield lines without their newline, and None for each line that exceeds the limit. UTF-16 and UTF-32 files are read whole."""
    first = True
    while line := stream.readline(limit + 2):
        if first and any(line.startswith(mark) for mark, name in BOMS if name != "utf-8"):
            yield from _wide_lines(line + stream.read(limit), limit)
            return
        first = False
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream, limit)
            yield None
            continue
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def _skip_line(stream: BinaryIO, limit: int) -> None:
    while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
        pass


def _wide_lines(data: bytes, limit: int) -> Iterator[bytes | None]:
    """Yield the lines of a UTF-16 or UTF-32 file as UTF-8, or only None if the whole file exceeds the limit for a line."""
    if len(data) > limit:
        yield None
        return
    for line in decode(data).text.split("\n"):
        yield line.encode("utf-8", errors="replace")
