"""Build place mentions from resolved spans, with relative places and enclosing areas applied."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from heldby.model import PlaceRef
from heldby.reading.mentions.places.containment import AREA_RANKS
from heldby.reading.mentions.places.mention import PlaceMention
from heldby.reading.mentions.places.place_ref import ref_for_entry, ref_for_site, ref_without_entry, runners_up
from heldby.reading.mentions.places.place_span import PlaceSpan
from heldby.reading.mentions.places.relative import RelativeExpression, apply_relative
from heldby.reading.mentions.places.token_lists import Words
from heldby.reading.mentions.places.vocabulary import vocabulary
from heldby.reference.gazetteer import Entry, Gazetteer

TOWNS = frozenset({"town", "quarter"})


def build_mention(words: Words, found: Sequence[PlaceSpan], k: int, gazetteer: Gazetteer) -> PlaceMention:
    """Return the mention of the k-th place."""
    one = found[k]
    start, end = words.start[one.span.first], words.start[one.last - 1] + len(words.text[one.last - 1])
    text = words.whole[start:end]
    if one.chosen and is_site_of_town(one):
        ref = ref_for_site(text, start, end, one.chosen[0].hit, gazetteer)
    elif one.chosen:
        ref = ref_for_entry(text, start, end, one.chosen[0].hit, gazetteer, points_of(found))
        relative = one.relative or site_before(words, one)
        ref = apply_relative(ref, relative) if relative is not None and not locates_previous(words, found, k) else ref
    else:
        ref = place_from_next(words, found, k, text, gazetteer) or ref_without_entry(
            text, start, end, enclosing_area(words, found, k), gazetteer
        )
    anchor = locates_previous(words, found, k)
    return PlaceMention(
        start, end, one.span.last - 1, ref, runners_up(one.chosen), round(one.score, 2), one.grounds, kind=one.type, anchor=anchor
    )


def is_site_of_town(one: PlaceSpan) -> bool:
    """Check for a site that the gazetteer does not know, named after a town: "Tabqa air base"."""
    return one.last > one.span.last and one.type in vocabulary().sites_of_towns and one.best is not None and one.best.rank in TOWNS


def site_before(words: Words, one: PlaceSpan) -> RelativeExpression | None:
    """Read "the airport of X" and "the base in X": who holds the site does not hold the town X."""
    i = one.span.first - 1
    if i < 1 or words.lower[i] not in ("of", "at", "in") or words.lower[i - 1] not in vocabulary().sites_in_towns:
        return None
    in_town = one.best is not None and one.best.rank in TOWNS and words.sentence[i - 1] == words.sentence[one.span.first]
    return RelativeExpression(i - 1, part=words.lower[i - 1]) if in_town else None


def mark_if_in_actor_name(found: PlaceMention, actors: Sequence[tuple[int, int]]) -> PlaceMention:
    """Return the mention, marked as `mention_only` if it is inside an actor's name."""
    inside = any(start <= found.start and found.end <= end for start, end in actors)
    return replace(found, mention_only=True) if inside else found


def points_of(found: Sequence[PlaceSpan]) -> list[tuple[float, float]]:
    """Return the points (latitude, longitude) of a report's towns, twenty at most. They show which stretch of a river is meant."""
    towns = (f.best for f in found if f.best is not None and f.best.rank in ("town", "quarter"))
    return [(place.lat, place.lon) for place in itertools.islice(towns, 20) if place.lat is not None and place.lon is not None]


def locates_previous(words: Words, found: Sequence[PlaceSpan], k: int) -> bool:
    """Check whether the k-th place and the distance before it locate the previous place ("Rawa, about 80 km east of al-Qaim")."""
    relative = found[k].relative
    return (
        relative is not None
        and relative.km is not None
        and k > 0
        and 0 <= relative.first - found[k - 1].last <= 2
        and words.lower[found[k - 1].last] in (",", "(", "is", "lies", "-")
    )


def place_from_next(words: Words, found: Sequence[PlaceSpan], k: int, text: str, gazetteer: Gazetteer) -> PlaceRef | None:
    """Return the reference of a place that the gazetteer does not know, located by its distance from the next place, or None."""
    if k + 1 >= len(found) or found[k + 1].best is None or not locates_previous(words, found, k + 1):
        return None
    other = found[k + 1]
    relative = other.relative
    if relative is None or relative.bearing is None:
        return None
    start = words.start[found[k].span.first]
    ref = apply_relative(ref_for_entry(text, start, start + len(text), other.chosen[0].hit, gazetteer), relative)
    return ref.model_copy(update={"id": None, "name": text})


def enclosing_area(words: Words, found: Sequence[PlaceSpan], k: int) -> Entry | None:
    """Return the smallest area that the text names for the k-th place, or None.

    These are tried in order: the areas shortly after the place in its sentence; the areas shortly before it there; the country that the
    report names, if all of the report's places lie in it.
    """
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
