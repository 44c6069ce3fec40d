"""Markdown: the text as it is written, with what its front matter says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heldby.errors import Unreadable
from heldby.intake.decoding import decode
from heldby.intake.item import Draft, Item
from heldby.intake.record_fields import first_of
from heldby.intake.title import find_title
from heldby.model import Passage

_FENCE = re.compile(r"---[ \t]*\r?\n(?P<body>.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)
_FIELD = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}):[ \t]+(?P<value>.{1,1000}?)[ \t]*$", re.M)


def read(item: Item) -> Iterator[Draft]:
    """One report with exactly the file's text; front matter stays in it, marked as not to be read."""
    data = item.data()
    found = decode(data, item.charset)
    if not found.text.strip():
        raise Unreadable("empty")
    fence = _FENCE.match(found.text)
    fields = {match["key"].lower(): match["value"].strip("'\"") for match in _FIELD.finditer(fence["body"])} if fence else {}
    body = found.text[fence.end() :] if fence else found.text
    yield Draft(
        item.name,
        found.text,
        data,
        "markdown",
        id=first_of(fields, "id"),
        title=first_of(fields, "title") or find_title(body, markdown=True),
        given=first_of(fields, "published") or item.published,
        given_how="text" if first_of(fields, "published") else "given",
        source=first_of(fields, "source"),
        url=first_of(fields, "url") or item.url,
        passages=(Passage(start=0, end=fence.end(), kind="navigation"),) if fence else (),
        notes=(found.note,) if found.note else (),
    )
