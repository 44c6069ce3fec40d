"""Which first line of a plain text is its headline."""

from __future__ import annotations

import re

LONGEST = 200
"""Headlines in news corpora are under 160 characters; longer first lines are lead sentences."""

_HEADING = re.compile(r"#{1,2}\s+(?P<title>.{1,200}?)\s*#*$")


def find_title(text: str, *, markdown: bool = False) -> str | None:
    """The headline in the first non-empty line of a text, if that line looks like one; the text keeps it."""
    lines = [line.strip() for line in re.split(r"\r\n?|\n", text[: 8 * LONGEST])]
    filled = [(n, line) for n, line in enumerate(lines) if line]
    if markdown:
        heading = next((found for _, line in filled[:12] if (found := _HEADING.match(line))), None)
        if heading:
            return heading["title"]
    if len(filled) < 2:
        return None
    number, first = filled[0]
    # A headline stands apart: a blank line follows it, or it is much shorter than what comes next.
    apart = (number + 1 < len(lines) and not lines[number + 1]) or len(first) * 2 < len(filled[1][1])
    return first if apart and _is_headline(first) else None


def _is_headline(line: str) -> bool:
    """Several words, no full stop at the end, not a dateline's "CITY, date -", label or list item."""
    if not 3 <= len(line) <= LONGEST or len(line.split()) < 2:
        return False
    return line[-1] not in ".,;" and not re.match(r"[-*•>|\[(©]|https?:|\w{1,20}:\s", line) and any(char.isalpha() for char in line)
