"""Choose excerpts of reports that are probably about armed conflict: at most two of each report, of at most 2,500 characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST, SHORTEST, LEAST = 2500, 900, 500
"""Characters: the most of an excerpt, from how many on it may end before a paragraph, and the least that is used."""
DENSITY = 4.0
"""Least number of words about conflict in 1,000 characters; words about who holds what count twice."""
PER_REPORT = 2
PARAGRAPH = re.compile(r"[^\n]+(\n+|$)")
CONTROL = re.compile(
    r"\b(captur\w*|recaptur\w*|seiz\w*|retak\w*|retook|overr[au]n|withdr\w+|retreat\w*|besieg\w*|siege|encircl\w*|control\w*|stronghold|"
    r"offensive|advanc\w*|front ?line|occup\w+|-held|liberat\w+)\b",
    re.IGNORECASE,
)
CONFLICT = re.compile(
    r"\b(captur\w*|seiz\w*|withdr\w+|retreat\w*|siege|controll?\w*|held|offensive|advanc\w*|troops|soldiers|army|rebels?|militants?|"
    r"insurgents?|militia\w*|fighters|airstrikes?|shell(ed|ing)|rockets?|missiles?|clash\w*|attack\w*|killed|wounded|bomb\w*|ceasefire|truce|"
    r"guerrilla\w*|forces|fighting|ambush\w*|kidnap\w*|deploy\w*|drones?)\b",
    re.IGNORECASE,
)


def choose_excerpts(text: str) -> list[tuple[int, int]]:
    """Return the character offsets of the excerpts of a report, the one that is densest in words about conflict first."""
    rated = [(_density(text[start:end]), start, end) for start, end in _pieces(text)]
    return [(start, end) for density, start, end in sorted(rated, reverse=True)[:PER_REPORT] if density >= DENSITY]


def _density(piece: str) -> float:
    return (len(CONFLICT.findall(piece)) + len(CONTROL.findall(piece))) * 1000 / len(piece)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield runs of whole paragraphs."""
    start = end = 0
    for paragraph in PARAGRAPH.finditer(text):
        if paragraph.end() - start > LONGEST and end - start > SHORTEST:
            yield start, end
            start = paragraph.start()
        end = paragraph.end()
    if end - start > LEAST:
        yield start, end
