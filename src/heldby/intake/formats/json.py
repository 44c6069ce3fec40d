"""JSON: one report, a list of reports, or an object that holds a list of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from heldby.errors import Unreadable
from heldby.intake.decoding import decode
from heldby.intake.formats.jsonl import parse
from heldby.intake.item import Draft, Item
from heldby.intake.record_fields import NAMES, draft_of_record, lower_keys
from heldby.intake.results import Refused

LISTS = ("reports", "articles", "items", "documents", "docs", "results", "data", "entries", "news", "rows")
"""Keys under which news APIs and corpora keep their list of reports."""


def read(item: Item) -> Iterator[Draft | Refused]:
    """A report for each object with a text. The original of an element of a list is its own stretch of the file."""
    data = item.data()
    found = decode(data)
    notes = (found.note,) if found.note else ()
    value = parse(found.text)
    if isinstance(value, dict) and (key := _list_key(value)) is None:
        yield draft_of_record(lower_keys(value), item.name, data, "json", notes)
        return
    start = _start_of_list(found.text, key) if isinstance(value, dict) else found.text.find("[")
    if not isinstance(value, dict | list):
        raise Unreadable("it is no JSON object or list")
    if start < 0:
        raise Unreadable("its list of reports stands where it cannot be told from other lists")
    for number, (element, stretch) in enumerate(_elements(found.text, start), 1):
        name = f"{item.name} item {number}"
        try:
            if not isinstance(element, dict):
                raise Unreadable("it is not a JSON object")
            yield draft_of_record(lower_keys(element), name, stretch.encode(errors="replace"), "json", notes)
        except Unreadable as reason:
            yield Refused(name, str(reason))


def _list_key(value: dict[str, Any]) -> str | None:
    """The key of the list of reports, if the object is not a report itself."""
    if any(isinstance(value.get(name), str) for name in NAMES["text"]):
        return None
    return next((key for key in LISTS if isinstance(value.get(key), list)), None)


def _start_of_list(text: str, key: str | None) -> int:
    """Where the list under a key opens: the key must stand once, or it might be a key of something else inside."""
    places = [match.end() - 1 for match in re.finditer(rf'"{key}"\s*:\s*\[', text)]
    return places[0] if len(places) == 1 else -1


def _elements(text: str, start: int) -> Iterator[tuple[Any, str]]:
    """The elements of the list that opens at `start`, each with its own text. The text is known to be valid JSON."""
    decoder = json.JSONDecoder()
    gap = re.compile(r"[\s,]*")
    at = gap.match(text, start + 1).end()  # type: ignore[union-attr]
    while at < len(text) and text[at] != "]":
        element, end = decoder.raw_decode(text, at)
        yield element, text[at:end]
        at = gap.match(text, end).end()  # type: ignore[union-attr]
