"""Remove from texts, values and names the characters that a reader does not see, or that storage or output cannot hold."""

from __future__ import annotations

import re


def storable(value: str) -> str | None:
    """Return a value without NUL characters and unpaired surrogates, which databases reject; None if only white space is left."""
    kept = value.replace("\0", "").encode("utf-8", errors="ignore").decode("utf-8")
    return kept if kept.strip() else None


def printable(name: str) -> str:
    """Return a name in which ? replaces every character that output cannot hold. File names and headers may contain invalid bytes."""
    return name.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "?")


LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
"""Letters that are printed as one sign, and the letters that they stand for."""
_SPACES = dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
_LINE_ENDS = dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n")
_HYPHENS = dict.fromkeys("\u2010\u2011", "-")
_VISIBLE = str.maketrans(LIGATURES | _SPACES | _LINE_ENDS | _HYPHENS)
_DIVIDED_WORD = re.compile(r"(?<=\w)\u00ad[ \t]*\r?\n[ \t]*(?=\w)")
_UNSPACED_SENTENCES = re.compile(r"(?<=[.!?])\u200b+(?=[A-Z])")
# The joiners U+200C and U+200D belong to Arabic and Indic words and to emoji, so they are removed only beside Latin letters.
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+"
    r"|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?=[A-Za-z\u00c0-\u024f])"
)


def readable(text: str) -> str:
    """Return a text as a reader sees it.

    Soft hyphens, zero-width characters and direction marks are left out, ligatures are written as letters, and special spaces, hyphens and
    line ends as ordinary ones. Reading a readable text again changes nothing.
    """
    if text.isascii() and not any(end in text for end in "\x0b\x0c"):
        return text
    text = _UNSPACED_SENTENCES.sub(" ", _DIVIDED_WORD.sub("", text))
    return _INVISIBLE.sub("", text).translate(_VISIBLE)


def invisible_count(text: str) -> int:
    """Return the number of invisible characters that `readable` leaves out."""
    return 0 if text.isascii() else sum(len(match[0]) for match in _INVISIBLE.finditer(text))
