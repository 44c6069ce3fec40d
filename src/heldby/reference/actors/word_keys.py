"""Spelling made equal: the words of a text folded so that press variants of one name meet.

Case, accents, apostrophes, the dots of acronyms, the possessive and the spelling of the Arabic article make no difference;
where each word stood is kept, so that what is found can be quoted.
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
    """A word of a text: `key` is its folded spelling, `start`, `end` its place without a possessive, `text` what stands there."""

    key: str
    start: int
    end: int
    text: str


def fold_word(word: str) -> str:
    """The folded spelling of one word."""
    if not word.isalnum():
        word = word.translate(REMOVED)
    word = word.lower()
    if word.isascii():
        return word
    return without_accents(word).translate(UNDECOMPOSED)


def fold_words(text: str) -> list[Word]:
    """The words of a text, in order."""
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
    """The folded words of a name, without a leading English article."""
    keys = tuple(word.key for word in fold_words(text))
    return keys[1:] if len(keys) > 1 and keys[0] in ARTICLES else keys


def singular(key: str) -> str:
    """A folded word without a plural s; words that merely end in one are mapped to something that no name holds, which does no harm."""
    return key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith("ss") else key


def slug(name: str) -> str:
    """An id made of a name: folded words joined by hyphens."""
    return "-".join(word.key for word in fold_words(name))
