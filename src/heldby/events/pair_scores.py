"""Score how likely two claims report the same event, as a sum of named measures that also explains the score.

Each measure gives a value from -1 (against) to 1 (for), or None if it does not apply. The weighted sum of the measures, plus `BIAS`, is the
log-odds that the two claims report one event. The weights of time, sides, figures and words are close to those of a logistic regression on
headlines that UCDP's coders filed by event. The weights of type and place are higher than in the regression, because the coders file all
violence of a day and town as one event, while heldby separates a capture from an airstrike (see docs/evaluation.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from heldby.base.geo import distance_km
from heldby.events.features import Features, Spot
from heldby.model import Value

Measure = Callable[[Features, Features, "Rarity"], float | None]
NEAR_KM = 12.0
"""Distance, in km, at which two points speak neither for nor against the same place."""
FROM_REPORT = 0.5
"""Factor on the measure of place if a claim names no place and the only place of its report is used instead."""
VIOLENT = frozenset({"airstrike", "shelling", "bombing", "attack", "kill", "clash", "destroy"})
GROUND = frozenset({"capture", "advance", "withdraw", "offensive", "clash", "repel", "surrender", "besiege", "attack"})
TALK = frozenset({"negotiate", "ceasefire", "breach", "demand", "accuse", "threaten", "reject", "protest", "sanction"})
PEOPLE = frozenset({"detain", "abduct", "kill", "displace", "aid"})
MUTUAL = frozenset({"clash", "negotiate", "ceasefire"})
RELATED = (VIOLENT, GROUND, TALK, PEOPLE)
"""Groups of types that two reports may use for one event: a bombing reported as an attack."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """The rarity of words: the logarithm of the inverse share of claims with the word.

    Rarities are integers, in millionths, so that a sum does not depend on the order of the words.

    Attributes:
        weight: the rarity of each word.
        most: the rarity of a word that no claim has.
        sums: a cache of the total rarity of sets of words.
    """

    weight: Mapping[str, int]
    most: int
    sums: dict[frozenset[str], int] = field(default_factory=dict)

    def of(self, word: str) -> int:
        """Return the rarity of a word."""
        return self.weight.get(word, self.most)

    def of_all(self, words: frozenset[str]) -> int:
        """Return the total rarity of the words of a claim."""
        if words not in self.sums:
            self.sums[words] = sum(map(self.of, words))
        return self.sums[words]


@dataclass(frozen=True, slots=True)
class Score:
    """The log-odds that two claims report one event, and the contribution of each measure."""

    total: float
    parts: tuple[tuple[str, float], ...]

    def explained(self) -> str:
        """Return the contributions in words, the greatest first."""
        order = sorted(self.parts, key=lambda part: -abs(part[1]))
        return ", ".join(f"{name} {value:+.1f}" for name, value in order)


def same_type(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Compare types: the same, related, or different. A figure of casualties without an act fits any violent type."""
    a, b = one.claim.type, other.claim.type
    if one.claim.kind != other.claim.kind:
        return 0.1 if {a, b} & VIOLENT else -1.0
    if a == b:
        return 0.1
    return 0.0 if any(a in kin and b in kin for kin in RELATED) else -1.0


def same_place(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Compare places, by the best match of any place of one claim with any of the other."""
    if not one.spots or not other.spots:
        return None
    return max(_match(a, b) for a in one.spots for b in other.spots) * (
        FROM_REPORT if one.place_from_report or other.place_from_report else 1.0
    )


def _match(a: Spot, b: Spot) -> float:
    if a.key == b.key:
        return 0.4 if a.area else 1.0
    if a.area or b.area:
        inner, outer = (a, b) if b.area else (b, a)
        inside = outer.name in inner.within or (outer.country is not None and outer.country == inner.country and not outer.within)
        return 0.2 if inside else (-0.3 if a.country == b.country else -1.0)
    # The name of a town may stand for the province that is named after it, and so for any place there.
    return max(0.0, _proximity(a, b)) if a.name in b.within or b.name in a.within else _proximity(a, b)


def _proximity(a: Spot, b: Spot) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.5 if a.name == b.name else -0.5
    if 111 * abs(a.lat - b.lat) >= 2 * NEAR_KM:  # a degree of latitude is a little more than 111 km
        return -1.0
    return max(-1.0, 1.0 - distance_km((a.lat, a.lon), (b.lat, b.lon)) / NEAR_KM)


def same_time(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Compare times: stated days that overlap, or near dates of publication."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    gap = max(one.first, other.first) - min(one.last, other.last)
    if gap > 0:
        return max(-1.0, -gap / 2)
    if one.stated and other.stated:
        return 1.0 if max(one.last - one.first, other.last - other.first) <= 1 else 0.5
    if one.published is not None and other.published is not None:
        return 0.8 - 0.3 * abs(one.published - other.published)
    return 0.3


def same_sides(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Compare actors and targets. In clashes, ceasefires and negotiations, actor and target are interchangeable."""
    pairs = [(one.actors, other.actors), (one.targets, other.targets)]
    if not (one.actors | one.targets) or not (other.actors | other.targets):
        return None
    if MUTUAL & {one.claim.type, other.claim.type}:
        pairs = [(one.actors | one.targets, other.actors | other.targets)]
    named = [(a, b) for a, b in pairs if a and b]
    return sum(1.0 if a & b else -1.0 for a, b in named) / len(named) if named else None


def same_numbers(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Compare casualty figures of one type: equal, near, or far apart."""
    matches = [_similarity(a, b) for kind, a in one.numbers for other_kind, b in other.numbers if kind == other_kind]
    return max(matches) if matches else None


def _similarity(a: Value, b: Value) -> float:
    x, y = a.low or a.high, b.low or b.high
    if not x or not y:
        return 0.0
    ratio = abs(math.log(x / y))
    return 1.0 if ratio == 0 else max(-1.0, 0.7 - 1.2 * ratio)


def same_words(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Compare wording, by the share of rare words in common, from none (-0.3) to all (1)."""
    if not one.words or not other.words:
        return None
    common = sum(map(rarity.of, one.words & other.words))
    least = min(rarity.of_all(one.words), rarity.of_all(other.words))
    return min(1.0, 2.0 * common / least - 0.3) if least else None


def same_copy(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Recognise copies: reports of one family with the same quote report the same event."""
    return 1.0 if one.family == other.family and one.claim.quote == other.claim.quote else None


BIAS = -1.2
WEIGHTS: tuple[tuple[str, Measure, float], ...] = (
    ("type", same_type, 3.0),
    ("place", same_place, 1.8),
    ("time", same_time, 2.5),
    ("sides", same_sides, 0.4),
    ("numbers", same_numbers, 0.5),
    ("words", same_words, 2.5),
    ("copy", same_copy, 4.0),
)


def score(one: Features, other: Features, rarity: Rarity) -> Score:
    """Return the log-odds that two claims report one event, with the contribution of each measure."""
    parts, total = [], 0.0
    for name, measure, weight in WEIGHTS:
        value = measure(one, other, rarity)
        if value is not None:
            parts.append((name, weight * value))
            total += weight * value
    return Score(BIAS + total, tuple(parts))
