"""The words a claim stands in: the smallest clause with its trigger and its own arguments."""

from __future__ import annotations

from collections.abc import Iterable

from heldby.reading.context import Context

CLAUSE = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "conj", "ROOT", "csubj", "xcomp", "advcl:relcl"})
LONGEST = 600
"""Code points; a longer clause is cut down to its trigger's neighbourhood."""
EDGE = " \t\r\n,;:-–—"


def quote_span(context: Context, text: str, trigger: int, arguments: Iterable[int], after: int = 0) -> tuple[int, int]:
    """Character offsets of a claim's quote. `arguments` are token indexes of what fills its roles; it starts at `after` at the earliest."""
    doc, sentence = context.doc, context.sentence[trigger]
    first, last = context.sentences[sentence]
    inside = [i for i in arguments if context.sentence[i] == sentence]
    top = _clause(context, trigger)
    left, right = doc[top].left_edge.i, doc[top].right_edge.i
    while not all(left <= i <= right for i in inside) and context.head[top] != top:
        top = _clause(context, context.head[top])
        left, right = doc[top].left_edge.i, doc[top].right_edge.i
    left, right = max(first, left), min(last - 1, right)
    if inside and not all(left <= i <= right for i in inside):
        left, right = min([left, *inside]), max([right, *inside])
    start, end = doc[left].idx, doc[right].idx + len(doc[right])
    start = max(start, after) if after < end else start
    if end - start > LONGEST:
        middle = doc[trigger].idx
        start, end = max(start, middle - LONGEST // 2), min(end, middle + LONGEST // 2)
    return _trim(text, start, end)


def _clause(context: Context, i: int) -> int:
    """The nearest token at or above `i` that heads a clause."""
    while context.dep[i] not in CLAUSE and context.head[i] != i:
        i = context.head[i]
    return i


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space and stray punctuation at the edges; never empty."""
    while start < end - 1 and text[start] in EDGE:
        start += 1
    while end > start + 1 and text[end - 1] in EDGE:
        end -= 1
    return start, end
