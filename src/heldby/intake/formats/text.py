"""Read plain text: the file is one report, or the export of a press archive or chat, which holds many."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.errors import Unreadable
from heldby.intake.decoding import decode
from heldby.intake.export_parts import drafts_of_parts
from heldby.intake.formats import markdown
from heldby.intake.front_matter import front_matter
from heldby.intake.item import Draft, Item
from heldby.intake.title import find_title


def read(item: Item) -> Iterator[Draft]:
    """Yield one report with the text of the file, or one for each part of an export."""
    data = item.data()
    decoded = decode(data, item.charset)
    if not decoded.text.strip():
        raise Unreadable("it is empty")
    if front_matter(decoded.text):
        yield from markdown.read(item)
        return
    notes = (decoded.note,) if decoded.note else ()
    whole = Draft(item.name, decoded.text, data, "text", title=find_title(decoded.text), url=item.url, notes=notes)
    yield from drafts_of_parts(whole, decoded.encoding)
