"""Read plain text: the whole file is one report."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.errors import Unreadable
from heldby.intake.decoding import decode
from heldby.intake.item import Draft, Item
from heldby.intake.title import find_title


def read(item: Item) -> Iterator[Draft]:
    """Yield one report with exactly the text of the file, without the byte order mark."""
    data = item.data()
    decoded = decode(data, item.charset)
    if not decoded.text.strip():
        raise Unreadable("it is empty")
    notes = (decoded.note,) if decoded.note else ()
    yield Draft(item.name, decoded.text, data, "text", title=find_title(decoded.text), url=item.url, notes=notes)
