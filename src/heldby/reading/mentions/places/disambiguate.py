"""Decide which place each name means, for all names of a report together.

Each candidate starts with a score of its own. In a few rounds it then gains support from the candidates of the other names: from nearby
places, from mentions of its own area and country, and most from an area directly after its name ("Alexandria, Louisiana").
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from heldby.base.geo import distance_matrix_km
from heldby.reading.mentions.places.containment import KNOWN_TOWN, Chain
from heldby.reference.gazetteer import Entry, Hit

MOST_NAMES = 60
"""Number of names that support others. In a longer report, the less frequent names receive support but give none."""
MOST_CANDIDATES = 12
ROUNDS = 4
NEAR_KM = 90.0
"""Distance in km over which the support of a nearby place falls to 1/e. The towns of one report typically lie within a day's drive."""
SUPPORT, LINKED, LISTED = 2.4, 5.0, 3.0


@dataclass(slots=True)
class Name:
    """A name in a report.

    Attributes:
        key: the folded name, with its type noun if that restricts the candidates.
        hits: the candidates.
        weight: how often the report uses the name.
        linked: keys of the names directly after it.
        siblings: keys of the names in one list with it.
        chain: the area named directly after it, if there is one.
    """

    key: str
    hits: tuple[Hit, ...]
    weight: float = 1.0
    linked: set[str] = field(default_factory=set)
    siblings: set[str] = field(default_factory=set)
    chain: Chain | None = None


@dataclass(frozen=True, slots=True)
class ChosenEntry:
    """A candidate with its share among its name's candidates, its score, and its support from the rest of the report."""

    hit: Hit
    share: float
    score: float
    support: float


COUNTRY_NAMESAKE_PENALTY, AREA_NAMESAKE_PENALTY = 3.0, 2.0
"""Penalties on the score of a candidate that shares its name with a better-known place.

A town with the name of a country loses 3 ("Mexico, Missouri" needs its state next to it). So does an area with the name of a town in it:
"Aleppo" alone is the city, while "Aleppo province" and "northern Aleppo" are the area. A small town with the name of an area or ocean
loses 2 ("Texas" in Mexico).
"""
WIDE_KINDS = frozenset({"continent", "ocean", "sea", "region"})
"""Kinds of features that are far better known than a town of the same name."""
SEAT_POPULATION = 5_000
"""Smallest population of a town that an area may be named after."""


def base_scores(hits: Sequence[Hit]) -> list[float]:
    """Return the base scores of the candidates of one name, less their penalties for better-known namesakes."""
    lands = any(hit.entry.rank == "country" and hit.price == 0 for hit in hits)
    seats = {
        hit.entry.admin1 for hit in hits if hit.entry.rank == "town" and (hit.entry.curated or hit.entry.population >= SEAT_POPULATION)
    }
    wide = any(hit.price == 0 and (hit.entry.rank == "area1" or hit.entry.kind in WIDE_KINDS) for hit in hits)
    return [base_score(hit) - namesake_penalty(hit.entry, lands, wide, seats) for hit in hits]


def namesake_penalty(place: Entry, lands: bool, wide: bool, seats: set[str | None]) -> float:
    """Return a candidate's penalty for a better-known namesake. A town yields to a country or area, and an area to a town inside it.

    `lands` and `wide` say whether the name is also that of a country, or of a first-level area or wide feature. `seats` are the ids of the
    areas that contain a town of the name.
    """
    if place.rank == "area1" and place.id in seats:
        return COUNTRY_NAMESAKE_PENALTY
    if lands:
        return COUNTRY_NAMESAKE_PENALTY if place.rank not in ("country", "area1") else 0.0
    small = place.rank in ("town", "quarter") and not place.curated and place.population < KNOWN_TOWN
    return AREA_NAMESAKE_PENALTY if wide and small else 0.0


def base_score(hit: Hit) -> float:
    """Return a candidate's score before context: mostly by the kind of place and how exactly the name matches, little by population."""
    place = hit.entry
    base = {"country": 4.0, "area1": 2.6, "area2": 0.9, "feature": 2.0, "course": 2.2, "quarter": 1.2, "town": 0.0}[place.rank]
    size = 0.5 * math.log10(place.population + 30) if place.rank in ("town", "quarter") else 0.0
    return base + size + (0.7 if hit.primary else 0.0) + (0.5 if place.curated and place.rank != "area2" else 0.0) - 4.0 * hit.price


def rank_candidates(names: Mapping[str, Name], bonuses: Mapping[str, float]) -> dict[str, list[ChosenEntry]]:
    """Return the candidates of every name that has any, best first, twelve at most.

    `bonuses` says what is added to the scores of a country's candidates, by the country's ISO code (see `country_bonuses`).
    """
    import numpy as np

    ranked = {key: sorted(name.hits, key=base_score, reverse=True)[:MOST_CANDIDATES] for key, name in names.items() if name.hits}
    voters = sorted(ranked, key=lambda key: -names[key].weight)[:MOST_NAMES]
    order = voters + [key for key in ranked if key not in set(voters)]
    if not order:
        return {}
    owner = np.array([k for k, key in enumerate(order) for _ in ranked[key]])
    entries = [hit.entry for key in order for hit in ranked[key]]
    worthy = [value for key in order for value in base_scores(ranked[key])]
    prior = np.array(worthy) + np.array([bonuses.get(e.country or "", 0.0) for e in entries])
    support_from, link_strength = affinities(entries, owner, order, names)
    list_fit = list_peers(entries, owner, order, names)
    voice = np.array([min(2.0, 0.6 + 0.4 * names[key].weight) if k < MOST_NAMES else 0.0 for k, key in enumerate(order)])
    score, support = prior, np.zeros_like(prior)
    for _ in range(ROUNDS):
        share = softmax_by_name(score, owner)
        support = (support_from * share * voice[owner]).sum(axis=1)
        score = (
            prior
            + SUPPORT * (1 - np.exp(-support / 1.2))
            + 0.15 * support
            + LINKED * (link_strength * share).max(axis=1)
            + LISTED * (list_fit * share).max(axis=1)
        )
    return group_by_name(order, ranked, owner, score, softmax_by_name(score, owner), support)


def softmax_by_name(score: Any, owner: Any) -> Any:
    """Return each candidate's share among the candidates of its name, as a softmax of the scores.

    `owner` has the number of each candidate's name.
    """
    import numpy as np

    top = np.full(owner.max() + 1, -np.inf)
    np.maximum.at(top, owner, score)
    odds = np.exp(score - top[owner])
    total = np.zeros(owner.max() + 1)
    np.add.at(total, owner, odds)
    return odds / total[owner]


def affinities(entries: Sequence[Entry], owner: Any, order: Sequence[str], names: Mapping[str, Name]) -> tuple[Any, Any]:
    """Return how much candidates support one another in general, and how much because their names directly follow one another.

    In both square arrays, row i and column j say how much candidate j supports candidate i, from 0 to 1. `owner` has the number of each
    candidate's name.
    """
    import numpy as np

    has_point = np.array([e.lat is not None for e in entries])
    km = distance_matrix_km([e.lat or 0.0 for e in entries], [e.lon or 0.0 for e in entries])
    reach = np.array([min(e.radius_km, 60.0) for e in entries])
    near = np.exp(-np.maximum(0.0, km - reach[:, None] - reach[None, :]) / NEAR_KM) * (has_point[:, None] & has_point[None, :])
    area = encode([e.admin1 or "" for e in entries])
    country = encode([e.country or "" for e in entries])
    ranks = np.array([{"country": 2, "area1": 1}.get(e.rank, 0) for e in entries])
    same_area = (area[:, None] == area[None, :]) & (area[:, None] > 0)
    same_country = (country[:, None] == country[None, :]) & (country[:, None] > 0)
    support_from = np.maximum(near, np.where(same_area, np.where(ranks[None, :] == 1, 0.9, 0.5), 0.0))
    support_from = np.maximum(support_from, np.where(same_country, np.where(ranks[None, :] == 2, 0.55, 0.25), 0.0))
    support_from = support_from * (owner[:, None] != owner[None, :])
    linked = name_pairs(order, {key: names[key].linked for key in order})
    contains = (same_area & (ranks[None, :] == 1) & (ranks[:, None] == 0)) | (same_country & (ranks[None, :] == 2) & (ranks[:, None] < 2))
    around = contains | contains.T
    return support_from, np.where(around | (near > 0.75), linked[np.ix_(owner, owner)], False) * np.where(around, 1.0, 0.3)


def list_peers(entries: Sequence[Entry], owner: Any, order: Sequence[str], names: Mapping[str, Name]) -> Any:
    """Return a square array that is true where two candidates are in one list and fit there: two countries, or two areas of one country."""
    import numpy as np

    kinds = encode([{"country": "country", "area1": f"area of {e.country}"}.get(e.rank, "") for e in entries])
    same = (kinds[:, None] == kinds[None, :]) & (kinds[:, None] > 0)
    return same & name_pairs(order, {key: names[key].siblings for key in order})[np.ix_(owner, owner)]


def name_pairs(order: Sequence[str], others: Mapping[str, set[str]]) -> Any:
    """Return a square array of the names in `order`, true where one of two names has the other among its `others`."""
    import numpy as np

    position = {key: k for k, key in enumerate(order)}
    square = np.zeros((len(order), len(order)), dtype=bool)
    for a, b in ((position[key], position[other]) for key in order for other in others[key] if other in position):
        square[a, b] = square[b, a] = True
    return square


def encode(values: Sequence[str]) -> Any:
    """Return an array with a small integer for each string: equal for equal strings, 0 for the empty one."""
    import numpy as np

    numbers: dict[str, int] = {"": 0}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values])


def group_by_name(
    order: Sequence[str], ranked: Mapping[str, Sequence[Hit]], owner: Any, score: Any, share: Any, support: Any
) -> dict[str, list[ChosenEntry]]:
    """Return the candidates of each name with their scores from the arrays, best first."""
    out: dict[str, list[ChosenEntry]] = {}
    position = 0
    for key in order:
        chosen = [
            ChosenEntry(hit, float(share[position + k]), float(score[position + k]), float(support[position + k]))
            for k, hit in enumerate(ranked[key])
        ]
        out[key] = sorted(chosen, key=lambda c: (-c.score, c.hit.entry.id))
        position += len(chosen)
    return out
