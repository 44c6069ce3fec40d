"""Find times in a clause or phrase with "since": "since the war began in March", "since a coup in 2019"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["since_before"]

_REACH = 12
"""Largest distance, in tokens, from "since" to a time of its clause."""
_FINITE = {"VBD", "VBZ", "VBP"}
_OTHER_CLAUSE = {"when", "after", "before", "while", "because", "and", "but", "until", "that", "who", "which"}
_PERFECT = {"has", "have", "had", "ever", "long"}
"""Words before "since" as an adverb ("has since fled")."""


def since_before(doc: Doc, first: int) -> int | None:
    """Return the token "since" whose clause or phrase contains the time that starts at a token, or None.

    At most one finite verb, no other clause and no mark may stand between them.
    """
    verbs = 0
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        token = doc[at]
        if token.lower_ == "since":
            return None if at and doc[at - 1].lower_ in _PERFECT and token.dep_ == "advmod" else at
        verbs += token.pos_ == "VERB" and token.tag_ in _FINITE
        if verbs > 1 or token.lower_ in _OTHER_CLAUSE or (token.is_punct and not _is_light(doc, at)):
            return None
        if token.is_sent_start:
            return None
    return None


def _is_light(doc: Doc, at: int) -> bool:
    """Check for a mark inside a word, or for a comma directly before a preposition ("since they invaded, in 2014")."""
    return doc[at].text in {"-", "–", "’", "'"} or (doc[at].text == "," and at + 1 < len(doc) and doc[at + 1].lower_ in {"in", "on"})
