"""Read mailboxes (.mbox): each mail as an item of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heldby.errors import Unreadable
from heldby.intake.item import Item, item_from_bytes

START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{1,300}\r?\n(?=[A-Za-z][\w-]{0,60}:)")
"""The line before a mail in a mailbox. A line of a text that begins with "From " is not followed by a header."""
_ESCAPED = re.compile(rb"^>(>*From )", re.M)


def read(item: Item) -> Iterator[Item]:
    """Yield each mail as an item.

    Raises:
        Unreadable: the file holds no mail.
    """
    data = item.data()
    starts = list(START.finditer(data))
    if not starts:
        raise Unreadable("it is not a mailbox: no mail in it begins with a line From")
    ends = [match.start() for match in starts[1:]] + [len(data)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        mail = _ESCAPED.sub(rb"\1", data[start.end() : end])
        yield item_from_bytes(f"{item.name} mail {number}", mail, suffix=".eml", limits=item.limits)
