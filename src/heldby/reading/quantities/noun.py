"""What a number counts: the noun it modifies, the noun behind "of", or the people that "15 wounded" leaves unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.reading.quantities.lexicon import CASUALTY_WORDS, PERSONS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["counted_noun", "unit_of"]

_SKIPPED = {"DET", "ADJ", "ADV", "NUM", "PUNCT", "PROPN", "SYM"}
_REACH = 8
_HARMING = {"kill", "wound", "injure", "execute", "behead", "murder", "slaughter", "arrest", "detain", "capture", "abduct", "kidnap", "hurt", "displace", "massacre"}


def counted_noun(doc: Doc, head: int, first: int) -> int | None:
    """The token of the noun that a number counts, null when none stands by it."""
    token = doc[head]
    if token.dep_ in {"nummod", "compound", "det", "amod", "det:predet"} and _countable(token.head) and head < token.head.i <= head + _REACH:
        return int(token.head.i)
    if head + 1 < len(doc) and doc[head + 1].lower_ == "of":
        return _after(doc, head + 2)
    return _after(doc, head + 1)


def _after(doc: Doc, at: int) -> int | None:
    """The head of the noun phrase that begins at a token: the last noun of the first run of nouns."""
    found = None
    for place in range(at, min(at + _REACH, len(doc))):
        token = doc[place]
        if token.pos_ == "NOUN" and token.lower_ not in CASUALTY_WORDS:
            found = place
        elif found is not None or token.lower_ in CASUALTY_WORDS or not _passable(token):
            break
    return found


def _passable(token: Token) -> bool:
    if token.pos_ == "PUNCT":
        return token.text in {"-", "–", '"', "“", "”", "'"}
    return token.pos_ in _SKIPPED or token.tag_ in {"VBN", "VBG"} and token.dep_ == "amod" or token.lower_ in {"%", "of"}


def _countable(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and token.lower_ not in CASUALTY_WORDS


def unit_of(doc: Doc, head: int, noun: int | None, before: str | None) -> str | None:
    """The unit as the text has it; for a bare casualty number the people counted just before, else "people"."""
    if noun is not None:
        word = doc[noun]
        left = doc[noun - 1] if noun else None
        return f"square {word.lower_}" if left is not None and left.lower_ == "square" else word.lower_
    token = doc[head]
    nearby = {doc[place].lower_ for place in range(head + 1, min(head + 3, len(doc)))}
    if nearby & (CASUALTY_WORDS | {"others", "more", "were", "was"}) or token.head.lemma_ in _HARMING:
        return before if before and before not in {"%", "$", "£", "€"} and _person(before) else "people"
    return None


def _person(unit: str) -> bool:
    return unit in PERSONS or unit.removesuffix("s") in PERSONS or unit in {"men", "women", "children", "gunmen", "servicemen"}
