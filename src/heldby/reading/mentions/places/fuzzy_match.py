"""Match names that the gazetteer does not know as spelled, by consonants and similarity, in the countries of the report."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from heldby.reading.mentions.places.containment import KNOWN_TOWN, hits_in_chain
from heldby.reading.mentions.places.disambiguate import ChosenEntry, Name, rank_candidates
from heldby.reference.gazetteer import Entry, Gazetteer, Hit

MOST_COUNTRIES = 3
MOST_FUZZY_NAMES = 40
"""Number of names per report that are matched fuzzily. The limit bounds the work on hostile text."""
CONSONANT_GATE = 0.75
"""Jaro-Winkler similarity, from 0 to 1, that two whole names with the same consonants must reach."""
MIN_SUPPORT = 0.1
"""Support that a foreign town needs from the rest of a report: one tenth of what an adjacent place gives."""
CHAINED_LIKENESS = 88.0
"""Similarity in per cent that a name with its area after it must reach. One letter in eight or nine may differ."""


def resolve_names(names: Mapping[str, Name], bonuses: Mapping[str, float], gazetteer: Gazetteer) -> dict[str, list[ChosenEntry]]:
    """Return the ranked candidates of every name, fuzzy ones included. This adds the fuzzy candidates to `names` in place.

    In a report that names countries, a name whose best candidate is a foreign town without support from other names is left out, because a
    wrong town is worse than none.
    """
    countries = named_countries(names, bonuses)
    add_fuzzy_candidates(names, countries, gazetteer)
    answers = rank_candidates(names, bonuses)
    if not countries:
        return answers
    alone = {key for key, chosen in answers.items() if chosen[0].support < MIN_SUPPORT and names[key].chain is None}
    return {key: chosen for key, chosen in answers.items() if key not in alone or not is_foreign_town(chosen[0].hit, countries)}


def add_fuzzy_candidates(names: Mapping[str, Name], countries: Sequence[str], gazetteer: Gazetteer) -> None:
    """Add fuzzy candidates in the report's countries to names that are unknown or known only as foreign towns."""
    doubtful = [name for name in names.values() if not name.hits or all(is_foreign_town(hit, countries) for hit in name.hits)]
    for name in doubtful[:MOST_FUZZY_NAMES]:
        spelling = name.key
        hits = [hit for hit in gazetteer.by_variant(spelling) if hit.entry.country in countries]
        hits = hits or [hit for hit in gazetteer.by_skeleton(spelling) if hit.entry.country in countries and is_similar(spelling, hit)]
        if not hits and not name.hits:
            hits = [hit for country in countries for hit in gazetteer.fuzzy(spelling, country)]
        if name.chain is not None:
            hits = [hit for hit in hits_in_chain(hits, name.chain) if is_nearly_identical(spelling, hit)]
        name.hits = (*name.hits, *hits)


def is_foreign_town(hit: Hit, countries: Sequence[str]) -> bool:
    """Check whether a candidate is a town in a country that the report does not name, and either not well known or spelled differently.

    Such a name may be another spelling of a place in the report's countries.
    """
    place = hit.entry
    return place.rank in ("town", "quarter") and place.country not in countries and (hit.price > 0 or not well_known(place))


def named_countries(names: Mapping[str, Name], bonuses: Mapping[str, float]) -> list[str]:
    """Return the ISO codes of the countries that the report names most, three at most.

    A country is named by its own name, its people, its areas and its towns. One small town alone does not count, because its name may be
    another spelling of a place elsewhere.
    """
    counts: Counter[str] = Counter({country: int(4 * weight) for country, weight in bonuses.items()})
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
    """Check whether a place is curated, larger than a small town, or not a town at all."""
    return place.curated or place.rank not in ("town", "quarter") or place.population >= KNOWN_TOWN


def is_nearly_identical(spelling: str, hit: Hit) -> bool:
    """Check whether two spellings differ by about one letter.

    This is for names with their area after them, because there a less similar name is likelier that of another village.
    """
    from rapidfuzz import fuzz

    from heldby.reference.gazetteer.name_keys import fold_name, variant

    return fuzz.ratio(variant(spelling), variant(fold_name(hit.entry.name))) >= CHAINED_LIKENESS


def is_similar(spelling: str, hit: Hit) -> bool:
    """Check whether a name with the same consonants is also similar as a whole. The gate is strict, because "Karabla" is not Karbala."""
    from rapidfuzz.distance import JaroWinkler

    from heldby.reference.gazetteer.name_keys import fold_name, variant

    return JaroWinkler.similarity(variant(spelling), variant(fold_name(hit.entry.name))) >= CONSONANT_GATE
