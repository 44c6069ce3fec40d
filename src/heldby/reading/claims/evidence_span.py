"""The words a claim stands in: the smallest clause with its trigger and its own arguments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from heldby.reading.mentions.quantities.vocabulary import CASUALTY_WORDS
from heldby.reading.parse.parsed_report import Context

CLAUSE = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "conj", "ROOT", "csubj", "xcomp", "advcl:relcl"})
LONGEST = 600
"""Code points; a longer clause is cut down to its trigger's neighbourhood."""
REACH = 6
"""How many numbers before and after one are looked at for its own words."""
JOINING = frozenset({"and", "or", "while", "with", "as", "well", "including", "a", "an", "the", "another", "but"})
"""Words that a quote does not end in."""
LEADING = frozenset({"VBD", "VBN", "VBG"})
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
    while right > left and doc[right].is_space:  # white space hangs on the word before it, and may stand for what is not read
        right -= 1
    start, end = doc[left].idx, doc[right].idx + len(doc[right])
    start = max(start, after) if after < end else start
    if end - start > LONGEST:
        middle = doc[trigger].idx
        start, end = max(start, middle - LONGEST // 2), min(end, middle + LONGEST // 2)
    return _trim(text, start, end)


def figure_span(context: Context, text: str, span: tuple[int, int], figures: Sequence[tuple[int, int]], own: int) -> tuple[int, int]:
    """A figure's part of its clause, so that each number of a list is quoted with its own words.

    `span` is the clause's quote, `figures` the (first character, head token) of all numbers of the report in order, `own` the index of
    this one. Where another number comes before it in the clause, the quote begins behind that one, at the verb that leads to this number;
    where one comes after it, the quote ends before that one, if the verb has been said by then.
    """
    start, end = span
    before = [f for f in figures[max(0, own - REACH) : own] if f[0] >= start]
    after = [f for f in figures[own + 1 : own + 1 + REACH] if f[0] < end]
    verbs = [i for i in context.ancestors(figures[own][1]) if context.pos[i] == "VERB"]
    if before:
        start = _opening(context, before[-1][1], figures[own], verbs)
    if after and any(context.doc[i].idx < figures[own][0] for i in verbs[:1]):
        following = after[0]
        leading = [i for i in context.ancestors(following[1]) if context.pos[i] == "VERB"]
        end = max(_opening(context, figures[own][1], following, leading), context.doc[figures[own][1] + 1].idx)
        end = start + len(_without_joints(text[start:end]))
    return _trim(text, start, end) if end > start else span


def _without_joints(piece: str) -> str:
    """A piece of text without the words at its end that only join it to what follows."""
    piece = piece.rstrip(EDGE)
    while (words := piece.rsplit(None, 1)) and words[-1].lower() in JOINING:
        piece = piece[: -len(words[-1])].rstrip(EDGE)
    return piece


def _opening(context: Context, previous: int, figure: tuple[int, int], verbs: Sequence[int]) -> int:
    """The character at which a number's own words begin behind the number before it: at its verb, if that stands between the two."""
    doc, at = context.doc, figure[1]
    while at > previous + 1 and doc[at].idx > figure[0]:
        at -= 1
    verb = context.pos[at - 1] == "VERB" or context.tag[at - 1] in LEADING or context.lower[at - 1] in CASUALTY_WORDS
    leading = at - 1 if at - 1 > previous and verb else at
    return min([*(doc[i].idx for i in verbs if previous < i < figure[1]), doc[leading].idx])


def _clause(context: Context, i: int) -> int:
    """The nearest token at or above `i` that heads a clause."""
    while context.head[i] != i and (context.dep[i] not in CLAUSE or _listed(context, i)):
        i = context.head[i]
    return i


def _listed(context: Context, i: int) -> bool:
    """Whether a token only goes on a list of things: a clause is a conjunct with a verb."""
    return context.dep[i] == "conj" and context.pos[i] not in ("VERB", "AUX")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space and stray punctuation at the edges; never empty."""
    while start < end - 1 and text[start] in EDGE:
        start += 1
    while end > start + 1 and text[end - 1] in EDGE:
        end -= 1
    return start, end
