"""The features of a span for the place classifier: observations about the span, its sentence and its document.

The name of a feature says what was observed ("prep=in", "rank=country", "left=title"). The weights are learned and stored in weights.json.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from heldby.reading.mentions.places.candidate_spans import Span
from heldby.reading.mentions.places.containment import Chain, hits_in_chain
from heldby.reading.mentions.places.place_survey import DocumentSurvey
from heldby.reading.mentions.places.places_in_actor_names import LONGEST_ACRONYM
from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import ordinary_words, vocabulary
from heldby.reading.mentions.places.word_context import (
    STRONG,
    comma_name,
    followed_by_distance,
    hyphenated,
    in_armed_body,
    neighbour,
    prefixed_type,
    preposition,
)
from heldby.reference.gazetteer import Hit


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
    """Return the candidate whose rank and population most suggest that the name is a place."""
    order = {"country": 6, "area1": 5, "course": 4, "feature": 4, "area2": 2, "quarter": 1, "town": 1}
    return max(
        hits,
        key=lambda h: (
            order[h.entry.rank] + (h.entry.population > 300_000) * 2.5 + h.entry.curated * 1.2 + h.primary - 4 * h.price,
            h.entry.population,
        ),
    )


def known_features(hits: Sequence[Hit], countries: frozenset[str]) -> list[str]:
    """Return the features of the gazetteer's hits for the name. `countries` are the ISO codes of the countries that the text names."""
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
    """Return a feature if the area named directly after the name contains a place of that name.

    If it contains none, but the words alone show that it is an enclosing area, return another feature.
    """
    if chain is None:
        return []
    if hits_in_chain(span.hits, chain):
        return ["inside area behind"]
    return ["area behind"] if chain.is_certain else []


def self_features(words: Words, span: Span, seen: DocumentSurvey) -> list[str]:
    """Return the features of the name itself: its words, case and tags, and what else its words mean in the text or in English."""
    lexicon, first = vocabulary(), span.first
    single = span.last - first == 1
    found = [f"words={min(3, span.last - first)}", f"tag={words.tag[span.last - 1]}", f"pos={words.pos[first]}"]
    found += ["opens"] if words.opens[first] else []
    if not single and words.lower[first] in lexicon.head_types:
        found.append("head type")
    if single:
        found += [*case_features(words, span, seen), *word_features(words, span, seen)]
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


def case_features(words: Words, span: Span, seen: DocumentSurvey) -> list[str]:
    """Return the features of a one-word name in capitals, which is an acronym or a word of a headline."""
    text = words.text[span.first]
    if not text.isupper() or len(text) <= 1 or seen.all_capitals:
        return []
    best = best_hit(span.hits).entry if span.hits else None
    found = ["acronym strong" if best and best.curated else "acronym" if len(text) <= 5 else "shouted"]
    return [*found, "written out"] if best and best.id in seen.written else found


def word_features(words: Words, span: Span, seen: DocumentSurvey) -> list[str]:
    """Return the features of a one-word name that is also an ordinary word, a person's name, a title, a noun for a body or a type noun."""
    lexicon, first, name = vocabulary(), span.first, words.lower[span.first]
    found = []
    if name in ordinary_words() and (seen.all_capitals or not words.text[first].isupper()):
        found += ["ordinary", f"ordinary tag={words.tag[first][:3]}"]
        found += ["opens ordinary"] if words.opens[first] and name in seen.common else []
        found += ["hyphenated word"] if hyphenated(words, span.last) else []
    if name in seen.common:
        found.append(f"common {'known' if span.hits else 'unknown'}")
    kinds = (
        ("given name", name in lexicon.given_names),
        ("is title", name in lexicon.titles),
        ("is body", name in lexicon.body_words),
        ("is type", name in lexicon.place_types or name in lexicon.parts),
        ("surname in text", name in seen.surnames),
    )
    return found + [kind for kind, holds in kinds if holds]


def around_features(words: Words, span: Span) -> list[str]:
    """Return the features of the words next to the span and of the preposition that governs it."""
    before, after = neighbour(words, span.first, -1), neighbour(words, span.last - 1, 1)
    return [
        f"b={before}",
        f"a={after}",
        *governor_features(words, span, before),
        *type_features(words, span, before, after),
        *tie_features(words, span, before, after),
    ]


def governor_features(words: Words, span: Span, before: str) -> list[str]:
    """Return the features of the preposition and the type noun that govern the span."""
    lexicon = vocabulary()
    found = []
    if governing := preposition(words, span.first):
        near = "" if governing == before else " far"
        found.append(f"prep={governing if governing in lexicon.locative else 'other'}{near}")
    if kind := prefixed_type(words, span.first):
        found.append("type of" if kind in lexicon.place_types else "part of")
    return found


def type_features(words: Words, span: Span, before: str, after: str) -> list[str]:
    """Return the features of type nouns, distances and directions next to the span."""
    lexicon = vocabulary()
    found = []
    if after in lexicon.place_types:
        kind = "area" if after in lexicon.area_types else "settlement" if after in lexicon.settlement_types else "feature"
        found.append(f"type after={kind}")
        found += [] if span.hits or after in lexicon.feature_types else ["unknown typed"]
    if followed_by_distance(words, span.last):
        found.append("told by distance")
    if before in lexicon.parts:
        found.append("direction")
    if before in lexicon.place_types:
        found.append("type before")
    return found


def tie_features(words: Words, span: Span, before: str, after: str) -> list[str]:
    """Return the features of words that tie the span to a body, a product of a maker, an act of a power, a title or another name."""
    lexicon = vocabulary()
    ties = (
        ("body after, low", after in lexicon.body_words),
        ("make", after in lexicon.made_things and words.lower[span.last - 1] in lexicon.makes),
        ("a power's act", after in lexicon.acts and is_power(words, span)),
        ("in a body's name", in_armed_body(words, span.first)),
        ("title before", before.rstrip(".") in lexicon.titles),
        ("comma name after", after == "," and comma_name(words, span.last + 1)),
        ("comma name before", before == "," and span.first >= 2 and words.capital[span.first - 2]),
        ("held", after in ("-based", "-held", "-controlled")),
    )
    return [tie for tie, holds in ties if holds]


def is_power(words: Words, span: Span) -> bool:
    """Check for a short form of a country in capitals ("U.S.")."""
    capitals = span.last - span.first == 1 and words.text[span.first].replace(".", "").isupper()
    return capitals and len(span.name) <= LONGEST_ACRONYM


def run_features(words: Words, span: Span) -> list[str]:
    """Return the features of the words to the left and right in the same run of capitalised words."""
    lexicon = vocabulary()
    left = words.lower[span.run[0] : span.first]
    right = words.lower[span.last : max(span.run[1], span.last)]
    found = []
    if left and right and left[-1].rstrip(".") in lexicon.titles and not set(right) & (lexicon.place_types | lexicon.body_words):
        found.append("titled person")
    if left:
        found.append(f"left={left_kind(left[-1].rstrip('.'))}")
    if right:
        found.append(f"right={right_kind(right)}")
    return found or ["alone"]


def left_kind(word: str) -> str:
    """Return what kind of word precedes the span in its run."""
    lexicon = vocabulary()
    for kind, group in (
        ("title", lexicon.titles),
        ("given", lexicon.given_names),
        ("type", lexicon.place_types),
        ("direction", lexicon.parts),
    ):
        if word in group:
            return kind
    return "hyphen" if word in "-‑" else "initial" if len(word) == 1 else "name"


def right_kind(right: Sequence[str]) -> str:
    """Return what kind of words follow the span in its run."""
    lexicon = vocabulary()
    if right[0] in lexicon.place_types:
        return "type"
    if right[-1] in lexicon.outlet_words:
        return "outlet"
    if any(word in lexicon.body_words for word in right):
        return "body"
    return "hyphen" if right[0] in "-‑" else "name"


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
