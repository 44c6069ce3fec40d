"""Is this span a place? A sum of small named weights over its surroundings; the sum is a log-odds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from heldby.reading.places.context import Surroundings, surroundings
from heldby.reading.places.spans import Span, Words
from heldby.reading.places.words import (
    BODY_WORDS,
    GIVEN_NAMES,
    HEAD_TYPES,
    LOCATIVE,
    OUTLET_WORDS,
    PLACE_TYPES,
    SPEECH,
    TITLES,
    WEAK_LOCATIVE,
)
from heldby.reference.gazetteer import Hit


@dataclass(slots=True)
class Document:
    """What the whole text tells of its names: surnames of people it introduced, words it also writes in lower case."""

    surnames: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)


def survey(words: Words) -> Document:
    """Goes once through a text for people's names ("Mayor Randy Halfacre") and for words that occur in lower case."""
    seen = Document()
    i = 0
    while i < len(words.text):
        if words.capital[i] and (words.lower[i] in GIVEN_NAMES or words.lower[i].rstrip(".") in TITLES):
            j = i + 1
            while j < len(words.text) and j - i < 5 and words.capital[j] and words.sentence[j] == words.sentence[i]:
                j += 1
            if j - i >= 2 and words.lower[j - 1] not in BODY_WORDS | PLACE_TYPES:
                seen.surnames.add(words.lower[j - 1])
            i = j
            continue
        if words.text[i].islower():
            seen.common.add(words.lower[i])
        i += 1
    return seen


def weigh(words: Words, span: Span, seen: Document) -> dict[str, float]:
    """The weights that speak on one span, by name. Their sum is the log-odds of a place."""
    near = surroundings(words, span)
    found: dict[str, float] = {"known": known_weight(span.hits)} if span.hits else {"unknown": -2.5}
    found.update(context_weights(words, span, near))
    found.update(person_weights(words, span, near, seen))
    found.update(body_weights(near))
    return {name: value for name, value in found.items() if value}


def known_weight(hits: Sequence[Hit]) -> float:
    """How much the gazetteer's knowing the name says: countries nearly always, tiny towns hardly."""
    best = -1.0
    for hit in hits:
        place = hit.entry
        base = {"country": 3.5, "area1": 2.5, "area2": 1.0, "feature": 1.8, "course": 1.8, "quarter": 0.8, "town": 0.0}[place.rank]
        if place.rank == "town":
            base = 0.35 * max(0.0, math.log10(max(place.population, 1000)) - 3) * (1.6 if hit.primary else 1.0) + (0.3 if hit.primary else -0.5) + (0.8 if place.curated else 0.0)
        best = max(best, base - 2 * hit.price)
    return best


def context_weights(words: Words, span: Span, near: Surroundings) -> dict[str, float]:
    """Prepositions, nouns of type, commas and the parse."""
    out: dict[str, float] = {}
    if near.preposition in LOCATIVE:
        out["preposition"] = 0.5 if near.preposition in WEAK_LOCATIVE else 1.8
    if near.typed:
        out["type of"] = 2.5
    if near.type_after:
        out["type after"] = 2.0
    if near.part:
        out["direction"] = 1.0
    if span.first and near.before in HEAD_TYPES:
        out["type before"] = 1.5
    tags = words.tag[span.first : span.last]
    if not any(tag.startswith("NNP") for tag in tags):
        out["not a name"] = -2.0 if words.opens[span.first] else -1.0
    return out


def person_weights(words: Words, span: Span, near: Surroundings, seen: Document) -> dict[str, float]:
    """Titles, given names and surnames known from elsewhere in the text; speaking and doing things that people do."""
    out: dict[str, float] = {}
    last_left = near.left[-1] if near.left else ""
    single = span.last - span.first == 1
    if last_left.rstrip(".") in TITLES or (near.before.rstrip(".") in TITLES and single):
        out["title"] = -3.0
    if last_left in GIVEN_NAMES:
        out["given name before"] = -3.5
    elif near.left and near.left[-1] not in PLACE_TYPES | set(LOCATIVE) | HEAD_TYPES and not near.part and near.left[-1] not in ("-", "greater", "downtown"):
        out["name before"] = -1.5
    if single and words.lower[span.first] in GIVEN_NAMES and near.right:
        out["given name"] = -3.5
    if single and words.lower[span.first] in seen.surnames:
        out["surname in text"] = -3.0
    if single and words.lower[span.first] in seen.common:
        out["common word"] = -1.5
    if words.lower[words.head[span.last - 1]] in SPEECH or words.lower[words.head[span.last - 1]] in ("said", "says", "told", "added"):
        if words.dep[span.last - 1].startswith("nsubj"):
            out["speaks"] = -1.5
    return out


def body_weights(near: Surroundings) -> dict[str, float]:
    """What follows in the same run: a body's noun leaves the place a place ("Laurel County Sheriff"), an unknown name does not."""
    if not near.right:
        return {}
    if near.right[0] in PLACE_TYPES:
        return {}
    if near.right[-1] in OUTLET_WORDS:
        return {"outlet": -3.0}
    if any(word in BODY_WORDS for word in near.right):
        return {"body after": -0.3}
    return {"name after": -1.5}
