"""Join the lines of PDF pages into paragraphs, and the paragraphs of pages and columns with those that go on in the next one."""

from __future__ import annotations

import re

WIDTH_RANK = 0.8
"""Share of the lines that are shorter than the width of the text. The others, such as a title above columns, may be longer."""
FULL_LINE = 0.7
"""Least length of a full line, as a share of the width of the text. A full line reaches the margin, so the next line continues it."""
SHORTEST = 30
"""Number of characters up to which a line is short, like a heading or list item, wherever the margin is."""
ENDS = frozenset('.!?…:"”’)')
"""Characters with which a paragraph ends."""
_KEEPS_HYPHEN = re.compile(r"(?:led|backed|held|run|controlled|based|affiliated|linked|aligned|occupied|made|old|general|in-chief)\b")


def join_lines(text: str, shortest: int = SHORTEST) -> str:
    """Return a text with its lines joined into paragraphs.

    The line after one that reaches the margin, and has more than `shortest` characters, belongs to the same paragraph.
    """
    lines = [re.sub(r"[ \t]{2,}", " ", line).strip() for line in text.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(WIDTH_RANK * len(lengths))] if lengths else 0
    joined: list[str] = []
    continues = False
    for line in lines:
        if continues and line and joined:
            joined[-1] = join(joined[-1], line)
        else:
            joined.append(line)
        continues = len(line) >= FULL_LINE * width and len(line) > shortest
    return tidy("\n".join(joined))


def tidy(text: str) -> str:
    """Return a text without blank lines at its ends, and with at most one between two lines."""
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def join_parts(parts: list[str], shortest: int) -> str:
    """Join columns or pages. A paragraph of at least `shortest` characters that breaks off within a sentence goes on in the next part."""
    joined = ""
    for part in (part for part in parts if part):
        last = joined.rpartition("\n")[2]
        breaks_off = len(last) >= shortest and last[-1] not in ENDS
        joined = join(joined, part) if breaks_off else f"{joined}\n\n{part}".strip()
    return joined


def join(before: str, after: str) -> str:
    """Join two lines of a paragraph. A hyphen at the end is removed if it divides a word, and kept in a name or compound."""
    if not before.endswith("-") or before.endswith((" -", "--")):
        return f"{before} {after}"
    divided = re.search(r"(?<![\w-])[a-z]{2,}-$", before) and re.match(r"[a-z]{2,}", after) and not _KEEPS_HYPHEN.match(after)
    return (before[:-1] if divided else before) + after
