"""Plain text: the report is the file."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.errors import Unreadable
from heldby.intake.decoding import decode
from heldby.intake.item import Draft, Item
from heldby.intake.title import find_title


def read(item: Item) -> Iterator[Draft]:
    """One report with exactly the file's text; the byte order mark is not text."""
    data = item.data()
    found = decode(data, item.charset)
    if not found.text.strip():
        raise Unreadable("empty")
    notes = (found.note,) if found.note else ()
    yield Draft(item.name, found.text, data, "text", title=find_title(found.text), url=item.url, given=item.published, notes=notes)
