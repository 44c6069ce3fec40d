"""Which of a report's times says when something was so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from heldby.model.mention import When
from heldby.reading.mentions.times.mention import TimeMention

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
CARRIED_OVER = 3
"""Sentences that the day a story's sentence opens with holds on for; after more it is oftener wrong than right."""
FARTHEST = 200
"""Tokens; bounds the look back."""
UNFINISHED = {"has", "have", "had", "is", "are", "will", "would", "could", "may", "might", "can"}
_DEEPEST = 40


def when_for(doc: Doc, token_index: int, times: Sequence[TimeMention], *, kind: str | None = None, carry: bool = True) -> When | None:
    """The time that governs a predicate token, null if the text gives none for it.

    Its own temporal modifiers come first, then those of the predicate it belongs to, then a time that opens the sentence; a time of
    another clause is not taken. `kind` is the kind of claim, if known: what lasts (control, relation) takes only a time of its own
    clause. With `carry` a deed told in a sentence without a time takes, as an estimate, the day that a story's sentence just before
    it opens with.
    """
    token = doc[token_index]
    sentence = token.sent
    first = bisect_left(times, sentence.start_char, key=lambda time: time.start)
    inside = times[first : bisect_left(times, sentence.end_char, lo=first, key=lambda time: time.start)]
    if (then := _at_the_time(token)) is not None and (told := [time for time in inside if time.head < then and not time.dateline]):
        return told[-1].extent  # what the sentence told before, "at the time"
    ranks = [(_rank(token, time, sentence.start, kind), time) for time in inside]
    ranked = [(rank, time.dateline, abs(time.head - token_index), time) for rank, time in ranks if rank is not None]
    if ranked:
        return _extent(min(ranked, key=lambda row: row[:3])[3], token)
    if carry and kind not in STATES and not any(not time.dateline for time in inside):
        return _carried(token, times[:first])
    return None


def _at_the_time(token: Token) -> int | None:
    """Where the clause of a token says "at the time", if it does."""
    for node in _chain(token):
        for child in node.children:
            if child.lemma_ == "time" and child.dep_ == "obl" and [word.lower_ for word in child.lefts] in (["at", "the"], ["at", "that"]):
                return child.i
        if node.dep_ in CLAUSES - LOOSE_CLAUSES:
            return None
    return None


def _rank(token: Token, time: TimeMention, sentence_start: int, kind: str | None) -> int | None:
    """How near a time stands to a token in the tree: 0 its own, higher farther; null: another clause's."""
    up, down = _paths(token, token.doc[time.head])
    breaks = [node for node in down if node.dep_ in CLAUSES]
    if not up:
        if breaks and _since(breaks[-1]):
            return 3
        return 0 if not breaks else 2 if all(node.dep_ in LOOSE_CLAUSES for node in breaks) else 6
    if not down and token.doc[time.head].dep_ == "ROOT":
        return 1  # "Captured by the army 30 June 2022.": the parser may hang all that is told on the day
    opening = time.head < token.i and _opens(token.doc, sentence_start, time.start)
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
    near = up[-1].dep_ in ARGUMENTS | {"advcl", "xcomp"} or _infinitive(up[-1])
    return 3 if near else 5 if time.head < token.i else None


def _apart(node: Token) -> bool:
    """Whether a clause has a time of its own: what is said, a relative clause, a finite side clause."""
    if node.dep_ in {"ccomp", "acl:relcl", "advcl:relcl", "parataxis", "csubj"}:
        return not _infinitive(node)
    return node.dep_ == "advcl" and node.tag_ not in {"VBG", "VBN"}


def _infinitive(node: Token) -> bool:
    """What somebody "is reported to have done": the time of the report is its own."""
    return node.dep_ == "ccomp" and any(child.lower_ == "to" and child.dep_ == "mark" for child in node.lefts)


def _since(node: Token) -> bool:
    """A clause "since it began in 2014": what it hangs on has been so from then on."""
    return node.dep_ == "advcl" and any(child.lower_ == "since" for child in node.lefts)


def _extent(time: TimeMention, token: Token) -> When:
    clause = next((node for node in _paths(token, token.doc[time.head])[1] if node.dep_ == "advcl"), None)
    return time.extent.model_copy(update={"last": None}) if clause is not None and _since(clause) else time.extent


def _opens(doc: Doc, sentence_start: int, start: int) -> bool:
    """Whether the time at a character opens its sentence: near the beginning, with no verb before it."""
    for count, node in enumerate(node for node in doc[sentence_start:] if not node.is_space):
        if node.idx >= start:
            return True
        if count >= OPENING or node.pos_ == "VERB":
            return False
    return False


def _carried(token: Token, before: Sequence[TimeMention]) -> When | None:
    """The day of a story's last opening time, for a finished deed told soon after it in the same paragraph."""
    if not before or before[0].dateline or token.tag_ in {"VB", "VBZ", "VBP"} or not UNFINISHED.isdisjoint(_auxiliaries(token)):
        return None
    last, start = before[-1], token.sent.start
    if last.extent.precision != "day" or last.extent.first is None or last.extent.last is None or start - last.head > FARTHEST:
        return None
    told = token.doc[last.head].sent
    between = token.doc[told.start : start]
    sentences = sum(node.is_sent_start is True for node in between)
    if sentences > CARRIED_OVER or "\n\n" in between.text or not _opens(token.doc, told.start, last.start):
        return None
    return last.extent.model_copy(update={"estimated": True})


def _auxiliaries(token: Token) -> set[str]:
    return {child.lower_ for child in token.children if child.dep_.startswith("aux")}


def _paths(token: Token, head: Token) -> tuple[list[Token], list[Token]]:
    """The nodes from a token up to, and from there down to the time, without the node where both meet."""
    up = _chain(token)
    places = {node.i: place for place, node in enumerate(up)}
    down: list[Token] = []
    for node in _chain(head):
        if node.i in places:
            return up[: places[node.i]], down
        down.append(node)
    return up, down


def _chain(token: Token) -> list[Token]:
    """A token and what it hangs on, up to the root."""
    out = [token]
    while token.head.i != token.i and len(out) < _DEEPEST:
        token = token.head
        out.append(token)
    return out
