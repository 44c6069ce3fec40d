"""Later steps of matching for names that the gazetteer does not know as written: skeleton and likeness, gated by the report's countries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from heldby.reading.mentions.places.containment import KNOWN_TOWN, inside
from heldby.reading.mentions.places.disambiguate import ChosenEntry, Name, choose
from heldby.reference.gazetteer import Entry, Gazetteer, Hit

MOST_COUNTRIES = 3
MOST_WIDENED = 40
"""Names that are looked for further, a report: hostile text cannot ask for more."""
CONSONANT_GATE = 0.75
"""Skeleton matches must also be this like the name as a whole (Jaro-Winkler of the spelt names)."""
LEAST_SUPPORT = 0.1
"""What the rest of a report must add to a stranger's worth: a tenth of a place right beside it."""
CHAINED_LIKENESS = 88.0
"""Likeness in percent that a name with its area behind it must have: one letter in eight or nine may differ."""


def settled(names: Mapping[str, Name], leaning: Mapping[str, float], gazetteer: Gazetteer) -> dict[str, list[ChosenEntry]]:
    """For every name its candidates, best first, those of later steps among them; changes `names` in place.

    A wrong town is worse than none: in a report that names its countries, a stranger that nothing else speaks for is left out.
    """
    countries = named_countries(names, leaning)
    widen(names, countries, gazetteer)
    answers = choose(names, leaning)
    if not countries:
        return answers
    alone = {key for key, chosen in answers.items() if chosen[0].support < LEAST_SUPPORT and names[key].chain is None}
    return {key: chosen for key, chosen in answers.items() if key not in alone or not strange(chosen[0].hit, countries)}


def widen(names: Mapping[str, Name], countries: Sequence[str], gazetteer: Gazetteer) -> None:
    """Gives names that are unknown, or known of strangers alone, the candidates of later steps in the report's countries."""
    doubtful = [name for name in names.values() if not name.hits or all(strange(hit, countries) for hit in name.hits)]
    for name in doubtful[:MOST_WIDENED]:
        spelt = name.key
        hits = [hit for hit in gazetteer.by_variant(spelt) if hit.entry.country in countries]
        hits = hits or [hit for hit in gazetteer.by_skeleton(spelt) if hit.entry.country in countries and alike(spelt, hit)]
        if not hits and not name.hits:
            hits = [hit for country in countries for hit in gazetteer.fuzzy(spelt, country)]
        if name.chain is not None:
            hits = [hit for hit in inside(hits, name.chain) if spelt_alike(spelt, hit)]
        name.hits = (*name.hits, *hits)


def strange(hit: Hit, countries: Sequence[str]) -> bool:
    """Whether a candidate is a town of a country that the report does not name, small or by a name that is not its usual one.

    Its name may well be another spelling of a nearer one.
    """
    place = hit.entry
    return place.rank in ("town", "quarter") and place.country not in countries and (hit.price > 0 or not well_known(place))


def named_countries(names: Mapping[str, Name], leaning: Mapping[str, float]) -> list[str]:
    """The countries that the report names most, itself or through its peoples, areas and towns of one country; at most three.

    A small town of that name alone does not name its country: it may be another spelling of something else.
    """
    counts: Counter[str] = Counter({country: int(4 * weight) for country, weight in leaning.items()})
    small: dict[str, list[float]] = defaultdict(list)
    for name in names.values():
        lands = {hit.entry.country for hit in name.hits if hit.entry.country}
        whole = {hit.entry.country for hit in name.hits if hit.entry.rank in ("country", "area1") and hit.entry.country}
        for country in whole or lands:
            if len(whole or lands) == 1 and (whole or any(well_known(hit.entry) for hit in name.hits)):
                counts[country] += int(2 * name.weight)
            elif len(lands) == 1:
                small[country].append(name.weight)
    counts.update({country: int(2 * sum(weights)) for country, weights in small.items() if len(weights) > 1 or country in counts})
    return [country for country, _ in counts.most_common(MOST_COUNTRIES)]


def well_known(place: Entry) -> bool:
    """Whether a place is more than a small town that only the long list has."""
    return place.curated or place.rank not in ("town", "quarter") or place.population >= KNOWN_TOWN


def spelt_alike(spelt: str, hit: Hit) -> bool:
    """Whether two spellings differ by a letter or so: with its area said, a name that is only like another is likelier another village."""
    from rapidfuzz import fuzz

    from heldby.reference.gazetteer.name_keys import fold, variant

    return fuzz.ratio(variant(spelt), variant(fold(hit.entry.name))) >= CHAINED_LIKENESS


def alike(spelt: str, hit: Hit) -> bool:
    """Whether a name with the same consonants also looks like the name: "Karabla" is not Karbala, so this stays strict."""
    from rapidfuzz.distance import JaroWinkler

    from heldby.reference.gazetteer.name_keys import fold, variant

    return JaroWinkler.similarity(variant(spelt), variant(fold(hit.entry.name))) >= CONSONANT_GATE
