"""Group the place spans of a report by name, each name with the candidates that its type noun allows."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from heldby.reading.mentions.places.containment import AREA_RANKS, are_coordinated, in_area_list, restrict_to_chain
from heldby.reading.mentions.places.disambiguate import Name
from heldby.reading.mentions.places.place_span import AREA_NOUNS, PlaceSpan
from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reference.gazetteer import Entry, Gazetteer, Hit
from heldby.reference.gazetteer.name_keys import fold_name


def group_names(words: Words, found: Sequence[PlaceSpan], gazetteer: Gazetteer) -> dict[str, Name]:
    """Return the names of a report by key, each once, with their candidates and the names linked to them.

    This also sets the `key` of every span in `found`.
    """
    names: dict[str, Name] = {}
    restricting = vocabulary().area_types | vocabulary().feature_types
    for one in found:
        kind = one.type or ("province" if asks_for_area(one) else "")
        one.key = fold_name(one.span.name) + (f" {kind}" if kind in restricting else "")
        fit = compound_hits(one, gazetteer) or candidates_of_type(one.span.hits, kind)
        name = names.setdefault(one.key, Name(one.key, fit, 0.0))
        name.weight += 1.0
        if one.chain is not None and name.chain is None:
            name.chain, name.hits = one.chain, restrict_to_chain(fit, one.chain, kind)
    spans = [one.span for one in found]
    for k, (one, other) in enumerate(itertools.pairwise(found)):
        gap = words.lower[one.last : other.span.first]
        if in_area_list(words, spans, k) or (gap != [","] and are_coordinated(words, one.span, other.span)):
            names[one.key].siblings.add(other.key)
        elif gap in ([","], ["("], [",", "in"], ["in"], ["in", "the"], ["of"], ["'s"], ["’s"]):
            names[one.key].linked.add(other.key)
    return names


def candidates_of_type(hits: tuple[Hit, ...], kind: str) -> tuple[Hit, ...]:
    """Return the candidates that a type noun allows. For example, "province" excludes villages."""
    lexicon = vocabulary()
    if kind == "district":  # smaller than a province of the same name, and more often known by its town
        fit = tuple(h for h in hits if h.entry.rank == "area2" or h.entry.kind == "district")
        return fit or tuple(h for h in hits if h.entry.rank != "area1")
    if kind in ("province", "governorate", "county", "parish", "oblast", "state", "prefecture"):
        return tuple(h for h in hits if h.entry.rank in AREA_RANKS)
    if kind in AREA_NOUNS:
        return tuple(h for h in hits if h.entry.rank == "area1") or hits
    if kind in ("city", "town", "village"):
        return tuple(h for h in hits if h.entry.rank in ("town", "quarter")) or hits
    if kind in lexicon.feature_types:
        fit = tuple(h for h in hits if h.entry.rank in ("feature", "course") and fits_feature(h.entry, kind))
        return fit or tuple(h for h in hits if h.entry.rank not in ("feature", "course")) or hits
    return hits


def compound_hits(one: PlaceSpan, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """Return the features that are called by the name and its type noun together: "Mosul dam" is the dam, not Mosul."""
    if one.last == one.span.last or one.type not in vocabulary().feature_types:
        return ()
    return tuple(hit for hit in gazetteer.named(f"{one.span.name} {one.type}") if hit.entry.rank in ("feature", "course"))


def asks_for_area(one: PlaceSpan) -> bool:
    """Check for a direction, "rural" or "countryside of" before a name that is also the name of an area. The area is then meant."""
    part = one.relative.part if one.relative is not None and one.relative.km is None else None
    asks = part is not None and (part.endswith(("ern", "countryside")) or part in ("central", "rural"))
    return asks and any(hit.entry.rank == "area1" for hit in one.span.hits)


def fits_feature(place: Entry, kind: str) -> bool:
    """Check whether a feature is of the kind that the type noun says."""
    return kind.rstrip("s") in (place.kind, place.id.split("-")[0]) or (place.rank == "course") == (
        kind in ("river", "road", "highway", "canal", "valley", "basin")
    )


def country_bonuses(words: Words, gazetteer: Gazetteer, title: str | None, outlet: str | None) -> dict[str, float]:
    """Return a bonus for each country whose people the text, its title or its outlet names ("Syrian"), by ISO code, 1.5 at most."""
    counts: dict[str, float] = {}
    capitals = [words.text[i] for i, capital in enumerate(words.capital) if capital]
    beside = [word.strip(".,:;'’\"") for word in f"{title or ''} {outlet or ''}".split()[:60]]
    for word, weight in itertools.chain(((w, 1.0) for w in capitals), ((w, 2.0) for w in beside if w[:1].isupper())):
        place = gazetteer.demonym(word)
        if place is not None and place.country:
            counts[place.country] = counts.get(place.country, 0.0) + weight
    return {country: min(1.5, 0.5 + 0.25 * count) for country, count in counts.items()}
