"""Splits a long text into parts, between paragraphs or sentences where it has any."""

from __future__ import annotations

BREAKS = ("\n\n", "\n", ". ", " ")
"""Where a text may be split. The first that occurs in the second half of a part is used."""


def split_text(text: str, longest: int) -> list[tuple[int, int]]:
    """Return the offsets of the parts of a text, in order, each of at most `longest` characters. Parts without words are left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = _end_of_part(text, start, longest)
        if not text[start:end].isspace():
            spans.append((start, end))
        start = end
    return spans


def _end_of_part(text: str, start: int, longest: int) -> int:
    limit = start + longest
    if limit >= len(text):
        return len(text)
    for mark in BREAKS:
        at = text.rfind(mark, start + longest // 2, limit)
        if at >= 0:
            return at + len(mark)
    return limit
