"""Texts as a reader sees them: without invisible characters, ligatures and special spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
"""Letters that are printed as one sign, and the letters that they stand for."""
_SPACES = dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
_LINE_ENDS = dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n")
_HYPHENS = dict.fromkeys("\u2010\u2011", "-")
_SIGNS = LIGATURES | _SPACES | _LINE_ENDS | _HYPHENS
# The joiners U+200C and U+200D belong to Arabic and Indic words and to emoji, so they are removed only beside Latin letters.
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+"
    r"|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?=[A-Za-z\u00c0-\u024f])"
)
_CHANGED = re.compile(
    r"(?P<divided>(?<=\w)\u00ad[ \t]*\r?\n[ \t]*(?=\w))|(?P<unspaced>(?<=[.!?])\u200b+(?=[A-Z]))"
    rf"|(?P<invisible>{_INVISIBLE.pattern})|(?P<sign>[{''.join(_SIGNS)}])"
)


def readable(text: str) -> str:
    """Return a text as a reader sees it.

    Soft hyphens, zero-width characters and direction marks are left out, ligatures are written as letters, and special spaces, hyphens and
    line ends as ordinary ones. Reading a readable text again changes nothing.
    """
    return "".join(piece for piece, _, _ in _pieces(text))


def readable_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return a text as a reader sees it, and for each of its characters the offset of the character of `text` that it comes from."""
    origins: list[int] = []
    out = []
    for piece, start, changed in _pieces(text):
        out.append(piece)
        origins.extend([start] * len(piece) if changed else range(start, start + len(piece)))
    return "".join(out), origins


def _pieces(text: str) -> Iterator[tuple[str, int, bool]]:
    """Yield the pieces of the readable text, the offset of each in `text`, and whether it stands for other characters."""
    if text.isascii() and not any(end in text for end in "\x0b\x0c"):
        yield text, 0, False
        return
    at = 0
    for match in _CHANGED.finditer(text):
        yield text[at : match.start()], at, False
        at = match.end()
        if match["sign"]:
            yield _SIGNS[match["sign"]], match.start(), True
        elif match["unspaced"]:
            yield " ", match.start(), True
    yield text[at:], at, False


def invisible_count(text: str) -> int:
    """Return the number of invisible characters that `readable` leaves out."""
    return 0 if text.isascii() else sum(len(match[0]) for match in _INVISIBLE.finditer(text))
