"""Later steps of matching for names that the gazetteer does not know as written: skeleton and likeness, gated by the report's countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from heldby.reading.places.chains import inside
from heldby.reading.places.choose import Name
from heldby.reference.gazetteer import Gazetteer, Hit

MOST_COUNTRIES = 3
MOST_WIDENED = 40
"""Unknown names that are looked for further, a report: hostile text cannot ask for more."""
CONSONANT_GATE = 0.75
"""Skeleton matches must also be this like the name as a whole (Jaro-Winkler of the spelt names)."""
CHAINED_LIKENESS = 88.0
"""Likeness in percent that a name with its area behind it must have: one letter in eight or nine may differ."""


def widened(names: Mapping[str, Name], leaning: Mapping[str, float], gazetteer: Gazetteer) -> None:
    """Gives unknown names the candidates of later steps in the countries that the report names; changes `names` in place."""
    unknown = [name for name in names.values() if not name.hits][:MOST_WIDENED]
    if not unknown:
        return
    countries = named_countries(names, leaning)
    for name in unknown:
        spelt = name.key
        hits = [hit for hit in gazetteer.by_skeleton(spelt) if hit.entry.country in countries and alike(spelt, hit)]
        if not hits:
            hits = [hit for country in countries for hit in gazetteer.fuzzy(spelt, country)]
        name.hits = tuple(hits) if name.chain is None else tuple(hit for hit in inside(hits, name.chain) if spelt_alike(spelt, hit))


def named_countries(names: Mapping[str, Name], leaning: Mapping[str, float]) -> list[str]:
    """The countries that the report names most, itself or through its peoples, areas and single-country towns; at most three."""
    counts: Counter[str] = Counter({country: int(4 * weight) for country, weight in leaning.items()})
    for name in names.values():
        lands = {hit.entry.country for hit in name.hits if hit.entry.country}
        whole = {hit.entry.country for hit in name.hits if hit.entry.rank in ("country", "area1") and hit.entry.country}
        for country in whole or lands:
            if len(whole or lands) == 1:
                counts[country] += int(2 * name.weight)
    return [country for country, _ in counts.most_common(MOST_COUNTRIES)]


def spelt_alike(spelt: str, hit: Hit) -> bool:
    """Whether two spellings differ by a letter or so: with its area said, a name that is only like another is likelier another village."""
    from rapidfuzz import fuzz

    from heldby.reference.gazetteer.fold import fold, variant

    return fuzz.ratio(variant(spelt), variant(fold(hit.entry.name))) >= CHAINED_LIKENESS


def alike(spelt: str, hit: Hit) -> bool:
    """Whether a name with the same consonants also looks like the name: "Karabla" is not Karbala, so this stays strict."""
    from rapidfuzz.distance import JaroWinkler

    from heldby.reference.gazetteer.fold import fold, variant

    return JaroWinkler.similarity(variant(spelt), variant(fold(hit.entry.name))) >= CONSONANT_GATE
