"""Words as the language model sees them: word pieces, and how they are written."""

from __future__ import annotations

import unicodedata
from pathlib import Path

UNKNOWN, OPEN, CLOSE = "[UNK]", "[CLS]", "[SEP]"
LOWER, TITLE, UPPER, MIXED, OTHER = range(5)
CASES = 5
LONGEST, MOST_PIECES = 60, 8
"""Characters of a word that are looked at, and pieces that it may have: an address is as good as its beginning."""


def case_of(word: str) -> int:
    """How a word is written: in lower case, with a capital, all in capitals, mixed, or without letters."""
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    if word[:1].isupper() and word[1:].islower():
        return TITLE
    return MIXED if any(c.isalpha() for c in word) else OTHER


class Pieces:
    """Cuts words into the pieces of a WordPiece vocabulary (one piece a line), each word cut once and remembered."""

    MOST = 200_000
    """Words remembered; past that the memory starts anew, so that endless text fills nothing."""

    def __init__(self, vocabulary: Path) -> None:
        from curated_tokenizers import WordPieceProcessor  # type: ignore[attr-defined]

        names = vocabulary.read_text("utf-8").split("\n")
        self.ids = {name: n for n, name in enumerate(names) if name}
        self.size = len(self.ids)
        self._cutter = WordPieceProcessor([name for name in names if name])
        self._seen: dict[str, tuple[list[int], int]] = {}

    def of(self, word: str) -> tuple[list[int], int]:
        """Piece ids (one at least) and the case of a word."""
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= self.MOST:
                self._seen.clear()
            found = self._seen[word] = self._cut(word[:LONGEST])
        return found

    def _cut(self, word: str) -> tuple[list[int], int]:
        out: list[int] = []
        for part in _parts(word.lower()):
            ids, _ = self._cutter.encode(part)
            out.extend(ids if -1 not in ids else [self.ids[UNKNOWN]])
        return out[:MOST_PIECES] or [self.ids[UNKNOWN]], case_of(word)


def _parts(word: str) -> list[str]:
    """A word without accents, cut at punctuation, as BERT's own tokenizer does before it looks pieces up."""
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
