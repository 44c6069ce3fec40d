"""Find which of a report's times says when an event happened."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from heldby.model.mention import When
from heldby.reading.mentions.times.mention import TimeMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["find_event_time"]

CLAUSES = {"ccomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis", "csubj", "conj"}
"""Dependency relations of clauses that may have a time of their own."""
LOOSE_CLAUSES = {"acl", "xcomp"}
ARGUMENTS = {"obj", "iobj", "obl", "obl:agent", "nsubj", "nsubj:pass", "nmod", "compound", "amod", "appos", "nummod"}
LASTING_KINDS = {"control", "relation"}
"""Kinds of claims about lasting states.

Such a claim takes neither the time of a predicate of which it is an argument nor the opening day of an earlier sentence.
"""
OPENING_TOKENS = 5
"""Number of tokens at the start of a sentence among which a time counts as opening it ("On Friday,", "By 28 September,")."""
MOST_SENTENCES_CARRIED = 3
"""Number of sentences for which an opening day stays valid in a narrative. After more sentences it is wrong more often than right."""
MOST_TOKENS_BACK = 200
"""Largest distance, in tokens, from an opening day to the sentence that it is carried to."""
UNFINISHED = {"has", "have", "had", "is", "are", "will", "would", "could", "may", "might", "can"}
_MOST_ANCESTORS = 40


def find_event_time(
    doc: Doc, token_index: int, times: Sequence[TimeMention], *, kind: str | None = None, carry: bool = True
) -> When | None:
    """Return the time that applies to a predicate, or None if the text gives none.

    These are tried in order: a time before "at the time" or "at that time"; a time that modifies the predicate; a time that modifies a
    predicate close above it in the parse; a time that opens the sentence; another time in the sentence that applies to the predicate; the
    opening day of an earlier sentence, if `carry` is set. A time that belongs to a clause beside the predicate's own is not taken.

    Args:
        token_index: token of the predicate.
        times: the time mentions of the report, in text order.
        kind: kind of the claim, if known. A lasting state ("control", "relation") takes neither the time of a predicate of which it is an
            argument nor the opening day of an earlier sentence.
        carry: whether an event in a sentence without a time takes the opening day of a sentence shortly before it, as an estimate.
    """
    token = doc[token_index]
    sentence = token.sent
    first = bisect_left(times, sentence.start_char, key=lambda time: time.start)
    inside = times[first : bisect_left(times, sentence.end_char, lo=first, key=lambda time: time.start)]
    if (then := _at_the_time(token)) is not None and (earlier := [time for time in inside if time.head < then and not time.dateline]):
        return earlier[-1].when if earlier[-1].extent.last is None else earlier[-1].extent  # it refers to the time before it
    ranks = [(_rank(token, time, sentence.start, kind), time) for time in inside]
    ranked = [(rank, time.dateline, abs(time.head - token_index), time) for rank, time in ranks if rank is not None]
    if ranked:
        return _extent_for(min(ranked, key=lambda row: row[:3])[3], token)
    if carry and kind not in LASTING_KINDS and not any(not time.dateline for time in inside):
        return _carried_day(token, times[:first])
    return None


def _at_the_time(token: Token) -> int | None:
    """Return the token "time" if "at the time" or "at that time" is in the clause of a token, else None."""
    for node in _chain(token):
        for child in node.children:
            if child.lemma_ == "time" and child.dep_ == "obl" and [word.lower_ for word in child.lefts] in (["at", "the"], ["at", "that"]):
                return child.i
        if node.dep_ in CLAUSES - LOOSE_CLAUSES:
            return None
    return None


def _rank(token: Token, time: TimeMention, sentence_start: int, kind: str | None) -> int | None:
    """Return how far a time is from a token in the parse: 0 for its own time, more for others, None if it belongs to another clause."""
    up, down = _paths(token, token.doc[time.head])
    breaks = [node for node in down if node.dep_ in CLAUSES]
    if not up:
        if breaks and _is_since_clause(breaks[-1]):
            return 3
        return 0 if not breaks else 2 if all(node.dep_ in LOOSE_CLAUSES for node in breaks) else 6
    if not down and token.doc[time.head].dep_ == "ROOT":
        return 1  # "Captured by the army 30 June 2022.": the parser may take the day as the root
    opening = time.head < token.i and _opens(token.doc, sentence_start, time.start)
    if breaks and not opening:
        return None
    return _opening_rank(up, kind) if opening else _inner_rank(up, token, time, kind)


def _opening_rank(up: Sequence[Token], kind: str | None) -> int | None:
    """Return the rank of a time that opens the sentence, or None for a lasting state that is only an argument of another predicate."""
    if kind in LASTING_KINDS and any(node.dep_ in ARGUMENTS for node in up):
        return None
    return 4


def _inner_rank(up: Sequence[Token], token: Token, time: TimeMention, kind: str | None) -> int | None:
    """Return the rank of a time that modifies a predicate above the token, by the relations in between, or None if it does not apply."""
    if any(_has_own_time(node) for node in up) or (kind in LASTING_KINDS and any(node.dep_ in ARGUMENTS for node in up)):
        return None
    if all(node.dep_ == "xcomp" for node in up):
        return 1
    near = up[-1].dep_ in ARGUMENTS | {"advcl", "xcomp"} or _is_reported_infinitive(up[-1])
    return 3 if near else 5 if time.head < token.i else None


def _has_own_time(node: Token) -> bool:
    """Check for a clause with a time of its own: reported speech, a relative clause or a finite adverbial clause."""
    if node.dep_ in {"ccomp", "acl:relcl", "advcl:relcl", "parataxis", "csubj"}:
        return not _is_reported_infinitive(node)
    return node.dep_ == "advcl" and node.tag_ not in {"VBG", "VBN"}


def _is_reported_infinitive(node: Token) -> bool:
    """Check for an infinitive of reported speech ("is reported to have fled"). It shares the time of the verb of speech."""
    return node.dep_ == "ccomp" and any(child.lower_ == "to" and child.dep_ == "mark" for child in node.lefts)


def _is_since_clause(node: Token) -> bool:
    """Check for a clause such as "since it began in 2014". What it modifies holds from that time on."""
    return node.dep_ == "advcl" and any(child.lower_ == "since" for child in node.lefts)


def _extent_for(time: TimeMention, token: Token) -> When:
    """Return the extent of a time for a token. If the time is in a clause with "since", the extent has no end."""
    clause = next((node for node in _paths(token, token.doc[time.head])[1] if node.dep_ == "advcl"), None)
    if clause is not None and _is_since_clause(clause):
        return time.extent.model_copy(update={"last": None})
    return time.for_word(token.i)


def _opens(doc: Doc, sentence_start: int, start: int) -> bool:
    """Check whether a time opens its sentence: near the start, with no verb before it."""
    for count, node in enumerate(node for node in doc[sentence_start:] if not node.is_space):
        if node.idx >= start:
            return True
        if count >= OPENING_TOKENS or node.pos_ == "VERB":
            return False
    return False


def _carried_day(token: Token, before: Sequence[TimeMention]) -> When | None:
    """Return the opening day of an earlier sentence as an estimate, if the event is finished and follows soon in the same paragraph.

    Otherwise return None.
    """
    if not before or before[0].dateline or token.tag_ in {"VB", "VBZ", "VBP"} or not UNFINISHED.isdisjoint(_auxiliaries(token)):
        return None
    last, start = before[-1], token.sent.start
    if last.extent.precision != "day" or last.extent.first is None or last.extent.last is None or start - last.head > MOST_TOKENS_BACK:
        return None
    earlier = token.doc[last.head].sent
    between = token.doc[earlier.start : start]
    sentences = sum(node.is_sent_start is True for node in between)
    if sentences > MOST_SENTENCES_CARRIED or "\n\n" in between.text or not _opens(token.doc, earlier.start, last.start):
        return None
    return last.extent.model_copy(update={"estimated": True})


def _auxiliaries(token: Token) -> set[str]:
    """Return the auxiliaries of a token in lower case."""
    return {child.lower_ for child in token.children if child.dep_.startswith("aux")}


def _paths(token: Token, head: Token) -> tuple[list[Token], list[Token]]:
    """Return the two chains from `token` and from `head` up to the token where they meet, without that token."""
    up = _chain(token)
    places = {node.i: place for place, node in enumerate(up)}
    down: list[Token] = []
    for node in _chain(head):
        if node.i in places:
            return up[: places[node.i]], down
        down.append(node)
    return up, down


def _chain(token: Token) -> list[Token]:
    """Return a token and its ancestors up to the root."""
    out = [token]
    while token.head.i != token.i and len(out) < _MOST_ANCESTORS:
        token = token.head
        out.append(token)
    return out
