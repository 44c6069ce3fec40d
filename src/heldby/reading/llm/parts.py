"""The parts of a long text that a language model is asked about."""

from __future__ import annotations

from heldby.base.split_text import split_text
from heldby.reading.llm.report_text import Span

LONGEST_PART = 4_000
"""Most characters of a part: about 1,000 tokens. With the guide and the answer, it fits into a context of 8,192 tokens."""
MOST_PARTS = 60
"""Most parts of one report. What comes after them is not read."""


def asked_parts(text: str) -> list[Span]:
    """Return the offsets of the parts of a text, in order. Parts without words are left out."""
    return split_text(text, LONGEST_PART)[:MOST_PARTS]
