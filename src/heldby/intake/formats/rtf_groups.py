"""Leave out the parts of an RTF document that are not its text, before a library turns the rest into text.

The control words are those of the Rich Text Format specification 1.9.1.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

CELL, ROW = "\ue000", "\ue001"
"""Characters for private use that stand for the end of a cell and of a row of a table."""
_TOKEN = re.compile(r"\\(?:bin(?P<bytes>\d{1,9})[ ]?|(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,20})?[ ]?|'[0-9a-fA-F]{2}|.)|[{}]", re.S)
_LEFT_OUT = {
    "footnote": "footnotes and endnotes are left out", "annotation": "comments are left out", "pict": "", "object": "", "listtext": "",
    "pntext": "", "fldinst": "", "header": "", "headerl": "", "headerr": "", "headerf": "", "footer": "", "footerl": "", "footerr": "",
    "footerf": "", "shppict": "", "nonshppict": "", "fontemb": "", "datafield": "", "themedata": "", "colorschememapping": "",
    "revtbl": "", "xe": "", "tc": "",
}  # fmt: skip
"""Groups that are left out, each with what a note says about it."""
DELETED = "passages that were deleted with tracked changes are left out"
MAX_NUMBER = 6
"""Number of digits of the longest number that a control word can sensibly have."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """A document without the parts that are not its text, and the numbers of those by what a note says about them."""

    text: str
    left_out: Counter[str]

    def notes(self) -> tuple[str, ...]:
        """Return the notes on what was left out."""
        return tuple(f"{said}: {count}" for said, count in self.left_out.items())


def prune(written: str) -> Pruned:
    """Return a document without the groups that are not its text and without deleted passages. The time grows with its length alone."""
    parts: list[str] = []
    left_out: Counter[str] = Counter()
    depth = 0
    dropped: int | None = None  # the depth of the group that is left out
    deleted: int | None = None  # the depth of the group in which a deleted passage began
    at = 0
    while match := _TOKEN.search(written, at):
        if dropped is None and deleted is None:
            parts.append(written[at : match.start()])
        token, word = match[0], match["word"]
        at = match.end() + int(match["bytes"] or 0)
        at = at if at <= len(written) else match.end()  # what claims to be longer than the document is not believed
        if token == "{":
            depth += 1
        elif token == "}":
            dropped = None if dropped == depth else dropped
            deleted = None if deleted is not None and depth <= deleted else deleted
            depth -= 1
        elif word == "deleted" and dropped is None:
            off = match["number"] == "0"
            left_out[DELETED] += not off and deleted is None
            deleted = None if off else (deleted if deleted is not None else depth)
        elif word in _LEFT_OUT and dropped is None:
            dropped = depth
            if _LEFT_OUT[word] and deleted is None:
                left_out[_LEFT_OUT[word]] += 1
        if token in "{}" or (dropped is None and deleted is None and match["bytes"] is None):
            parts.append(_kept(token, word, match["number"]))
    if dropped is None and deleted is None:
        parts.append(written[at:])
    return Pruned("".join(parts), left_out)


def _kept(token: str, word: str | None, number: str | None) -> str:
    """Return what takes the place of a control word: marks for cells and rows, and nothing for a number without sense."""
    if word in ("cell", "nestcell"):
        return f"\\u{ord(CELL)}?"
    if word in ("row", "nestrow"):
        return f"\\u{ord(ROW)}?"
    return "" if number is not None and len(number.lstrip("-")) > MAX_NUMBER else token
