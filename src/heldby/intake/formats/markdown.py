"""Read Markdown: the text as written, with the metadata in its front matter."""

from __future__ import annotations

from collections.abc import Iterator

from heldby.errors import Unreadable
from heldby.intake.decoding import decode
from heldby.intake.front_matter import front_matter
from heldby.intake.item import Draft, Item
from heldby.intake.record_fields import first_of
from heldby.intake.title import find_title
from heldby.model import Passage


def read(item: Item) -> Iterator[Draft]:
    """Yield one report with exactly the text of the file. Front matter stays in the text, marked as boilerplate."""
    data = item.data()
    decoded = decode(data, item.charset)
    if not decoded.text.strip():
        raise Unreadable("it is empty")
    front = front_matter(decoded.text)
    fields = front.fields if front else {}
    body = decoded.text[front.end :] if front else decoded.text
    yield Draft(
        item.name,
        decoded.text,
        data,
        "markdown",
        id=first_of(fields, "id"),
        title=first_of(fields, "title") or find_title(body, markdown=True),
        stated_date=first_of(fields, "published"),
        stated_how="text",
        source=first_of(fields, "source"),
        url=first_of(fields, "url") or item.url,
        passages=(Passage(start=0, end=front.end, kind="navigation"),) if front else (),
        notes=(decoded.note,) if decoded.note else (),
    )
