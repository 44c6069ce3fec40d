"""Keys for comparing names, regardless of case, accents, punctuation and a leading article."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLE = re.compile(r"^(?:the|al|el|an|ar|as|ash|at|ad|az)\s+(?=\w)")
"""Matches a leading English or Arabic article in a name whose hyphens were replaced by spaces.

The Arabic article is also matched in the forms that are assimilated to a sun letter ("ar-Raqqa").
"""

SEPARATORS = re.compile(r"[\s\-‐‑–—_./]+")
PUNCTUATION = re.compile(r"[^\w\s]")


# Dossiers and judgements store these keys, so the rules must never change. `normality.normalize` keeps the article, splits words at an
# apostrophe and gives None for a name of symbols, so it cannot replace this function. The gazetteer (`name_keys.fold_name`) and the
# actor file (`word_keys.fold_to_words`) have rules of their own, because they also compare scripts and spellings of the Arabic article.
@lru_cache(maxsize=100_000)
def fold(name: str, *, keep_accents: bool = False, keep_punctuation: bool = False) -> str:
    """Return the key of a name for comparison: "Al-Qa'im" and "al Qaim" give "qaim".

    Args:
        name: any text. If it consists of symbols only, the key keeps them.
        keep_accents: whether "ā" stays different from "a".
        keep_punctuation: whether hyphens, apostrophes and a leading article stay. If so, only case and runs of spaces are ignored.
    """
    text = (name if keep_accents else without_accents(name)).casefold()
    if keep_punctuation:
        return " ".join(text.split())
    words = PUNCTUATION.sub("", SEPARATORS.sub(" ", text)).strip()
    return ARTICLE.sub("", words) or name.strip().casefold()


def fold_case(name: str) -> str:
    """Return the key of a name that ignores only case and runs of spaces."""
    return fold(name, keep_accents=True, keep_punctuation=True)


def without_accents(text: str) -> str:
    """Return a text without the accents and other combining marks of its letters."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
