"""Which of a report's times says when something was so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from heldby.model.mention import When
from heldby.reading.times.mention import TimeMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["when_for"]

CLAUSE = {"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "advcl:relcl", "xcomp", "conj"}
"""Dependencies that begin a clause of their own."""


def when_for(doc: Doc, token_index: int, times: Sequence[TimeMention]) -> When | None:
    """The time that governs a predicate token, null if its sentence gives none for it.

    Its own temporal modifiers come first, then those of the verb it hangs on, then a time that opens the sentence. A time inside
    another clause is not taken.
    """
    token = doc[token_index]
    sentence = token.sent
    inside = [time for time in times if sentence.start <= time.head < sentence.end]
    if not inside:
        return None
    scored = [(rank, abs(time.head - token_index), time) for time in inside if (rank := _rank(token, time, sentence.start)) is not None]
    if not scored:
        return None
    return min(scored, key=lambda s: (s[0], s[1]))[2].extent


def _rank(token: Token, time: TimeMention, sentence_start: int) -> int | None:
    """0: the token's own modifier; 1, 2, ...: of the predicate it hangs on, step by step; null: of another clause."""
    owner = _owner(token.doc[time.head])
    chain = _chain(token)
    if owner in chain:
        return chain.index(owner)
    if time.head - sentence_start <= 4:
        return len(chain) + 1
    return None


def _owner(head: Token) -> int:
    """The predicate or event noun that a time modifies."""
    return head.head.i if head.dep_ not in {"ROOT"} else head.i


def _chain(token: Token) -> list[int]:
    """A token and what it hangs on, up to the root."""
    out = [token.i]
    while token.head.i != token.i and len(out) < 20:
        token = token.head
        out.append(token.i)
    return out
