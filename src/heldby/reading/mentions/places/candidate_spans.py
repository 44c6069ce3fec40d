"""Find candidate spans: runs of capitalised words, and in them the longest stretches that the gazetteer knows.

Spans are not classified here. Time grows linearly with the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reference.gazetteer import Gazetteer, Hit
from heldby.reference.gazetteer.name_keys import ARTICLES

MOST_NAME_WORDS = 7
"""Tokens of the longest names ("Democratic Republic of the Congo" has five, "Qal'at al-Madiq" up to six)."""
MOST_RUN_WORDS = 12
LONGEST_ACRONYM = 4
"""Longest short form of a country's name ("US", "U.K.") that stands for its government when it is an actor."""
ARTICLE_FORM = re.compile(r"(?:(?:al|ar|as|ash|at|ad|adh|an|az|el|ez|es|ed|ul)[-‑][A-Z'’ʿ‘]|[dl]['’][A-Z])")
BEFORE_LAND = re.compile(r" (?:of|for|on|to|in) ")
POSSESSIVE = re.compile(r"(?:the )?(.+?)(?:['’]s|(?<=s)['’]) ")
LOWER_HEAD = re.compile(r"(?:the )?([A-Z][^\d]*?) [a-z][a-z ]*\Z")
"""An actor's name of capitalised words followed by common nouns ("New Zealand health officials")."""
OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff\u0600-\u06ff]")
ERAS = frozenset({"bc", "ad", "bce", "ce"})
"""After a number these are not British Columbia."""
NOT_NAMES = frozenset({"PRP", "PRP$", "DT", "WP", "WP$", "WDT", "WRB", "MD", "CC", "EX", "UH", "TO", "SYM", "CD"})


@dataclass(frozen=True, slots=True)
class Words:
    """The attributes of a document's tokens as lists, read from spaCy once."""

    doc: Doc
    whole: str
    text: list[str]
    lower: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    sentence: list[int]
    opens: list[bool]
    capital: list[bool]

    def slice(self, first: int, last: int) -> str:
        """Return the document's text from token `first` to before token `last`."""
        return self.whole[self.start[first] : self.start[last - 1] + len(self.text[last - 1])]


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `first` to before `last` that may name a place, with the gazetteer's hits for the name and the run of capitals around it."""

    first: int
    last: int
    name: str
    hits: tuple[Hit, ...]
    run: tuple[int, int]


def words_of(doc: Doc) -> Words:
    """Return the token lists of a document. Sentence numbers and sentence openings come from its parse."""
    tokens = list(doc)  # spaCy creates new token objects on every iteration
    sentence, opens, number = [], [], -1
    for token in tokens:
        first = bool(token.is_sent_start) or token.i == 0
        number += first
        sentence.append(number)
        opens.append(first)
    text = [token.text for token in tokens]
    return Words(
        doc,
        doc.text,
        text,
        [t.lower() for t in text],
        [t.tag_ for t in tokens],
        [t.pos_ for t in tokens],
        [t.dep_ for t in tokens],
        [t.head.i for t in tokens],
        [t.idx for t in tokens],
        sentence,
        opens,
        [is_capital(t) for t in text],
    )


def is_capital(word: str) -> bool:
    """Check whether a word looks like a name: a capital first letter, an article before one, or a script without capitals."""
    for character in word:
        if character.isalpha():
            return character.isupper() or bool(ARTICLE_FORM.match(word)) or bool(OTHER_SCRIPT.match(character))
        if character.isdigit():
            return False
    return False


def find_spans(words: Words, gazetteer: Gazetteer, taken: Sequence[tuple[int, int]]) -> list[Span]:
    """Return all candidate spans in order; none overlap, and none are inside the character spans `taken` by actors."""
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


def blocked_parts(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Return the parts of an actor's name where no place may stand: all but a country at either end, or the whole if that is an area.

    The places in brackets stay free: "Government of [Iraq]", "Special Envoy for [Syria]", "[Kenya]'s livestock minister", "[New Zealand]
    officials", "[West Virginia]". "United States Army" is blocked whole, and so is "US" as an actor.
    """
    name = text[start:end]
    *_, last = BEFORE_LAND.split(name)
    behind, of = last.removeprefix("the "), last != name
    if is_area_name(behind, gazetteer, regions=of) and (of or not is_acronym(behind) or is_written_out(behind, text, gazetteer)):
        return [(start, end - len(behind))]
    if (owner := POSSESSIVE.match(name)) and is_area_name(owner[1], gazetteer):
        return [(start + len(owner[1]), end)]
    before = LOWER_HEAD.match(name)
    if before and is_area_name(before[1], gazetteer) and not is_acronym(before[1]):
        return [(start + len(before[1]), end)]
    return [(start, end)]


def is_area_name(name: str, gazetteer: Gazetteer, *, regions: bool = False) -> bool:
    """Check whether a name is a country's or a first-level area's or, with `regions`, a region's ("Middle East")."""
    hits = [hit.entry for hit in gazetteer.named(name) if hit.price == 0]
    return any(place.rank in ("country", "area1") or (regions and place.kind == "region") for place in hits)


def is_written_out(name: str, text: str, gazetteer: Gazetteer) -> bool:
    """Check whether a text also names in full the area that a short form stands for ("NSW", "New South Wales")."""
    return any(hit.entry.rank == "area1" and hit.entry.name in text for hit in gazetteer.named(name))


def is_acronym(name: str) -> bool:
    """Check whether a name is in capitals alone ("US", "U.K.")."""
    return len(name) <= LONGEST_ACRONYM and name.isupper()


def blocked_tokens(words: Words, taken: Sequence[tuple[int, int]]) -> list[bool]:
    """Return for each token whether it belongs to an actor's name."""
    blocked = [False] * len(words.text)
    spans = sorted(taken)
    k = 0
    for i, start in enumerate(words.start):
        while k < len(spans) and spans[k][1] <= start:
            k += 1
        blocked[i] = k < len(spans) and spans[k][0] < start + len(words.text[i])
    return blocked


def run_end(words: Words, first: int, blocked: Sequence[bool]) -> int:
    """Return the token after the run of capitalised words that starts at `first`. A hyphen between two of them does not end the run."""
    i = first + 1
    while i < len(words.text) and i - first < MOST_RUN_WORDS and not blocked[i] and words.sentence[i] == words.sentence[first]:
        joined = words.text[i] in ("-", "‑") and i + 1 < len(words.text) and words.capital[i + 1]
        if not (words.capital[i] or joined):
            break
        i += 1
    return i


def spans_of_run(words: Words, gazetteer: Gazetteer, first: int, end: int, blocked: Sequence[bool]) -> list[Span]:
    """Return the known names in a run, from left to right, longest first; the whole run as one unknown name if it contains none."""
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
    if not out:
        start = first
        while start < end - 1 and (words.lower[start] in vocabulary().parts or not may_start(words, start)):
            start += 1
        if may_start(words, start) and not all(is_generic(words, i) for i in range(start, end)):
            out.append(Span(start, end, words.slice(start, end), (), (first, end)))
    return out


def continues_after_article(words: Words, gazetteer: Gazetteer, last: int, end: int, blocked: Sequence[bool]) -> bool:
    """Check whether a name continues over an Arabic article and a word that name nothing on their own ("Dayr Az Zayr")."""
    if last + 1 >= end or words.lower[last] not in ARTICLES or not words.capital[last + 1]:
        return False
    return longest_match(words, gazetteer, last, blocked) is None


def is_generic(words: Words, i: int) -> bool:
    """Check whether a capitalised word is only a type noun, a title, a body or a direction ("University"), even if a place is so named."""
    lexicon, word = vocabulary(), words.lower[i]
    return word in lexicon.generic or word in lexicon.parts


def may_start(words: Words, i: int) -> bool:
    """Check whether a name may start with this word: capitalised, not a function word or a month, not an abbreviation that is a word."""
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
    """Return the end and the hits of the longest stretch from token `i` that the gazetteer knows by name or variant, or None."""
    limit = i + 1
    while limit < min(i + MOST_NAME_WORDS, len(words.text)) and not blocked[limit] and words.sentence[limit] == words.sentence[i]:
        if not (words.capital[limit] or words.lower[limit] in vocabulary().connectors):
            break
        limit += 1
    for last in range(limit, i, -1):
        if not (words.capital[last - 1] or words.text[last - 1] == "."):
            continue
        if words.text[last - 1] == "." and words.start[last - 1] != words.start[last - 2] + len(words.text[last - 2]):
            continue
        name = words.slice(i, last)
        hits = gazetteer.named(name)
        if not hits and len(name) > 4:
            hits = gazetteer.by_variant(name)
        if hits:
            return last - (words.text[last - 1] == "." and words.lower[last - 2] not in ("w.va", "u.s", "d.c", "u.k", "n.y")), hits
    return None
