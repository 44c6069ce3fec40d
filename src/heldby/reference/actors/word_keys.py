"""Fold the words of a text, so that the different spellings of a name in the press match.

Folding ignores case, accents, apostrophes, the full stops of acronyms, the possessive and the spelling of the Arabic article. Each
word keeps its offsets, so that a match can be quoted.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from heldby.base.text import without_accents

APOSTROPHES = "'’‘ʼʻ`´ʿʾ"
WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W\d_]\.(?:[^\W\d_]\.)*[^\W\d_]\b|[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
SUN_ARTICLES = frozenset(("al", "el", "ul", "ash", "as", "an", "ar", "at", "ad", "az", "adh", "ath", "es", "ed"))
ARTICLES = frozenset(("the", "a", "an"))
UNDECOMPOSED = str.maketrans({"ı": "i", "đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "ħ": "h", "ð": "d", "ə": "a"})
REMOVED = str.maketrans("", "", APOSTROPHES + ".")


class Word(NamedTuple):
    """A word of a text: its folded form (`key`), its offsets without a possessive ending, and the `text` between them."""

    key: str
    start: int
    end: int
    text: str


def fold_word(word: str) -> str:
    """Return the folded spelling of one word."""
    if not word.isalnum():
        word = word.translate(REMOVED)
    word = word.lower()
    if word.isascii():
        return word
    return without_accents(word).translate(UNDECOMPOSED)


def fold_words(text: str) -> list[Word]:
    """Return the words of a text, in order, each with its folded form."""
    words = []
    for match in WORD.finditer(text):
        start, end = match.span()
        if text[end - 1] in "sS" and end - start > 2 and (cut := POSSESSIVE.search(match[0])):
            end = start + cut.start()
        raw = text[start:end]
        key = fold_word(raw)
        if key in ("el", "ul") or (key in SUN_ARTICLES and text[match.end() : match.end() + 1] in ("-", "‐", "‑")):
            key = "al"
        words.append(Word(key, start, end, raw))
    return words


def fold_to_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name, without a leading English article."""
    keys = tuple(word.key for word in fold_words(text))
    return keys[1:] if len(keys) > 1 and keys[0] in ARTICLES else keys


def singular(key: str) -> str:
    """Return a folded word without a final s, which is taken for a plural.

    Singular words that end in s lose it, too. This is harmless, because no name is spelt that way. Words in -ss and of up to three
    letters stay.
    """
    return key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith("ss") else key


def slug(name: str) -> str:
    """Return an id made from a name: its folded words joined by hyphens."""
    return "-".join(word.key for word in fold_words(name))
