"""Find what a number counts: the noun that it modifies, the noun after "of", or the people that "15 wounded" implies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heldby.reading.mentions.quantities.vocabulary import (
    CASUALTY_WORDS,
    DIRECTIONS,
    HARMING,
    HUMAN_FATES,
    MEASURES,
    NOT_SPECIFIC,
    STAND_INS,
    SUMMED,
    WEIGHTS,
    is_person,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["counted_noun", "noun_after", "unit_of"]

_SKIPPED = {"DET", "ADJ", "ADV", "NUM", "PROPN", "SYM"}
_MARKS = {"-", "–", '"', "“", "”", "'", "’", "[", "]", "(", ")"}
_BETWEEN = {"%", "of", "its", "their", "his", "more"}
_HYPHENS = {"-", "–"}
_REACH = 9
"""Largest distance, in tokens, from a number to its noun ("12 heavily armed Iranian-backed Shia militia fighters")."""
_ABOVE = 3
_MODIFIERS = frozenset({"compound", "amod", "nmod:desc"})
_BE = frozenset({"were", "was", "are", "is"})
_SAID_TO_BE = frozenset({"as", "to", "be", "have", "been", "believed"})
_DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight", "overnight"})
"""Nouns that date what a number counts and are not part of it ("killed three suspects today")."""
_ANY_PERSON = frozenset({"member", "members", "personnel", "deaths", "casualties"})
"""Nouns for persons whose unit includes the words that specify them ("service members", "civilian deaths")."""
_LONGEST_UNIT = 3
"""Largest number of words in a unit ("oil pump jacks")."""


def counted_noun(doc: Doc, head: int, tail: int) -> int | None:
    """Return the token of the noun that the number at token `head` counts, or None. `tail` is the last token of the number phrase."""
    token = doc[head]
    noun = token.head
    if token.dep_ in {"nummod", "compound", "det", "amod", "det:predet"} and head < noun.i <= head + _REACH and _countable(noun):
        between = doc[tail + 1 : noun.i]
        if all(node.pos_ not in {"ADP", "VERB", "CCONJ"} or node.is_upper or node.lower_ == "of" for node in between):
            return _last_of_noun_run(doc, noun.i)
    if (described := _noun_after_be(doc, tail)) is not None:
        return described
    of_follows = tail + 1 < len(doc) and doc[tail + 1].lower_ == "of"
    if of_follows and (said_noun := _noun_said_of_some(doc, tail)) is not None:
        return said_noun
    return noun_after(doc, tail + 2) if of_follows else noun_after(doc, tail + 1, articles=False)


def _noun_said_of_some(doc: Doc, tail: int) -> int | None:
    """Return the noun that says who some of a total are, or None: "14 of the dead were opposition fighters", "eight of them rebels"."""
    at = next((i for i in range(tail + 2, min(tail + 5, len(doc))) if doc[i].lower_ in SUMMED), None)
    if at is None or doc[tail + 1].lower_ != "of":
        return None
    be = next((i for i in range(at + 1, min(at + 4, len(doc))) if doc[i].lower_ in _BE), at)
    while be + 1 < len(doc) and be - at < _REACH and (doc[be + 1].lower_ in _SAID_TO_BE or doc[be + 1].tag_ == "VBN"):
        be += 1
    found = noun_after(doc, be + 1, articles=False)
    return found if found is not None and is_person(doc[found].lower_) else None


def _noun_after_be(doc: Doc, tail: int) -> int | None:
    """Return the noun for persons in "three were policemen", or None."""
    if tail + 2 >= len(doc) or doc[tail + 1].lower_ not in _BE:
        return None
    found = noun_after(doc, tail + 2, articles=False)
    return found if found is not None and is_person(doc[found].lower_) else None


def _countable(token: Token) -> bool:
    """Check for a noun that a number can count."""
    return token.pos_ in {"NOUN", "PROPN"} and token.lower_ not in CASUALTY_WORDS | STAND_INS


def noun_after(doc: Doc, at: int, articles: bool = True) -> int | None:
    """Return the head of the noun phrase that starts at a token, or a name found there ("Syrians" in "thousands of Syrians"), or None.

    If `articles` is false, the search stops at an article.
    """
    name = None
    for place in range(at, min(at + _REACH, len(doc))):
        token = doc[place]
        if token.lower_ in CASUALTY_WORDS | STAND_INS or (not articles and token.lower_ in {"the", "a", "an"}):
            break
        if token.pos_ == "NOUN" or token.lower_ in MEASURES:
            return _last_of_noun_run(doc, place)
        if token.pos_ == "PROPN":
            name = place
        elif not _passable(token) and not _joins_adjectives(doc, place):
            break
    return name


def _joins_adjectives(doc: Doc, place: int) -> bool:
    """Check for an "and" between two adjectives: "Libyan and foreign fighters"."""
    before, after = doc[place - 1], doc[min(place + 1, len(doc) - 1)]
    return doc[place].lower_ == "and" and (before.pos_ == "ADJ" or (before.pos_ == "PROPN" and after.pos_ == "ADJ"))


def _last_of_noun_run(doc: Doc, at: int) -> int:
    """Return the last noun of the run that starts at a token ("army troops", "surface-to-air missile launchers")."""
    last = at
    for place in range(at + 1, min(at + _REACH, len(doc))):
        token = doc[place]
        joined = doc[place - 1].text in _HYPHENS and not doc[place - 1].whitespace_
        noun = token.pos_ == "NOUN" or (token.lower_.endswith("s") and is_person(token.lower_))
        if noun and token.lower_ not in CASUALTY_WORDS | DIRECTIONS | _DAYS and (doc[place - 1].whitespace_ or joined):
            last = place
        elif not (token.text in _HYPHENS and not doc[place - 1].whitespace_) and not joined:
            break
    return last


def _passable(token: Token) -> bool:
    """Check whether a token may stand between a number and its noun."""
    if token.text in _MARKS or token.is_upper:
        return True
    return token.pos_ in _SKIPPED or token.tag_ == "VBN" or token.dep_ in {"amod", "det", "nmod:poss"} or token.lower_ in _BETWEEN


def unit_of(doc: Doc, head: int, noun: int | None, before: str | None) -> str | None:
    """Return the unit of the number at token `head`, or None.

    If the number has a noun, the unit consists of the words of that noun. If it has none but counts people, the unit is `before`, which is
    the unit of an earlier number, if that is a word for people, and "people" otherwise.
    """
    if noun is not None:
        return _unit(doc, noun)
    if not _of_people(doc, head):
        return None
    return before if before and is_person(before) else "people"


def _unit(doc: Doc, noun: int) -> str:
    """Return the counted noun as a unit. A noun for things includes the common words that specify it ("oil pump jacks"), but no name."""
    if is_person(doc[noun].lower_) and doc[noun].lower_ not in _ANY_PERSON:
        return doc[noun].lower_
    first = noun
    while noun - first < _LONGEST_UNIT - 1 and first > 0 and _specifies(doc[first - 1], noun):
        first -= 1
    last = _of_whom(doc, noun) if doc[noun].lower_ in {"member", "members"} else noun
    return " ".join(token.text if token.pos_ == "PROPN" else token.lower_ for token in doc[first : last + 1])


def _of_whom(doc: Doc, noun: int) -> int:
    """Return the last token of a phrase such as "members of the Janda tribe", or `noun` if no "of" follows."""
    complements = [child.i for child in doc[noun].children if child.dep_ == "nmod" and noun < child.i <= noun + _REACH]
    named = next((i for i in complements if doc[noun + 1].lower_ == "of"), noun)
    return noun if any(token.is_punct or token.is_space for token in doc[noun : named + 1]) else named


def _specifies(token: Token, noun: int) -> bool:
    """Check for a common word that specifies the noun after it."""
    return (
        token.dep_ in _MODIFIERS
        and token.i < token.head.i <= noun
        and token.is_lower
        and token.is_alpha
        and token.whitespace_ != ""
        and token.lower_ not in _BETWEEN | CASUALTY_WORDS | NOT_SPECIFIC | WEIGHTS
    )


def _of_people(doc: Doc, head: int) -> bool:
    """Check whether a number without a noun counts people: the dead or wounded, people who were harmed or fled, "others"."""
    token = doc[head]
    near = {node.lower_ for node in doc[head + 1 : head + 4]}
    if near & (CASUALTY_WORDS | STAND_INS):
        return True
    left = {node.lemma_.lower() for node in doc[max(0, head - 3) : head]} | {node.lower_ for node in doc[max(0, head - 3) : head]}
    if left & HARMING:
        return True
    if any(node.lower_ == "toll" and not token.is_sent_start for node in doc[max(0, head - _REACH) : head]):
        return True
    node = token
    for _ in range(_ABOVE):
        node = node.head
        if node.lemma_.lower() in HUMAN_FATES:
            return True
    return False
