"""Finding places: spans, judgement, choice; then what is told from a place, and what cannot be placed inside the smallest area named."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from heldby.model import PlaceRef
from heldby.reading.mentions.places.candidate_spans import Span, Words, find_spans, words_of
from heldby.reading.mentions.places.classifier import judge
from heldby.reading.mentions.places.containment import AREA_RANKS, Chain, allowed, listed, siblings
from heldby.reading.mentions.places.disambiguate import ChosenEntry, Name
from heldby.reading.mentions.places.features import prefixed_type, survey
from heldby.reading.mentions.places.fuzzy_match import settled
from heldby.reading.mentions.places.mention import PlaceMention
from heldby.reading.mentions.places.nominal import find_nominals, find_sites
from heldby.reading.mentions.places.place_ref import placed, runners_up, unplaced
from heldby.reading.mentions.places.relative import RelativeExpression, apply, told_before
from heldby.reading.mentions.places.roads import join_roads
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reference.gazetteer import Entry, Gazetteer, Hit, open_gazetteer
from heldby.reference.gazetteer.name_keys import fold

ALSO_VERBS = frozenset({"falls"})
"""Nouns of type that are verbs where they have no capital: a town falls."""
BORDER_POSTS = (["crossing"], ["post"], ["gate"], ["point"], ["checkpoint"], ["terminal"])
"""What stands behind "border" in the name of a crossing."""
THRESHOLD = 0.0
"""Log-odds from which a span counts as a place."""


@dataclass(slots=True)
class Found:
    """A span taken for a place, the noun of type behind it, the token after all of it, and what its name's candidates came to."""

    span: Span
    type: str
    last: int
    score: float
    grounds: str
    key: str
    chosen: Sequence[ChosenEntry] = ()
    told: RelativeExpression | None = None
    chain: Chain | None = None

    @property
    def best(self) -> Entry | None:
        """The place it was decided to mean."""
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
    """All places that a parsed document names, in order. `actors` are character spans that belong to actors' names.

    The title and the outlet's name speak for the areas they name, and are not searched for mentions. With `nominal`, descriptions
    ("the city", "the border") are given too, marked so. Every mention resolves on its own: one that cannot be placed never takes another
    down. Raises CacheError where no gazetteer was given and none can be opened.
    """
    known = gazetteer or open_gazetteer()
    words = words_of(doc)
    found = judged(words, find_spans(words, known, actors))
    names = grouped(words, found, known)
    leaning = favoured(words, known, title, outlet)
    answers = settled(names, leaning, known)
    for one in found:
        one.chosen = answers.get(one.key, ())
    mentions = join_roads(words, [borne(mention(words, found, k, known), actors) for k in range(len(found))])
    if nominal:
        mentions += find_nominals(words, mentions, known)
        mentions = sorted([*mentions, *find_sites(words, mentions)], key=lambda m: (m.start, m.end))
    return mentions


def judged(words: Words, spans: Sequence[Span]) -> list[Found]:
    """The spans that are places, each with the grounds."""
    seen = survey(words, spans)
    out = []
    for span in spans:
        score, grounds = judge(words, span, seen)
        if score >= THRESHOLD:
            kind, last = typed(words, span)
            kind = kind or prefixed_type(words, span.first)
            out.append(Found(span, kind, last, score, grounds, "", told=told_before(words, span.first), chain=seen.chains.get(span.first)))
    return out


def typed(words: Words, span: Span) -> tuple[str, int]:
    """The noun of type right behind a name ("Anbar province", "Euphrates River") and where the whole ends."""
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


def fitting(hits: tuple[Hit, ...], kind: str) -> tuple[Hit, ...]:
    """The candidates that the noun of type allows: a province is no village."""
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


def compound(one: Found, known: Gazetteer) -> tuple[Hit, ...]:
    """The features that the name bears together with the noun behind it: "Mosul dam" is the dam, whatever Mosul alone is."""
    if one.last == one.span.last or one.type not in vocabulary().feature_types:
        return ()
    return tuple(hit for hit in known.named(f"{one.span.name} {one.type}") if hit.entry.rank in ("feature", "course"))


def sectional(one: Found) -> bool:
    """Whether a direction or "rural", "countryside of" before a name asks for the area of that name, if there is one."""
    part = one.told.part if one.told is not None and one.told.km is None else None
    asks = part is not None and (part.endswith(("ern", "countryside")) or part in ("central", "rural"))
    return asks and any(hit.entry.rank == "area1" for hit in one.span.hits)


def fits_feature(place: Entry, kind: str) -> bool:
    """Whether a feature is of the kind that the text says."""
    return kind.rstrip("s") in (place.kind, place.id.split("-")[0]) or (place.rank == "course") == (
        kind in ("river", "road", "highway", "canal", "valley", "basin")
    )


def grouped(words: Words, found: Sequence[Found], known: Gazetteer) -> dict[str, Name]:
    """The names of a report, each once, with their candidates and the names that directly follow them."""
    names: dict[str, Name] = {}
    restricting = vocabulary().area_types | vocabulary().feature_types
    for one in found:
        kind = one.type or ("province" if sectional(one) else "")
        one.key = fold(one.span.name) + (f" {kind}" if kind in restricting else "")
        fit = compound(one, known) or fitting(one.span.hits, kind)
        name = names.setdefault(one.key, Name(one.key, fit, 0.0))
        name.weight += 1.0
        if one.chain is not None and name.chain is None:
            name.chain, name.hits = one.chain, allowed(fit, one.chain)
    spans = [one.span for one in found]
    for k, (one, other) in enumerate(itertools.pairwise(found)):
        gap = words.lower[one.last : other.span.first]
        if listed(words, spans, k) or (gap != [","] and siblings(words, one.span, other.span)):
            names[one.key].siblings.add(other.key)
        elif gap in ([","], ["("], [",", "in"], ["in"], ["in", "the"], ["of"], ["'s"], ["’s"]):
            names[one.key].linked.add(other.key)
    return names


def favoured(words: Words, gazetteer: Gazetteer, title: str | None, outlet: str | None) -> dict[str, float]:
    """Countries whose people the text names ("Syrian"), and those in its title and outlet's name: they speak for their towns."""
    counts: dict[str, float] = {}
    capitals = [words.text[i] for i, capital in enumerate(words.capital) if capital]
    beside = [word.strip(".,:;'’\"") for word in f"{title or ''} {outlet or ''}".split()[:60]]
    for word, weight in itertools.chain(((w, 1.0) for w in capitals), ((w, 2.0) for w in beside if w[:1].isupper())):
        place = gazetteer.demonym(word)
        if place is not None and place.country:
            counts[place.country] = counts.get(place.country, 0.0) + weight
    return {country: min(1.5, 0.5 + 0.25 * count) for country, count in counts.items()}


def enclosing(words: Words, found: Sequence[Found], k: int) -> Entry | None:
    """The smallest area that the text puts around the k-th place: behind it in its sentence, before it there, or the only country."""
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


def mention(words: Words, found: Sequence[Found], k: int, gazetteer: Gazetteer) -> PlaceMention:
    """The k-th place as the public type."""
    one = found[k]
    start, end = words.start[one.span.first], words.start[one.last - 1] + len(words.text[one.last - 1])
    text = words.whole[start:end]
    if one.chosen:
        ref = placed(text, start, end, one.chosen[0].hit, gazetteer, points_of(found))
        ref = apply(ref, one.told) if one.told is not None and not told_of_another(words, found, k) else ref
    else:
        ref = offset_of_next(words, found, k, text, gazetteer) or unplaced(text, start, end, enclosing(words, found, k), gazetteer)
    anchor = told_of_another(words, found, k)
    return PlaceMention(
        start, end, one.span.last - 1, ref, runners_up(one.chosen), round(one.score, 2), one.grounds, kind=one.type, anchor=anchor
    )


def borne(found: PlaceMention, actors: Sequence[tuple[int, int]]) -> PlaceMention:
    """The mention, marked where it stands in an actor's name."""
    inside = any(start <= found.start and found.end <= end for start, end in actors)
    return replace(found, borne=True) if inside else found


def points_of(found: Sequence[Found]) -> list[tuple[float, float]]:
    """The towns of a report, at most twenty: what pins a river to the stretch that is meant."""
    towns = (f.best for f in found if f.best is not None and f.best.rank in ("town", "quarter"))
    return [(place.lat, place.lon) for place in itertools.islice(towns, 20) if place.lat is not None and place.lon is not None]


def told_of_another(words: Words, found: Sequence[Found], k: int) -> bool:
    """Whether "80 km east of" before the k-th place tells where the place before it lies ("Rawa, about 80 km east of al-Qaim")."""
    told = found[k].told
    return (
        told is not None
        and told.km is not None
        and k > 0
        and 0 <= told.first - found[k - 1].last <= 2
        and words.lower[found[k - 1].last] in (",", "(", "is", "lies", "-")
    )


def offset_of_next(words: Words, found: Sequence[Found], k: int, text: str, gazetteer: Gazetteer) -> PlaceRef | None:
    """A place that no gazetteer knows but that the text tells from the next, known one: it stands where the offset leads, with a radius."""
    if k + 1 >= len(found) or found[k + 1].best is None or not told_of_another(words, found, k + 1):
        return None
    other = found[k + 1]
    told = other.told
    if told is None or told.bearing is None:
        return None
    start = words.start[found[k].span.first]
    ref = apply(placed(text, start, start + len(text), other.chosen[0].hit, gazetteer), told)
    return ref.model_copy(update={"id": None, "name": text})
