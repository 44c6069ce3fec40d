"""Names made comparable: case, accents, hyphens, apostrophes and a leading article do not make another name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLE = re.compile(r"^(?:the|al|el|an|ar|as|ash|at|ad|az)\s+(?=\w)")
"""A leading English or Arabic article, the latter also before sun letters ("ar-Raqqa"), once hyphens are spaces."""

SEPARATORS = re.compile(r"[\s\-‐‑–—_./]+")
DROPPED = re.compile(r"[^\w\s]")


@lru_cache(maxsize=1 << 14)  # the same few thousand names make up most of a record
def fold(name: str) -> str:
    """A name as it is compared: "Al-Qa'im" and "al Qaim" give "qaim"; a name of symbols alone stays as it is."""
    words = DROPPED.sub("", SEPARATORS.sub(" ", without_accents(name).casefold())).strip()
    return ARTICLE.sub("", words) or name.strip().casefold()


def without_accents(text: str) -> str:
    """A text with its letters bare of accents."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
