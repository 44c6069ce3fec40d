"""The quote of a claim: the smallest clause that contains its trigger and its arguments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from heldby.reading.mentions.quantities.vocabulary import CASUALTY_WORDS
from heldby.reading.parse.parsed_report import ParsedReport

CLAUSE = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "conj", "ROOT", "csubj", "xcomp", "advcl:relcl"})
LONGEST = 600
"""Largest number of code points in a quote. A longer clause is cut to the text around its trigger."""
REACH = 6
"""How many figures before a figure, and how many after it, are considered as bounds of its quote."""
JOINING = frozenset({"and", "or", "while", "with", "as", "well", "including", "a", "an", "the", "another", "but"})
"""Words that a quote does not end with."""
LEADING = frozenset({"VBD", "VBN", "VBG"})
EDGE = " \t\r\n,;:-–—"


def quote_span(parsed: ParsedReport, text: str, trigger: int, arguments: Iterable[int], after: int = 0) -> tuple[int, int]:
    """Return the character offsets of a claim's quote.

    `arguments` are the head tokens of the phrases in its roles. Arguments in other sentences do not extend the quote. The quote does not
    begin before the character offset `after`, unless the clause ends before it.
    """
    doc, sentence = parsed.doc, parsed.sentence[trigger]
    first, last = parsed.sentences[sentence]
    inside = [i for i in arguments if parsed.sentence[i] == sentence]
    top = _clause_head(parsed, trigger)
    left, right = doc[top].left_edge.i, doc[top].right_edge.i
    while not all(left <= i <= right for i in inside) and parsed.head[top] != top:
        top = _clause_head(parsed, parsed.head[top])
        left, right = doc[top].left_edge.i, doc[top].right_edge.i
    left, right = max(first, left), min(last - 1, right)
    if inside and not all(left <= i <= right for i in inside):
        left, right = min([left, *inside]), max([right, *inside])
    while right > left and doc[right].is_space:  # a space token may stand for text that is not read
        right -= 1
    while left < right and doc[left].is_space:
        left += 1
    start, end = doc[left].idx, doc[right].idx + len(doc[right])
    start = max(start, after) if after < end else start
    if end - start > LONGEST:
        middle = doc[trigger].idx
        start, end = max(start, middle - LONGEST // 2), min(end, middle + LONGEST // 2)
    return _trim(text, start, end)


def figure_span(parsed: ParsedReport, text: str, span: tuple[int, int], figures: Sequence[tuple[int, int]], own: int) -> tuple[int, int]:
    """Return the character offsets of a figure's part of its clause, so that each number in a list is quoted with its own words.

    `span` is the quote of the clause. `figures` holds (first character, head token) for all numbers of the report in order, and `own` is
    the index of the figure's number. If another number precedes the figure's number in the clause, the quote begins after that other
    number, at the verb that governs the figure's number. If another number follows, the quote ends before it, provided that the verb
    precedes the figure's number.
    """
    start, end = span
    before = [f for f in figures[max(0, own - REACH) : own] if f[0] >= start]
    after = [f for f in figures[own + 1 : own + 1 + REACH] if f[0] < end]
    verbs = [i for i in parsed.ancestors(figures[own][1]) if parsed.pos[i] == "VERB"]
    if before:
        start = _start_of_own_words(parsed, before[-1][1], figures[own], verbs)
    if after and any(parsed.doc[i].idx < figures[own][0] for i in verbs[:1]):
        following = after[0]
        leading = [i for i in parsed.ancestors(following[1]) if parsed.pos[i] == "VERB"]
        end = max(_start_of_own_words(parsed, figures[own][1], following, leading), parsed.doc[figures[own][1] + 1].idx)
        end = start + len(_without_joining_words(text[start:end]))
    return _trim(text, start, end) if end > start else span


def _without_joining_words(piece: str) -> str:
    """Return a piece of text without the words at its end that only join it to the text after it."""
    piece = piece.rstrip(EDGE)
    while (words := piece.rsplit(None, 1)) and words[-1].lower() in JOINING:
        piece = piece[: -len(words[-1])].rstrip(EDGE)
    return piece


def _start_of_own_words(parsed: ParsedReport, previous: int, figure: tuple[int, int], verbs: Sequence[int]) -> int:
    """Return the character offset where a number's own words begin: at its verb, if the verb is between it and the previous number."""
    doc, at = parsed.doc, figure[1]
    while at > previous + 1 and doc[at].idx > figure[0]:
        at -= 1
    verb = parsed.pos[at - 1] == "VERB" or parsed.tag[at - 1] in LEADING or parsed.lower[at - 1] in CASUALTY_WORDS
    leading = at - 1 if at - 1 > previous and verb else at
    return min([*(doc[i].idx for i in verbs if previous < i < figure[1]), doc[leading].idx])


def _clause_head(parsed: ParsedReport, i: int) -> int:
    """Return the token itself if it heads a clause, else its nearest ancestor that does."""
    while parsed.head[i] != i and (parsed.dep[i] not in CLAUSE or _is_list_item(parsed, i)):
        i = parsed.head[i]
    return i


def _is_list_item(parsed: ParsedReport, i: int) -> bool:
    """Check whether a token is a conjunct in a list of nouns. A verb is not: as a conjunct it heads a clause."""
    return parsed.dep[i] == "conj" and parsed.pos[i] not in ("VERB", "AUX")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without white space and punctuation at the edges. The result is never empty."""
    while start < end - 1 and text[start] in EDGE:
        start += 1
    while end > start + 1 and text[end - 1] in EDGE:
        end -= 1
    return start, end
