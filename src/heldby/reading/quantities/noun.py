"""What a number counts: the noun it modifies, the noun behind "of", or the people that "15 wounded" leaves unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.reading.quantities.lexicon import CASUALTY_WORDS, HARMING, HUMAN_FATES, MEASURES, STAND_INS, is_person

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["counted_noun", "unit_of"]

_SKIPPED = {"DET", "ADJ", "ADV", "NUM", "PROPN", "SYM"}
_MARKS = {"-", "–", '"', "“", "”", "'", "’", "[", "]", "(", ")"}
_BETWEEN = {"%", "of", "its", "their", "his", "more"}
_HYPHENS = {"-", "–"}
_REACH = 9
"""Tokens between a number and its noun, at most ("12 heavily armed Iranian-backed Shia militia fighters")."""
_ABOVE = 3


def counted_noun(doc: Doc, head: int, tail: int) -> int | None:
    """The token of the noun that the number at `head` counts, null when none stands by it; `tail` is the number phrase's last token."""
    token = doc[head]
    noun = token.head
    if token.dep_ in {"nummod", "compound", "det", "amod", "det:predet"} and head < noun.i <= head + _REACH and _countable(noun):
        between = doc[tail + 1 : noun.i]
        if all(node.pos_ not in {"ADP", "VERB", "CCONJ"} or node.is_upper or node.lower_ == "of" for node in between):
            return _whole(doc, noun.i)
    behind_of = tail + 1 < len(doc) and doc[tail + 1].lower_ == "of"
    return _after(doc, tail + 2) if behind_of else _after(doc, tail + 1)


def _countable(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and token.lower_ not in CASUALTY_WORDS | STAND_INS


def _after(doc: Doc, at: int) -> int | None:
    """The head of the noun phrase that begins at a token; a plural name ("thousands of Syrians") where no noun follows."""
    name = None
    for place in range(at, min(at + _REACH, len(doc))):
        token = doc[place]
        if token.lower_ in CASUALTY_WORDS | STAND_INS:
            break
        if token.pos_ == "NOUN" or token.lower_ in MEASURES:
            return _whole(doc, place)
        if token.pos_ == "PROPN":
            name = place
        elif not _passable(token):
            break
    return name


def _whole(doc: Doc, at: int) -> int:
    """The last noun of a run of nouns ("army troops", "pro-government fighters", "surface-to-air missile launchers")."""
    last = at
    for place in range(at + 1, min(at + _REACH, len(doc))):
        token = doc[place]
        joined = doc[place - 1].text in _HYPHENS and not doc[place - 1].whitespace_
        if token.pos_ == "NOUN" and token.lower_ not in CASUALTY_WORDS and (doc[place - 1].whitespace_ or joined):
            last = place
        elif not (token.text in _HYPHENS and not doc[place - 1].whitespace_) and not joined:
            break
    return last


def _passable(token: Token) -> bool:
    if token.text in _MARKS or token.is_upper:
        return True
    return token.pos_ in _SKIPPED or token.dep_ in {"amod", "det", "nmod:poss"} or token.lower_ in _BETWEEN


def unit_of(doc: Doc, head: int, noun: int | None, before: str | None) -> str | None:
    """The unit as the text has it; for a bare number of casualties the persons counted just before (`before`), else "people"."""
    if noun is not None:
        word = doc[noun]
        left = doc[noun - 1] if noun else None
        return f"square {word.lower_}" if left is not None and left.lower_ == "square" else word.lower_
    if not _of_people(doc, head):
        return None
    return before if before and is_person(before) else "people"


def _of_people(doc: Doc, head: int) -> bool:
    """Whether a bare number is of people: of dead or wounded, of who was harmed or fled, of "others" and "those killed"."""
    token = doc[head]
    near = {node.lower_ for node in doc[head + 1 : head + 4]}
    if near & (CASUALTY_WORDS | STAND_INS):
        return True
    left = {node.lemma_.lower() for node in doc[max(0, head - 3) : head]} | {node.lower_ for node in doc[max(0, head - 3) : head]}
    if left & HARMING:
        return True
    node = token
    for _ in range(_ABOVE):
        node = node.head
        if node.lemma_.lower() in HUMAN_FATES:
            return True
    return False
