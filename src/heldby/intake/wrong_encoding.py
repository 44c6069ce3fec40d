"""Notice text that was decoded in a wrong encoding: choose a better one, and repair what was wrong before heldby got the file."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_TYPOGRAPHY = frozenset("“”‘’‚„–—…•«»‹›©®™°§£€¢·´†‡¿¡½¼¾²³¹ªº±×÷¶\u00a0،؛؟ـ")
"""Signs that are common in the press."""
_RUN = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f\W\d_][^\W\d_]*")
_ACCENTED = re.compile(r"[^\x00-\x7f]{3}")
_LEADS = ("â€", "Ã", "Â", "Ø", "Ù", "Ð", "Ñ", "Ê", "Å", "Ä")
"""How the first bytes of common UTF-8 characters look in Windows-1252."""
MIN_REPAIRED_SHARE = 0.9
"""Least share of the runs of foreign characters in a text that must be UTF-8 in disguise. In a text that is right, hardly any is."""


def implausibility(text: str) -> int:
    """Count the places of a text that look wrong: odd signs, words of mixed scripts, accents in a row, and capitals after small letters."""
    odd = sum(1 for run in _RUN.findall(text) for char in run if not char.isalpha() and char not in _TYPOGRAPHY and not _is_mark(char))
    return odd + sum(_is_odd(word) for word in _WORD.findall(text))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Cf", "Nd"}


def _is_odd(word: str) -> bool:
    scripts = {unicodedata.name(char, "?").partition(" ")[0] for char in word if char.isalpha()}
    if len(scripts) > 1 or "?" in scripts:
        return True
    if "LATIN" in scripts and _ACCENTED.search(word):
        return True
    return any(before.islower() and after.isupper() and after > "\x7f" for before, after in pairwise(word))


def needs_repair(text: str) -> bool:
    """Check whether the foreign characters of a text are UTF-8 that was read as Windows-1252."""
    if not any(lead in text for lead in _LEADS):
        return False
    runs = _RUN.findall(text)
    return sum(_as_utf8(run) is not None for run in runs) >= MIN_REPAIRED_SHARE * len(runs)


def repair(text: str) -> str:
    """Return a text in which UTF-8 that was read as Windows-1252 is right again."""
    return _RUN.sub(lambda match: _as_utf8(match[0]) or match[0], text)


def _as_utf8(run: str) -> str | None:
    """Return the characters whose UTF-8 bytes, read as Windows-1252, give a run; None if there are none."""
    try:
        return b"".join(_byte(char) for char in run).decode("utf-8")
    except UnicodeError:
        return None


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")
