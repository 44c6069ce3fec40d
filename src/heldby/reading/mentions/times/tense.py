"""Read the tense around a time expression: past, future or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["is_perfect", "predicate_of", "tense_direction", "tokens_at"]

FUTURE_AUX = {"will", "shall", "'ll", "’ll", "wo", "would", "must", "may", "might"}
EXPECTING = {
    "expect", "plan", "schedule", "due", "slate", "set", "hope", "intend", "prepare", "vow", "promise", "pledge", "threaten", "aim",
    "agree", "begin", "go", "ask", "call", "urge", "demand", "be",
}  # fmt: skip
"""Words after which an infinitive is about the future ("plans to meet on Monday")."""
PERFECT_AUX = {"has", "have", "'ve", "’ve"}
BE_NOW = {"is", "are"}
"""Forms of "be" before an infinitive about the future ("is to be handed over")."""
SCHEDULED = {"schedule", "slate", "expect", "plan", "set"}
"""Verbs whose participle before "for" and a day is about the future ("talks planned for Tuesday")."""
_STEPS = 12


def predicate_of(token: Token) -> Token | None:
    """Return the nearest verb (or predicate with an auxiliary) at or above a token, or None."""
    for _ in range(_STEPS):
        if token.pos_ in {"VERB", "AUX"} or any(child.dep_ in {"cop", "aux", "aux:pass"} for child in token.children):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def tense_direction(token: Token) -> int:
    """Return the tense of the predicate at or above a token: -1 for the past, 1 for the future, 0 for neither."""
    verb = predicate_of(token)
    if verb is not None and verb.lemma_ in SCHEDULED and any(child.lower_ == "for" for child in token.lefts):
        return 1
    for _ in range(_STEPS):
        if verb is None:
            return 0
        sense = _own_tense(verb)
        if sense is not None:
            return sense
        verb = None if verb.head.i == verb.i else predicate_of(verb.head)
    return 0


def is_perfect(token: Token) -> bool:
    """Check whether the predicate at or above a token is in the perfect ("has fought")."""
    verb = predicate_of(token)
    return verb is not None and any(child.lower_ in PERFECT_AUX and child.dep_.startswith("aux") for child in verb.children)


def _own_tense(verb: Token) -> int | None:
    """Return the tense of a verb's own form (-1, 1 or 0), or None if the verb above it decides."""
    aux = [child for child in verb.children if child.dep_ in {"aux", "aux:pass", "cop"}]
    words = {child.lower_ for child in aux}
    if words & FUTURE_AUX and "have" not in words:
        return 1
    if words & BE_NOW and any(child.lower_ == "to" and child.tag_ == "TO" for child in verb.lefts):
        return 1
    if verb.tag_ in {"VBD"} or any(child.tag_ == "VBD" for child in aux) or words & {"has", "have", "'ve", "had"}:
        return 1 if verb.lemma_ in {"schedule", "slate", "expect"} and verb.tag_ == "VBN" else -1
    if verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children):
        return 1 if verb.head.lemma_.lower() in EXPECTING and verb.head.i != verb.i else None
    if verb.lemma_ in {"schedule", "slate", "expect", "plan"} and verb.tag_ == "VBN":
        return 1
    if verb.tag_ == "VBN" and not aux:
        return None if verb.head.i != verb.i else -1
    if verb.tag_ in {"VBZ", "VBP"} or any(child.tag_ in {"VBZ", "VBP"} for child in aux):
        return 1 if verb.tag_ == "VBG" else 0
    return None if verb.head.i != verb.i else 0


def tokens_at(doc: Doc, starts: list[int], start: int, end: int) -> tuple[int, int]:
    """Return the first and the last token that a character span overlaps. `starts` are the first characters of all tokens."""
    from bisect import bisect_left, bisect_right

    first = max(0, bisect_right(starts, start) - 1)
    last = max(first, bisect_left(starts, end) - 1)
    return first, last
