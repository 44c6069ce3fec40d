"""The noun phrases of a parsed report: what can fill the roles of a claim."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
INNER = frozenset({"compound", "flat", "amod", "nmod:desc", "goeswith", "fixed", "nmod:unmarked"})
"""Relations of words that belong to a phrase and precede its head."""
_PARTITIVE_WORDS = """
north south east west northeast northwest southeast southwest side part parts area areas region countryside outskirts outskirt
suburb suburbs edge edges centre center road strip border bank banks half swath swathes ministry office organisation organization
army islamic state party council union forces front movement most much rest members
"""
PARTITIVE = frozenset(_PARTITIVE_WORDS.split())
"""Heads that mean little without the phrase after their `of`, `between` or `along`."""
SKIP_LEFT = frozenset({"DET", "NUM", "PUNCT", "SYM", "PART", "ADV", "CCONJ"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: the tokens from `left` to `right` (inclusive) around the token `head`.

    `modifier` is True for a phrase that is part of a larger phrase ("Russian" in "Russian jets").
    """

    head: int
    left: int
    right: int
    modifier: bool = False


def noun_phrases(doc: Doc) -> list[Phrase]:
    """Return all noun phrases in the order of their heads, without articles and numbers; names inside larger phrases are included."""
    out: list[Phrase] = []
    for token in doc:
        if token.pos_ in NOMINAL and token.dep_ not in INNER:
            left, right = _bounds(token)
            out.append(Phrase(token.i, left, right))
        elif _is_name_inside(token):
            left = token.i
            while left > 0 and doc[left - 1].head.i == token.i and doc[left - 1].dep_ in INNER and doc[left - 1].pos_ not in SKIP_LEFT:
                left -= 1
            out.append(Phrase(token.i, left, token.i, modifier=True))
    return out


def _is_name_inside(token: Token) -> bool:
    """Check whether a token is a modifier that may name a party or a place: `Russian` jets, `rebel` positions, `US`-backed."""
    if token.pos_ == "ADJ":
        return token.text[:1].isupper() and token.dep_ in ("amod", "nmod", "compound", "flat")
    if token.pos_ in ("PROPN", "NOUN"):
        return token.dep_ in ("compound", "nmod:desc", "nmod:unmarked", "amod") and len(token.text) > 1 and token.head.i > token.i
    return False


def _bounds(head: Token) -> tuple[int, int]:
    """Return the first and last token of the phrase around a head."""
    doc = head.doc
    left = head.i
    while left > 0 and _belongs(doc[left - 1], head) and doc[left - 1].sent.start == head.sent.start:
        left -= 1
    while left < head.i and (doc[left].pos_ in SKIP_LEFT or _is_rest_of_age(doc[left])):
        left += 1
    right = head.i
    while right + 1 < len(doc) and doc[right + 1].dep_ in ("flat", "goeswith", "compound", "fixed") and head.is_ancestor(doc[right + 1]):
        right += 1
    if head.lower_ in PARTITIVE or (head.pos_ == "PROPN" and right + 1 < len(doc) and doc[right + 1].lower_ == "of"):
        right = max(right, _partitive_end(head, right))
    return left, right


def _is_rest_of_age(token: Token) -> bool:
    """Check for the last word of an age: "old" in "the 36-year-old commander"."""
    return token.lower_ == "old" and token.i > 0 and token.nbor(-1).text == "-"


def _belongs(token: Token, head: Token) -> bool:
    """Check whether a token before a head is still part of its phrase."""
    if token.pos_ in ("DET", "ADP", "VERB", "AUX", "SCONJ", "CCONJ", "PRON", "NUM") and token.dep_ not in INNER:
        return False
    if token.is_punct and token.text not in "-'’\"":
        return False
    node, steps = token, 0
    while node.i != head.i and steps < 6:
        if node.dep_ not in INNER and not (node.is_punct or node.pos_ in ("PART", "ADV")):
            return False
        node, steps = node.head, steps + 1
    return node.i == head.i


def _partitive_end(head: Token, right: int) -> int:
    """Return the last token of `side of the border`, `Ministry of Defence` or `road between A and B`."""
    for child in head.children:
        if child.dep_ == "nmod" and child.i > right and child.i - right <= 8:
            case = next((c for c in child.children if c.dep_ == "case"), None)
            if case is not None and case.lower_ in ("of", "between", "along"):
                last = max([child.i] + [c.i for c in child.children if c.dep_ in ("flat", "compound") and c.i > child.i])
                if case.lower_ == "between":
                    last = max([last] + [c.i for c in child.children if c.dep_ == "conj"])
                return last
    return right
