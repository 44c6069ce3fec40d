"""Finds words that a model quotes in the text of a report."""

from __future__ import annotations

import re
from array import array

Span = tuple[int, int]
"""The offsets of a passage, in code points."""

ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
MOST_FOUND = 20_000
"""How many places with the same letters are looked at."""


class ReportText:
    """The text of a report. Words occur in it if they are there letter by letter; only the white space between them may differ."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = list(re.finditer(r"\S+", text))
        self._words = " ".join(match[0] for match in words)
        self._offsets = array("q", (at for match in words for at in range(match.start(), match.end() + 1)))
        """For each character of `_words`, its offset in the text."""
        self._found: dict[str, list[Span]] = {}

    def find_all(self, words: str) -> list[Span]:
        """Return where words occur. An occurrence never begins or ends inside a word of the report."""
        sought = " ".join(words.split())
        if sought not in self._found:
            self._found[sought] = self._search(sought) if sought else []
        return self._found[sought]

    def _search(self, sought: str) -> list[Span]:
        spans: list[Span] = []
        at = -1
        for _ in range(MOST_FOUND):
            at = self._words.find(sought, at + 1)
            if at < 0:
                break
            end = at + len(sought)
            if not self._is_inside_word(at) and not self._is_inside_word(end):
                spans.append((self._offsets[at], self._offsets[end - 1] + 1))
        return spans

    def _is_inside_word(self, at: int) -> bool:
        """Check whether the characters before and after a position belong to one word."""
        return 0 < at < len(self._words) and _is_letter(self._words[at - 1]) and _is_letter(self._words[at])

    def find_quote(self, words: str, part: Span) -> Span | None:
        """Return where a quote occurs: inside the part of the text that the model was shown, else anywhere, else None."""
        found = self.find_all(words)
        return next((span for span in found if part[0] <= span[0] and span[1] <= part[1]), found[0] if found else None)

    def find_near(self, words: str, quote: Span) -> Span | None:
        """Return where a name occurs: inside the quote, else the last time before it, else the first time after it, else None.

        A leading article is not part of the result.
        """
        found = self.find_all(words)
        inside = [span for span in found if quote[0] <= span[0] and span[1] <= quote[1]]
        before = [span for span in found if span[0] < quote[0]]
        chosen = inside[0] if inside else before[-1] if before else found[0] if found else None
        return self._without_article(chosen) if chosen else None

    def _without_article(self, span: Span) -> Span:
        article = ARTICLE.match(self.text, *span)
        return (article.end(), span[1]) if article else span


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"
