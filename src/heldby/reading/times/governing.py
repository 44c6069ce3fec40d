"""Which of a report's times says when something was so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from heldby.model.mention import When
from heldby.reading.times.mention import TimeMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["when_for"]

CLAUSES = {"ccomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "csubj", "conj"}
"""Dependencies that begin a clause with a time of its own."""
LOOSE_CLAUSES = {"acl", "xcomp"}
ARGUMENTS = {"obj", "iobj", "obl", "obl:agent", "nsubj", "nsubj:pass", "nmod", "compound", "amod", "appos", "nummod"}
STATES = {"control", "relation"}
"""Kinds of claims that last: only a time of their own dates them."""
OPENING = 5
"""Tokens from its beginning in which a sentence's opening time stands ("On Friday," "By 28 September,")."""
_DEEPEST = 40


def when_for(doc: Doc, token_index: int, times: Sequence[TimeMention], *, kind: str | None = None) -> When | None:
    """The time that governs a predicate token, null if its sentence gives none for it.

    Its own temporal modifiers come first, then those of the predicate it belongs to, then a time that opens the sentence; a time of
    another clause is not taken. `kind` is the kind of claim, if known: what lasts (control, relation) takes only a time of its own clause.
    """
    token = doc[token_index]
    sentence = token.sent
    inside = [time for time in times if sentence.start <= time.head < sentence.end]
    ranks = [(_rank(token, time, sentence.start, kind), time) for time in inside]
    ranked = [(rank, time.dateline, abs(time.head - token_index), time) for rank, time in ranks if rank is not None]
    return min(ranked, key=lambda row: row[:3])[3].extent if ranked else None


def _rank(token: Token, time: TimeMention, sentence_start: int, kind: str | None) -> int | None:
    """How near a time stands to a token in the tree: 0 its own, higher farther; null: another clause's."""
    up, down, meet = _paths(token, token.doc[time.head])
    breaks = [node for node in down if node.dep_ in CLAUSES]
    if not up:
        return 0 if not breaks else 2 if all(node.dep_ in LOOSE_CLAUSES for node in breaks) else 6
    opening = time.head - sentence_start < OPENING and time.head < meet
    if breaks and not opening:
        return None
    return _opening_rank(up, kind) if opening else _inner_rank(up, token, time, kind)


def _opening_rank(up: Sequence[Token], kind: str | None) -> int | None:
    if kind in STATES and any(node.dep_ in ARGUMENTS for node in up):
        return None
    return 4


def _inner_rank(up: Sequence[Token], token: Token, time: TimeMention, kind: str | None) -> int | None:
    """The rank of a time of the predicate a token hangs on, by how it hangs there."""
    if any(_apart(node) for node in up) or (kind in STATES and any(node.dep_ in ARGUMENTS for node in up)):
        return None
    if all(node.dep_ == "xcomp" for node in up):
        return 1
    return 3 if up[-1].dep_ in ARGUMENTS | {"advcl", "xcomp"} else 5 if time.head < token.i else None


def _apart(node: Token) -> bool:
    """Whether a clause has a time of its own: what is said, a relative clause, a finite side clause."""
    if node.dep_ in {"ccomp", "acl:relcl", "advcl:relcl", "parataxis", "csubj"}:
        return True
    return node.dep_ == "advcl" and node.tag_ not in {"VBG", "VBN"}


def _paths(token: Token, head: Token) -> tuple[list[Token], list[Token], int]:
    """The nodes from a token up to, and from there down to the time, without the node where both meet, and that node."""
    up = _chain(token)
    places = {node.i: place for place, node in enumerate(up)}
    down: list[Token] = []
    for node in _chain(head):
        if node.i in places:
            return up[: places[node.i]], down, int(node.i)
        down.append(node)
    return up, down, int(up[-1].i)


def _chain(token: Token) -> list[Token]:
    """A token and what it hangs on, up to the root."""
    out = [token]
    while token.head.i != token.i and len(out) < _DEEPEST:
        token = token.head
        out.append(token)
    return out
