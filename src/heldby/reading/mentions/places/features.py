"""The features of a span for the place classifier: observations on the span, its sentence and its document.

A feature's name says what was observed ("prep=in", "rank=country", "left=title"). The weights are learned: see weights.json.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from heldby.reading.mentions.places.candidate_spans import LONGEST_ACRONYM, Span, Words
from heldby.reading.mentions.places.containment import Chain, find_chains, hits_in_chain
from heldby.reading.mentions.places.vocabulary import ordinary_words, vocabulary
from heldby.reference.gazetteer import Hit

STRONG = frozenset(["in", "at", "near", "into", "toward", "towards", "outside", "inside", "across", "around", "throughout"])
UNITS = frozenset({"km", "kms", "kilometers", "kilometres", "miles", "mile", "kilometer", "kilometre"})
BACK = 8
"""Words that are searched backwards for a governing preposition."""


@dataclass(slots=True)
class DocumentSurvey:
    """What the whole text shows about its names.

    Surnames of people it introduces, words it also writes in lower case, names after "in", countries it names, ids of countries and areas
    written in full, the chains by first token, and whether most words are in capitals.
    """

    surnames: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)
    located: dict[str, int] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    chains: dict[int, Chain] = field(default_factory=dict)
    all_capitals: bool = False


def survey_document(words: Words, spans: Sequence[Span]) -> DocumentSurvey:
    """Return the survey of a text, from one pass over its words and one over its spans."""
    seen, lexicon = DocumentSurvey(), vocabulary()
    i = 0
    while i < len(words.text):
        if words.capital[i] and (words.lower[i] in lexicon.given_names or words.lower[i].rstrip(".") in lexicon.titles):
            j = i + 1
            while j < len(words.text) and j - i < 5 and words.capital[j] and words.sentence[j] == words.sentence[i]:
                j += 1
            if j - i >= 2 and words.lower[j - 1] not in lexicon.body_words | lexicon.place_types:
                seen.surnames.add(words.lower[j - 1])
            i = j
            continue
        if words.text[i].islower():
            seen.common.add(words.lower[i])
        i += 1
    located: dict[str, int] = defaultdict(int)
    for span in spans:
        if preposition(words, span.first) in STRONG:
            located[span.name.lower()] += 1
    seen.located = dict(located)
    seen.countries = frozenset(land for span in spans for hit in span.hits if hit.entry.rank == "country" and (land := hit.entry.country))
    full = [span for span in spans if span.hits and not words.text[span.first].isupper()]
    seen.written = frozenset(hit.entry.id for span in full for hit in span.hits if hit.entry.rank in ("country", "area1"))
    seen.chains = find_chains(words, spans)
    letters = [word for word in words.text if word.isalpha()]
    seen.all_capitals = sum(word.isupper() for word in letters) > 0.5 * max(1, len(letters))
    return seen


def features(words: Words, span: Span, seen: DocumentSurvey) -> list[str]:
    """Return the names of all features of a span."""
    return [
        *known_features(span.hits, seen.countries),
        *chain_features(span, seen.chains.get(span.first)),
        *self_features(words, span, seen),
        *around_features(words, span),
        *run_features(words, span),
        *parse_features(words, span),
    ]


def best_hit(hits: Sequence[Hit]) -> Hit:
    """Return the candidate whose rank and size speak most for the name being a place."""
    order = {"country": 6, "area1": 5, "course": 4, "feature": 4, "area2": 2, "quarter": 1, "town": 1}
    return max(
        hits,
        key=lambda h: (
            order[h.entry.rank] + (h.entry.population > 300_000) * 2.5 + h.entry.curated * 1.2 + h.primary - 4 * h.price,
            h.entry.population,
        ),
    )


def known_features(hits: Sequence[Hit], countries: frozenset[str]) -> list[str]:
    """Return the features of what the gazetteer knows under the name."""
    if not hits:
        return ["unknown"]
    best = best_hit(hits)
    place = best.entry
    size = min(7, int(math.log10(max(place.population, 1)))) if place.rank in ("town", "quarter") else 0
    found = [f"rank={place.rank}", f"step={best.step}"]
    if place.rank in ("town", "quarter"):
        found += [f"size={size}", "primary" if best.primary else "other name"]
        found += ["curated town"] if place.curated else []
        found += ["land named"] if any(hit.entry.country in countries for hit in hits) else []
        found.append(f"namesakes={min(4, len(hits) // 3)}")
    return found


def chain_features(span: Span, chain: Chain | None) -> list[str]:
    """Return whether the area named directly after the name contains a place of that name, or is at least certainly an area."""
    if chain is None:
        return []
    if hits_in_chain(span.hits, chain):
        return ["inside area behind"]
    return ["area behind"] if chain.sure else []


def self_features(words: Words, span: Span, seen: DocumentSurvey) -> list[str]:
    """Return the features of the name itself: its words, case and tags, and other uses in the text or the language."""
    lexicon, first, name = vocabulary(), span.first, words.lower[span.first]
    single = span.last - first == 1
    found = [f"words={min(3, span.last - first)}", f"tag={words.tag[span.last - 1]}", f"pos={words.pos[first]}"]
    if words.opens[first]:
        found.append("opens")
    if span.last - first >= 2 and name in lexicon.head_types:
        found.append("head type")
    if single:
        text = words.text[first]
        known = "known" if span.hits else "unknown"
        if text.isupper() and len(text) > 1 and not seen.all_capitals:
            best = best_hit(span.hits).entry if span.hits else None
            found.append("acronym strong" if best and best.curated else "acronym" if len(text) <= 5 else "shouted")
            if best and best.id in seen.written:
                found.append("written out")
        if name in ordinary_words() and (seen.all_capitals or not text.isupper()):
            found += ["ordinary", f"ordinary tag={words.tag[first][:3]}"]
            found += ["opens ordinary"] if words.opens[first] and name in seen.common else []
            found += ["hyphenated word"] if hyphenated(words, span.last) else []
        if name in seen.common:
            found.append(f"common {known}")
        if name in lexicon.given_names:
            found.append("given name")
        if name in lexicon.titles:
            found.append("is title")
        if name in lexicon.body_words:
            found.append("is body")
        if name in lexicon.place_types or name in lexicon.parts:
            found.append("is type")
        if name in seen.surnames:
            found.append("surname in text")
    elif any(word in lexicon.given_names for word in words.lower[first : span.last]):
        found.append("holds given name")
    elif span.hits:
        found.append("long known name")
    if words.lower[span.last - 1] in lexicon.body_words and not single:
        found.append("ends in body")
    if words.lower[span.last - 1] in lexicon.place_types and not single:
        found.append("ends in type")
    if span.name.lower() in seen.located and preposition(words, first) not in STRONG:
        found.append("located elsewhere")
    return found


def around_features(words: Words, span: Span) -> list[str]:
    """Return the features of the words next to the span and of the preposition that governs it."""
    lexicon = vocabulary()
    before, after = neighbour(words, span.first, -1), neighbour(words, span.last - 1, 1)
    found = [f"b={before}", f"a={after}"]
    governing = preposition(words, span.first)
    if governing:
        near = "" if governing == before else " far"
        found.append(f"prep={governing if governing in lexicon.locative else 'other'}{near}")
    if kind := prefixed_type(words, span.first):
        found.append("type of" if kind in lexicon.place_types else "part of")
    if after in lexicon.place_types:
        found.append(
            f"type after={'area' if after in lexicon.area_types else 'settlement' if after in lexicon.settlement_types else 'feature'}"
        )
        found += [] if span.hits or after in lexicon.feature_types else ["unknown typed"]
    if followed_by_distance(words, span.last):
        found.append("told by distance")
    if before in lexicon.parts:
        found.append("direction")
    if before in lexicon.place_types:
        found.append("type before")
    if after in lexicon.body_words:
        found.append("body after, low")
    if after in lexicon.made_things and words.lower[span.last - 1] in lexicon.makes:
        found.append("make")
    if (
        after in lexicon.acts
        and span.last - span.first == 1
        and words.text[span.first].replace(".", "").isupper()
        and len(span.name) <= LONGEST_ACRONYM
    ):
        found.append("a power's act")
    if in_armed_body(words, span.first):
        found.append("in a body's name")
    if before.rstrip(".") in lexicon.titles:
        found.append("title before")
    if after == "," and comma_name(words, span.last + 1):
        found.append("comma name after")
    if before == "," and span.first >= 2 and words.capital[span.first - 2]:
        found.append("comma name before")
    if after in ("-based", "-held", "-controlled"):
        found.append("held")
    return found


def run_features(words: Words, span: Span) -> list[str]:
    """Return the features of the words to the left and right in the same run of capitals."""
    lexicon = vocabulary()
    left = words.lower[span.run[0] : span.first]
    right = words.lower[span.last : max(span.run[1], span.last)]
    found = []
    if left and right and left[-1].rstrip(".") in lexicon.titles and not set(right) & (lexicon.place_types | lexicon.body_words):
        found.append("titled person")
    if left:
        last = left[-1].rstrip(".")
        kind = (
            "title"
            if last in lexicon.titles
            else "given"
            if last in lexicon.given_names
            else "type"
            if last in lexicon.place_types
            else "direction"
            if last in lexicon.parts
            else "hyphen"
            if last in "-‑"
            else "initial"
            if len(last) == 1
            else "name"
        )
        found.append(f"left={kind}")
    if right:
        kind = (
            "type"
            if right[0] in lexicon.place_types
            else "outlet"
            if right[-1] in lexicon.outlet_words
            else "body"
            if any(word in lexicon.body_words for word in right)
            else "hyphen"
            if right[0] in "-‑"
            else "name"
        )
        found.append(f"right={kind}")
    return found or ["alone"]


def parse_features(words: Words, span: Span) -> list[str]:
    """Return the grammatical role of the span and the lemma that governs it."""
    inside = range(span.first, span.last)
    top = next((i for i in inside if words.head[i] not in inside or words.head[i] == i), span.last - 1)
    governor = words.head[top]
    relation = words.dep[top].split(":")[0]
    found = [f"dep={relation}", f"h={words.doc[governor].lemma_.lower()}"]
    if relation == "nsubj" and words.doc[governor].lemma_ in vocabulary().speech:
        found.append("speaks")
    return found


def hyphenated(words: Words, i: int) -> bool:
    """Check whether a hyphen at `i` ties a name to a common word ("hit-and-run")."""
    return i + 1 < len(words.text) and words.text[i] in ("-", "‑") and words.text[i + 1].islower()


def in_armed_body(words: Words, first: int) -> bool:
    """Check whether "of" ties a name, or a list that it ends, to an armed body ("Islamic State of Iraq and the Levant")."""
    i = first - 1
    while i > max(1, first - BACK) and (words.capital[i] or words.lower[i] in ("the", "and", ",")):
        i -= 1
    named = i > 1 and words.lower[i] == "of" and words.capital[i - 1] and words.capital[i - 2]
    return named and words.lower[i - 1] in vocabulary().armed_bodies


def neighbour(words: Words, i: int, step: int) -> str:
    """Return the lower-case word next to token `i` in its sentence, or ""."""
    j = i + step
    in_sentence = 0 <= j < len(words.text) and words.sentence[j] == words.sentence[i]
    return words.lower[j] if in_sentence else ""


def followed_by_distance(words: Words, i: int) -> bool:
    """Check whether ", 40 km east of" follows: what lies at a distance from somewhere is a place."""
    following = words.lower[i : i + 7]
    return following[:1] in ([","], ["("]) and any(word in UNITS for word in following[2:5]) and ("of" in following or "from" in following)


def comma_name(words: Words, i: int) -> bool:
    """Check whether a capitalised word stands at `i`."""
    return i < len(words.text) and words.capital[i]


def preposition(words: Words, first: int) -> str:
    """Return the preposition before a name, skipping articles, directions and earlier members of a list, or ""."""
    skipped, sentence = vocabulary().skipped, words.sentence[first]
    for i in range(first - 1, max(-1, first - 1 - BACK), -1):
        if words.sentence[i] != sentence:
            return ""
        if words.tag[i] in ("IN", "TO") or words.pos[i] == "ADP":
            return words.lower[i]
        if words.lower[i] not in skipped and not words.capital[i]:
            return ""
    return ""


def prefixed_type(words: Words, first: int) -> str:
    """Return the type noun in "the town of X" or "suburbs of northern X", or ""."""
    i = first - 1
    if i > 0 and words.lower[i] in vocabulary().parts:
        i -= 1
    if i > 0 and words.lower[i] == "the":
        i -= 1
    if i > 0 and words.lower[i] == "of" and words.lower[i - 1] in vocabulary().prefixed_types:
        return words.lower[i - 1]
    return ""
