"""Find the places of a report: candidate spans, classification, disambiguation, relative places, and enclosing areas for unknown names."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from heldby.model import PlaceRef
from heldby.reading.mentions.places.candidate_spans import Span, Words, find_spans, words_of
from heldby.reading.mentions.places.classifier import score_span
from heldby.reading.mentions.places.containment import AREA_RANKS, Chain, are_coordinated, in_area_list, restrict_to_chain
from heldby.reading.mentions.places.disambiguate import ChosenEntry, Name
from heldby.reading.mentions.places.features import prefixed_type, survey_document
from heldby.reading.mentions.places.fuzzy_match import resolve_names
from heldby.reading.mentions.places.mention import PlaceMention
from heldby.reading.mentions.places.nominal import find_nominals, find_sites
from heldby.reading.mentions.places.place_ref import ref_for_entry, ref_without_entry, runners_up
from heldby.reading.mentions.places.relative import RelativeExpression, apply_relative, relative_before
from heldby.reading.mentions.places.roads import join_roads
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reference.gazetteer import Entry, Gazetteer, Hit, open_gazetteer
from heldby.reference.gazetteer.name_keys import fold_name

ALSO_VERBS = frozenset({"falls"})
"""Type nouns that are verbs in lower case: a town falls."""
BORDER_POSTS = (["crossing"], ["post"], ["gate"], ["point"], ["checkpoint"], ["terminal"])
"""What follows "border" in the name of a crossing."""
THRESHOLD = 0.0
"""Lowest log odds of a span that counts as a place."""


@dataclass(slots=True)
class PlaceSpan:
    """A span taken as a place: its type noun, the token after both, its score and grounds, and the ranked candidates of its name."""

    span: Span
    type: str
    last: int
    score: float
    grounds: str
    key: str
    chosen: Sequence[ChosenEntry] = ()
    relative: RelativeExpression | None = None
    chain: Chain | None = None

    @property
    def best(self) -> Entry | None:
        """The entry that the name was resolved to."""
        return self.chosen[0].hit.entry if self.chosen else None


def find_places(
    doc: Doc,
    *,
    actors: Sequence[tuple[int, int]] = (),
    title: str | None = None,
    outlet: str | None = None,
    gazetteer: Gazetteer | None = None,
    nominal: bool = False,
) -> list[PlaceMention]:
    """Return all places of a parsed document in order.

    `actors` are the character spans of actor names. `title` and `outlet` support the areas they name, but are not searched for mentions.
    With `nominal`, descriptions ("the city", "the border") are included, marked as such. Every mention resolves on its own, so that one
    unresolved name does not affect the others.

    Raises:
        CacheError: no gazetteer was given and none can be opened.
    """
    gazetteer = gazetteer or open_gazetteer()
    words = words_of(doc)
    found = classify_spans(words, find_spans(words, gazetteer, actors))
    names = group_names(words, found, gazetteer)
    bonuses = country_bonuses(words, gazetteer, title, outlet)
    answers = resolve_names(names, bonuses, gazetteer)
    for one in found:
        one.chosen = answers.get(one.key, ())
    mentions = join_roads(words, [mark_if_in_actor_name(build_mention(words, found, k, gazetteer), actors) for k in range(len(found))])
    if nominal:
        mentions += find_nominals(words, mentions, gazetteer)
        mentions = sorted([*mentions, *find_sites(words, mentions)], key=lambda m: (m.start, m.end))
    return mentions


def classify_spans(words: Words, spans: Sequence[Span]) -> list[PlaceSpan]:
    """Return the spans that are places, each with its score and grounds."""
    seen = survey_document(words, spans)
    out = []
    for span in spans:
        score, grounds = score_span(words, span, seen)
        if score >= THRESHOLD:
            kind, last = type_noun_behind(words, span)
            kind = kind or prefixed_type(words, span.first)
            out.append(
                PlaceSpan(
                    span, kind, last, score, grounds, "", relative=relative_before(words, span.first), chain=seen.chains.get(span.first)
                )
            )
    return out


def type_noun_behind(words: Words, span: Span) -> tuple[str, int]:
    """Return the type noun directly after a name ("Anbar province", "Euphrates River"), or "", and the token after the whole."""
    i = span.last
    if i < len(words.text) and words.lower[i] in vocabulary().place_types and words.sentence[i] == words.sentence[span.first]:
        spaced = words.start[i] == words.start[i - 1] + len(words.text[i - 1]) + 1
        if words.lower[i] in ALSO_VERBS and not words.capital[i]:
            return "", span.last
        if spaced and words.lower[i] == "border" and words.lower[i + 1 : i + 2] in BORDER_POSTS:
            return "crossing", i + 2
        if spaced and words.lower[i] not in ("border", "front", "state", "countryside", "area", "region", "suburbs", "outskirts"):
            return words.lower[i], i + 1
        if spaced:
            return words.lower[i], span.last
    return "", span.last


def candidates_of_type(hits: tuple[Hit, ...], kind: str) -> tuple[Hit, ...]:
    """Return the candidates that a type noun allows: a province is not a village."""
    lexicon = vocabulary()
    if kind in ("province", "governorate", "county", "parish", "oblast", "district", "state", "prefecture"):
        fit = tuple(h for h in hits if h.entry.rank in AREA_RANKS)
        return fit or (hits if kind == "district" else ())
    if kind in ("city", "town", "village"):
        return tuple(h for h in hits if h.entry.rank in ("town", "quarter")) or hits
    if kind in lexicon.feature_types:
        fit = tuple(h for h in hits if h.entry.rank in ("feature", "course") and fits_feature(h.entry, kind))
        return fit or tuple(h for h in hits if h.entry.rank not in ("feature", "course")) or hits
    return hits


def compound_hits(one: PlaceSpan, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """Return the features named by the name with its type noun: "Mosul dam" is the dam, not Mosul."""
    if one.last == one.span.last or one.type not in vocabulary().feature_types:
        return ()
    return tuple(hit for hit in gazetteer.named(f"{one.span.name} {one.type}") if hit.entry.rank in ("feature", "course"))


def asks_for_area(one: PlaceSpan) -> bool:
    """Check whether a direction, "rural" or "countryside of" before a name means the area of that name, if there is one."""
    part = one.relative.part if one.relative is not None and one.relative.km is None else None
    asks = part is not None and (part.endswith(("ern", "countryside")) or part in ("central", "rural"))
    return asks and any(hit.entry.rank == "area1" for hit in one.span.hits)


def fits_feature(place: Entry, kind: str) -> bool:
    """Check whether a feature is of the kind that the text says."""
    return kind.rstrip("s") in (place.kind, place.id.split("-")[0]) or (place.rank == "course") == (
        kind in ("river", "road", "highway", "canal", "valley", "basin")
    )


def group_names(words: Words, found: Sequence[PlaceSpan], gazetteer: Gazetteer) -> dict[str, Name]:
    """Return the names of a report, each once, with their candidates and the names linked to them."""
    names: dict[str, Name] = {}
    restricting = vocabulary().area_types | vocabulary().feature_types
    for one in found:
        kind = one.type or ("province" if asks_for_area(one) else "")
        one.key = fold_name(one.span.name) + (f" {kind}" if kind in restricting else "")
        fit = compound_hits(one, gazetteer) or candidates_of_type(one.span.hits, kind)
        name = names.setdefault(one.key, Name(one.key, fit, 0.0))
        name.weight += 1.0
        if one.chain is not None and name.chain is None:
            name.chain, name.hits = one.chain, restrict_to_chain(fit, one.chain)
    spans = [one.span for one in found]
    for k, (one, other) in enumerate(itertools.pairwise(found)):
        gap = words.lower[one.last : other.span.first]
        if in_area_list(words, spans, k) or (gap != [","] and are_coordinated(words, one.span, other.span)):
            names[one.key].siblings.add(other.key)
        elif gap in ([","], ["("], [",", "in"], ["in"], ["in", "the"], ["of"], ["'s"], ["’s"]):
            names[one.key].linked.add(other.key)
    return names


def country_bonuses(words: Words, gazetteer: Gazetteer, title: str | None, outlet: str | None) -> dict[str, float]:
    """Return a bonus per country for the peoples that the text, its title or its outlet names ("Syrian")."""
    counts: dict[str, float] = {}
    capitals = [words.text[i] for i, capital in enumerate(words.capital) if capital]
    beside = [word.strip(".,:;'’\"") for word in f"{title or ''} {outlet or ''}".split()[:60]]
    for word, weight in itertools.chain(((w, 1.0) for w in capitals), ((w, 2.0) for w in beside if w[:1].isupper())):
        place = gazetteer.demonym(word)
        if place is not None and place.country:
            counts[place.country] = counts.get(place.country, 0.0) + weight
    return {country: min(1.5, 0.5 + 0.25 * count) for country, count in counts.items()}


def enclosing_area(words: Words, found: Sequence[PlaceSpan], k: int) -> Entry | None:
    """Return the smallest area that the text puts around the k-th place: after it in its sentence, before it there, or the only country."""
    sentence = words.sentence[found[k].span.first]
    after = [f.best for f in found[k + 1 : k + 5] if words.sentence[f.span.first] == sentence]
    before = [f.best for f in reversed(found[max(0, k - 4) : k]) if words.sentence[f.span.first] == sentence]
    for near in (after, before):
        areas = [place for place in near if place is not None and place.rank in AREA_RANKS]
        if areas:
            return min(areas, key=lambda place: AREA_RANKS[place.rank])
    countries = {f.best.country for f in found if f.best is not None}
    whole = [f.best for f in found if f.best is not None and f.best.rank == "country"]
    return whole[0] if len(countries) == 1 and whole else None


def build_mention(words: Words, found: Sequence[PlaceSpan], k: int, gazetteer: Gazetteer) -> PlaceMention:
    """Return the k-th place as a public mention."""
    one = found[k]
    start, end = words.start[one.span.first], words.start[one.last - 1] + len(words.text[one.last - 1])
    text = words.whole[start:end]
    if one.chosen:
        ref = ref_for_entry(text, start, end, one.chosen[0].hit, gazetteer, points_of(found))
        ref = apply_relative(ref, one.relative) if one.relative is not None and not locates_previous(words, found, k) else ref
    else:
        ref = place_from_next(words, found, k, text, gazetteer) or ref_without_entry(
            text, start, end, enclosing_area(words, found, k), gazetteer
        )
    anchor = locates_previous(words, found, k)
    return PlaceMention(
        start, end, one.span.last - 1, ref, runners_up(one.chosen), round(one.score, 2), one.grounds, kind=one.type, anchor=anchor
    )


def mark_if_in_actor_name(found: PlaceMention, actors: Sequence[tuple[int, int]]) -> PlaceMention:
    """Return the mention, marked as `mention_only` if it is inside an actor's name."""
    inside = any(start <= found.start and found.end <= end for start, end in actors)
    return replace(found, mention_only=True) if inside else found


def points_of(found: Sequence[PlaceSpan]) -> list[tuple[float, float]]:
    """Return the points of a report's towns, twenty at most. They select the stretch of a river that is meant."""
    towns = (f.best for f in found if f.best is not None and f.best.rank in ("town", "quarter"))
    return [(place.lat, place.lon) for place in itertools.islice(towns, 20) if place.lat is not None and place.lon is not None]


def locates_previous(words: Words, found: Sequence[PlaceSpan], k: int) -> bool:
    """Check whether "80 km east of" before the k-th place locates the place before it ("Rawa, about 80 km east of al-Qaim")."""
    relative = found[k].relative
    return (
        relative is not None
        and relative.km is not None
        and k > 0
        and 0 <= relative.first - found[k - 1].last <= 2
        and words.lower[found[k - 1].last] in (",", "(", "is", "lies", "-")
    )


def place_from_next(words: Words, found: Sequence[PlaceSpan], k: int, text: str, gazetteer: Gazetteer) -> PlaceRef | None:
    """Return a place that the gazetteer does not know, located by its offset from the next, known place, or None."""
    if k + 1 >= len(found) or found[k + 1].best is None or not locates_previous(words, found, k + 1):
        return None
    other = found[k + 1]
    relative = other.relative
    if relative is None or relative.bearing is None:
        return None
    start = words.start[found[k].span.first]
    ref = apply_relative(ref_for_entry(text, start, start + len(text), other.chosen[0].hit, gazetteer), relative)
    return ref.model_copy(update={"id": None, "name": text})
