"""Find spans that may name a place: in each run of capitalised words, the longest names that the gazetteer knows.

The spans are not classified here. The running time is linear in the number of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heldby.reading.mentions.places.places_in_actor_names import blocked_parts, blocked_tokens
from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reference.gazetteer import Gazetteer, Hit
from heldby.reference.gazetteer.name_keys import ARTICLES

MOST_NAME_WORDS = 7
"""Number of tokens of the longest names ("Democratic Republic of the Congo" has five, "Qal'at al-Madiq" up to six)."""
MOST_RUN_WORDS = 12
LEAST_PART = 4
"""Names with fewer letters are not taken out of a longer name that the gazetteer does not know."""
ERAS = frozenset({"bc", "ad", "bce", "ce"})
"""Names of eras. After a number "BC" is not British Columbia."""
NOT_NAMES = frozenset({"PRP", "PRP$", "DT", "WP", "WP$", "WDT", "WRB", "MD", "CC", "EX", "UH", "TO", "SYM", "CD"})
FUNCTION_WORDS = frozenset({"IN", "CC", "TO", "WRB", "MD"})
"""Tags of words that no name ends in."""


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `first` to `last` (exclusive) that may name a place.

    `hits` are the gazetteer's hits for the name, and `run` the tokens (first, last) of the run of capitalised words that contains it.
    """

    first: int
    last: int
    name: str
    hits: tuple[Hit, ...]
    run: tuple[int, int]


def find_spans(words: Words, gazetteer: Gazetteer, taken: Sequence[tuple[int, int]]) -> list[Span]:
    """Return the candidate spans in order, without overlaps.

    `taken` are the character spans of actor names. A span does not use their words, except the countries and areas at their edges that
    `blocked_parts` leaves free.
    """
    text = words.doc.text
    blocked = blocked_tokens(words, [span for start, end in taken for span in blocked_parts(text, start, end, gazetteer)])
    out: list[Span] = []
    i = 0
    while i < len(words.text):
        if not words.capital[i] or blocked[i]:
            i += 1
            continue
        end = run_end(words, i, blocked)
        out.extend(spans_of_run(words, gazetteer, i, end, blocked))
        i = max(end, out[-1].last if out else end)
    return out


def run_end(words: Words, first: int, blocked: Sequence[bool]) -> int:
    """Return the token after the run of capitalised words that starts at `first`. A hyphen between two such words does not end the run."""
    i = first + 1
    while i < len(words.text) and i - first < MOST_RUN_WORDS and not blocked[i] and words.sentence[i] == words.sentence[first]:
        joined = words.text[i] in ("-", "‑") and i + 1 < len(words.text) and words.capital[i + 1]
        if not (words.capital[i] or joined):
            break
        i += 1
    return i


def spans_of_run(words: Words, gazetteer: Gazetteer, first: int, end: int, blocked: Sequence[bool]) -> list[Span]:
    """Split a run of capitalised words into the longest known names, from left to right.

    If the run contains no known name, it is one unknown name.
    """
    out: list[Span] = []
    i = first
    while i < end:
        match = longest_match(words, gazetteer, i, blocked) if may_start(words, i) else None
        if match is None:
            i += 1
            continue
        last, hits = match
        if continues_after_article(words, gazetteer, last, end, blocked):
            last = last + 2
            hits = gazetteer.by_variant(words.slice(i, last))
        if last - i > 1 or not is_generic(words, i):
            out.append(Span(i, last, words.slice(i, last), hits, (first, max(end, last))))
        i = last
    if out and all(len(span.name) < LEAST_PART for span in out) and sum(span.last - span.first for span in out) < end - first:
        out = []  # "Um Dam Haj Ahmed" is one unknown name, and not the places Um and Dam
    if not out:
        start = first
        while start < end - 1 and (words.lower[start] in vocabulary().parts or not may_start(words, start)):
            start += 1
        if may_start(words, start) and not all(is_generic(words, i) for i in range(start, end)):
            out.append(Span(start, end, words.slice(start, end), (), (first, end)))
    return out


def continues_after_article(words: Words, gazetteer: Gazetteer, last: int, end: int, blocked: Sequence[bool]) -> bool:
    """Check whether a name continues over an Arabic article and a word that are not a name on their own ("Dayr Az Zayr")."""
    if last + 1 >= end or words.lower[last] not in ARTICLES or not words.capital[last + 1]:
        return False
    return longest_match(words, gazetteer, last, blocked) is None


def is_generic(words: Words, i: int) -> bool:
    """Check for a type noun, a title, a noun for a body or a direction ("University"), even if there is a place of that name."""
    lexicon, word = vocabulary(), words.lower[i]
    return word in lexicon.generic or word in lexicon.parts


def may_start(words: Words, i: int) -> bool:
    """Check whether a name may start with this word.

    The word must be capitalised and not a function word, a month or a day. A state's abbreviation ("Ill.", "Mass.") needs a full stop.
    """
    lower = words.lower[i]
    lexicon = vocabulary()
    if (
        not words.capital[i]
        or lower in lexicon.never
        or lower.rstrip(".") in lexicon.calendar
        or len(lower) < 2
        or words.tag[i] in NOT_NAMES
    ):
        return False
    if lower.replace(".", "") in ERAS and i > 0 and words.text[i - 1][-1:].isdigit():
        return False
    if lower.rstrip(".") in vocabulary().states_short:
        dotted = lower.endswith(".") or (i + 1 < len(words.text) and words.text[i + 1] == ".")
        return dotted and (words.text[i].isupper() or (i > 0 and words.text[i - 1] in (",", "(")) or lower.endswith("."))
    return True


def longest_match(words: Words, gazetteer: Gazetteer, i: int, blocked: Sequence[bool]) -> tuple[int, tuple[Hit, ...]] | None:
    """Find the longest name from token `i` on that the gazetteer knows as spelled or as a variant.

    Return the token after the name and its hits, or None.
    """
    limit = i + 1
    while limit < min(i + MOST_NAME_WORDS, len(words.text)) and not blocked[limit] and words.sentence[limit] == words.sentence[i]:
        if not (words.capital[limit] or words.lower[limit] in vocabulary().connectors):
            break
        limit += 1
    for last in range(limit, i, -1):
        if not (words.capital[last - 1] or words.text[last - 1] == "."):
            continue
        if last - i > 1 and (words.tag[last - 1] in FUNCTION_WORDS or words.lower[last - 1] in ARTICLES):
            continue  # "Taliban Seize Ghazni As Troops Withdraw", "In Damascus Al Mazzeh was hit"
        if words.text[last - 1] == "." and words.start[last - 1] != words.start[last - 2] + len(words.text[last - 2]):
            continue
        name = words.slice(i, last)
        hits = gazetteer.named(name)
        if not hits and len(name) > 4:
            hits = gazetteer.by_variant(name)
        if hits:
            return last - (words.text[last - 1] == "." and words.lower[last - 2] not in ("w.va", "u.s", "d.c", "u.k", "n.y")), hits
    return None
