"""What stands around a span and speaks for or against a place: named, small observations."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.reading.places.spans import Span, Words
from heldby.reading.places.words import (
    BODY_WORDS,
    FEATURE_TYPES,
    GIVEN_NAMES,
    HEAD_TYPES,
    LOCATIVE,
    OUTLET_WORDS,
    PARTS,
    PLACE_TYPES,
    PREFIXED_TYPES,
    SPEECH,
    TITLES,
    WEAK_LOCATIVE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Observations on one span; token texts are lower case, empty where there is none."""

    before: str
    after: str
    preposition: str
    typed: str
    type_after: bool
    part: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    possessive: bool


def surroundings(words: Words, span: Span) -> Surroundings:
    """Looks around a span: the words next to it, the preposition that governs it, a noun of type before "of" or after it."""
    before = words.lower[span.first - 1] if span.first and words.sentence[span.first - 1] == words.sentence[span.first] else ""
    after = words.lower[span.last] if span.last < len(words.text) and words.sentence[span.last] == words.sentence[span.first] else ""
    run_first, run_last = span.run
    left = tuple(words.lower[run_first : span.first])
    right = tuple(words.lower[span.last : max(run_last, span.last)])
    part = before if before in PARTS else ""
    return Surroundings(
        before, after, preposition(words, span.first), prefixed_type(words, span.first), (right[:1] or (after,))[0] in PLACE_TYPES, part, left, right,
        after in ("'s", "’s", "'", "’"),
    )  # fmt: skip


SKIPPED = frozenset(["the", "a", "an", "its", "their", "his", "our", "and", "or", ",", "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "mainly", "mostly", "nearby", "neighboring", "neighbouring", "greater", "downtown", "rural", "occupied", "besieged"])


def preposition(words: Words, first: int) -> str:
    """The preposition before a name, articles, directions and earlier members of a list aside; at most eight words back."""
    i, sentence = first - 1, words.sentence[first]
    for _ in range(8):
        if i < 0 or words.sentence[i] != sentence:
            return ""
        if words.tag[i] in ("IN", "TO") or words.pos[i] == "ADP":
            return words.lower[i]
        if words.lower[i] not in SKIPPED and not words.capital[i]:
            return ""
        i -= 1
    return ""


def prefixed_type(words: Words, first: int) -> str:
    """The noun of type in "the town of X", "northern suburbs of X"; also "near the town X"."""
    i = first - 1
    if i > 0 and words.lower[i] in PARTS:
        i -= 1
    if i > 0 and words.lower[i] == "the":
        i -= 1
    if i > 0 and words.lower[i] == "of" and words.lower[i - 1] in PREFIXED_TYPES:
        return words.lower[i - 1]
    return ""


__all__ = ["BODY_WORDS", "FEATURE_TYPES", "GIVEN_NAMES", "HEAD_TYPES", "LOCATIVE", "OUTLET_WORDS", "SPEECH", "TITLES", "WEAK_LOCATIVE", "Surroundings", "surroundings"]
