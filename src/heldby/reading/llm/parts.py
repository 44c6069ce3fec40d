"""Splits a long text into parts that fit into one question."""

from __future__ import annotations

from heldby.reading.llm.report_text import Span

LONGEST_PART = 4_000
"""Most characters of a part: about 1,000 tokens. With the guide and the answer, it fits into a context of 8,192 tokens."""
MOST_PARTS = 60
"""Most parts of one report. What comes after them is not read."""
BREAKS = ("\n\n", "\n", ". ", " ")
"""Where a text may be split. The first that occurs in the second half of a part is used."""


def split_text(text: str) -> list[Span]:
    """Return the offsets of the parts of a text, in order. Parts without words are left out."""
    spans: list[Span] = []
    start = 0
    while start < len(text) and len(spans) < MOST_PARTS:
        end = _end_of_part(text, start)
        if text[start:end].strip():
            spans.append((start, end))
        start = end
    return spans


def _end_of_part(text: str, start: int) -> int:
    limit = start + LONGEST_PART
    if limit >= len(text):
        return len(text)
    for mark in BREAKS:
        at = text.rfind(mark, start + LONGEST_PART // 2, limit)
        if at >= 0:
            return at + len(mark)
    return limit
