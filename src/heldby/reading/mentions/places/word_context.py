"""Read the words around a name: its preposition, its type noun, its neighbours and the body whose name it is part of."""

from __future__ import annotations

from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import vocabulary

STRONG = frozenset(["in", "at", "near", "into", "toward", "towards", "outside", "inside", "across", "around", "throughout"])
UNITS = frozenset({"km", "kms", "kilometers", "kilometres", "miles", "mile", "kilometer", "kilometre"})
BACK = 8
"""Number of words before a name that are searched for its preposition."""


def hyphenated(words: Words, i: int) -> bool:
    """Check whether a hyphen at `i` ties a name to a common word: "Hit" in "hit-and-run" is not the town."""
    return i + 1 < len(words.text) and words.text[i] in ("-", "‑") and words.text[i + 1].islower()


def in_armed_body(words: Words, first: int) -> bool:
    """Check whether a name, alone or in a list, follows "of" in the name of an armed body ("Islamic State of Iraq and the Levant")."""
    i = first - 1
    while i > max(1, first - BACK) and (words.capital[i] or words.lower[i] in ("the", "and", ",")):
        i -= 1
    named = i > 1 and words.lower[i] == "of" and words.capital[i - 1] and words.capital[i - 2]
    return named and words.lower[i - 1] in vocabulary().armed_bodies


def neighbour(words: Words, i: int, step: int) -> str:
    """Return the word `step` tokens from token `i`, in lower case, or "" beyond its sentence."""
    j = i + step
    in_sentence = 0 <= j < len(words.text) and words.sentence[j] == words.sentence[i]
    return words.lower[j] if in_sentence else ""


def followed_by_distance(words: Words, i: int) -> bool:
    """Check for words such as ", 40 km east of" from token `i` on. They show that the name before them is a place."""
    following = words.lower[i : i + 7]
    return following[:1] in ([","], ["("]) and any(word in UNITS for word in following[2:5]) and ("of" in following or "from" in following)


def comma_name(words: Words, i: int) -> bool:
    """Check whether a capitalised word stands at `i`."""
    return i < len(words.text) and words.capital[i]


def preposition(words: Words, first: int) -> str:
    """Return the preposition before a name, or "". Articles, directions and earlier members of a list may stand in between."""
    skipped, sentence = vocabulary().skipped, words.sentence[first]
    for i in range(first - 1, max(-1, first - 1 - BACK), -1):
        if words.sentence[i] != sentence:
            return ""
        if words.tag[i] in ("IN", "TO") or words.pos[i] == "ADP":
            return words.lower[i]
        if words.lower[i] not in skipped and not words.capital[i]:
            return ""
    return ""


def prefixed_type(words: Words, first: int) -> str:
    """Return the type noun before "of" and the name ("town" in "the town of X", "suburbs" in "suburbs of northern X"), or ""."""
    i = first - 1
    if i > 0 and words.lower[i] in vocabulary().parts:
        i -= 1
    if i > 0 and words.lower[i] == "the":
        i -= 1
    if i > 0 and words.lower[i] == "of" and words.lower[i - 1] in vocabulary().prefixed_types:
        return words.lower[i - 1]
    return ""
