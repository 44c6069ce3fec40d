"""Split words into the word pieces and case classes that the network takes as input."""

from __future__ import annotations

import unicodedata
from pathlib import Path

UNKNOWN, OPEN, CLOSE = "[UNK]", "[CLS]", "[SEP]"
LOWER, TITLE, UPPER, MIXED, OTHER = range(5)
CASES = 5
LONGEST_WORD, MOST_PIECES = 60, 8
"""Only this many characters of a word are read, and at most this many pieces of it are kept. Of a web address, the start is enough."""


def case_of(word: str) -> int:
    """Return the case class of a word: lower case, capitalised, all capitals, mixed, or no letters."""
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    if word[:1].isupper() and word[1:].islower():
        return TITLE
    return MIXED if any(c.isalpha() for c in word) else OTHER


class WordPieces:
    """Splits words into the pieces of a WordPiece vocabulary (one piece per line), with a cache."""

    MOST_CACHED = 200_000
    """Largest number of words in the cache. A full cache is emptied, so that the memory of a long-running process does not grow."""

    def __init__(self, vocabulary: Path) -> None:
        from curated_tokenizers import WordPieceProcessor  # type: ignore[attr-defined]

        names = vocabulary.read_text("utf-8").split("\n")
        self.ids = {name: n for n, name in enumerate(names) if name}
        self.size = len(self.ids)
        self._cutter = WordPieceProcessor([name for name in names if name])
        self._cache: dict[str, tuple[list[int], int]] = {}

    def encode(self, word: str) -> tuple[list[int], int]:
        """Return the piece ids (at least one) and the case class of a word."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= self.MOST_CACHED:
                self._cache.clear()
            found = self._cache[word] = self._split(word[:LONGEST_WORD])
        return found

    def _split(self, word: str) -> tuple[list[int], int]:
        """Return the piece ids and the case class of a word that is not in the cache."""
        out: list[int] = []
        for part in _split_at_punctuation(word.lower()):
            ids, _ = self._cutter.encode(part)
            out.extend(ids if -1 not in ids else [self.ids[UNKNOWN]])
        return out[:MOST_PIECES] or [self.ids[UNKNOWN]], case_of(word)


def _split_at_punctuation(word: str) -> list[str]:
    """Return a word without accents, split at punctuation, as BERT's tokenizer does before it looks up pieces."""
    parts: list[str] = []
    inside = False
    for c in unicodedata.normalize("NFD", word):
        kind = unicodedata.category(c)
        if kind == "Mn":
            continue
        if kind[0] in "PS":
            parts.append(c)
            inside = False
        elif inside:
            parts[-1] += c
        else:
            parts.append(c)
            inside = True
    return parts
