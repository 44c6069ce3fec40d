"""Read JSON: one report, a list of reports, or an object with a list of reports, as ReliefWeb, GDELT and Telegram write them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.column_mapping import ColumnMapping, mapped
from heldby.intake.decoding import decode
from heldby.intake.formats import gdelt, reliefweb, telegram
from heldby.intake.formats.jsonl import NOT_AN_OBJECT, parse_json
from heldby.intake.item import Draft, Item, Link
from heldby.intake.record_fields import NAMES, draft_of_record, lower_keys
from heldby.intake.results import Refused

LISTS = ("reports", "articles", "items", "documents", "docs", "results", "data", "entries", "news", "rows", "messages")
"""Keys under which news APIs and corpora store their list of reports."""
_GAP = re.compile(r"[\s,]*")


def read(item: Item) -> Iterator[Draft | Link | Refused]:
    """Yield a report for each object, and a refusal for each list element that is not a report.

    The original of a list element is its own part of the file.

    Raises:
        Unreadable: the JSON is broken or contains neither a report nor a list.
    """
    data = item.data()
    decoded = decode(data)
    notes = (decoded.note,) if decoded.note else ()
    value = parse_json(decoded.text)
    if isinstance(value, dict) and telegram.is_export(value):
        yield from telegram.read_export(value, item.name, notes)
        return
    make = _special(value)
    if isinstance(value, dict) and (key := _list_key(value, item.mapping)) is None:
        yield draft_of_record(mapped(lower_keys(value), item.mapping), item.name, data, "json", notes)
        return
    if not isinstance(value, dict | list):
        raise Unreadable("its JSON is neither an object nor a list")
    start = _start_of_list(decoded.text, key) if isinstance(value, dict) else decoded.text.find("[")
    if start < 0:
        raise Unreadable(f'it has several lists named "{key}"; save the list of reports as a file of its own')
    for number, (element, written) in enumerate(_elements(decoded.text, start), 1):
        name = f"{item.name} item {number}"
        try:
            if not isinstance(element, dict):
                raise Unreadable(NOT_AN_OBJECT)
            if make is not None:
                yield make(element, name, written.encode(errors="replace"))
                continue
            yield draft_of_record(mapped(lower_keys(element), item.mapping), name, written.encode(errors="replace"), "json", notes)
        except Unreadable as reason:
            yield Refused(name, str(reason))


def _special(value: object) -> Callable[[dict[str, Any], str, bytes], Draft | Link] | None:
    """Return the function that reads an element of the list if a known service made it."""
    if gdelt.is_list(value):
        return gdelt.link_of
    return reliefweb.draft_of if reliefweb.is_answer(value) else None


def _list_key(value: dict[str, Any], mapping: ColumnMapping) -> str | None:
    """Return the key of the list of reports, or None if the object has a text of its own or no such list."""
    if any(isinstance(value.get(name), str) for name in (*NAMES["text"], *mapping.values())):
        return None
    return next((key for key in LISTS if isinstance(value.get(key), list)), None)


def _start_of_list(text: str, key: str | None) -> int:
    """Return the offset of the list under a key, or -1 if several lists have this key, because the first may belong to a nested object."""
    places = [match.end() - 1 for match in re.finditer(rf'"{key}"\s*:\s*\[', text)]
    return places[0] if len(places) == 1 else -1


def _elements(text: str, start: int) -> Iterator[tuple[Any, str]]:
    """Yield each element of the list at offset `start`, parsed and as written. The text must be valid JSON."""
    decoder = json.JSONDecoder()
    at = _after_gap(text, start + 1)
    while at < len(text) and text[at] != "]":
        element, end = decoder.raw_decode(text, at)
        yield element, text[at:end]
        at = _after_gap(text, end)


def _after_gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at
