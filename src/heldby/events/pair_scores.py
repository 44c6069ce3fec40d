"""Scores: how far two claims speak of one event, as a table of small named measures and weights that explains itself.

Each measure gives a value from -1 (speaks against) to 1 (speaks for), or None where it cannot tell. The weighted sum, with `BIAS`, is the
log-odds that the two are one event. The weights of time, sides, numbers and words are those of a logistic regression on the visible half
of the headlines that UCDP's coders filed by event; the others were raised above theirs, for those coders file all violence of a day and
town as one event where we tell a capture from an airstrike (docs/control.md).
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
"""Kilometres at which two points speak neither for nor against being one place."""
LENT = 0.5
"""Share that the fit of a place counts by where a claim names none and has its report's only one."""
VIOLENT = frozenset({"airstrike", "shelling", "bombing", "attack", "kill", "clash", "destroy"})
GROUND = frozenset({"capture", "advance", "withdraw", "offensive", "clash", "repel", "surrender", "besiege", "attack"})
TALK = frozenset({"negotiate", "ceasefire", "breach", "demand", "accuse", "threaten", "reject", "protest", "sanction"})
PEOPLE = frozenset({"detain", "abduct", "kill", "displace", "aid"})
MUTUAL = frozenset({"clash", "negotiate", "ceasefire"})
KIN = (VIOLENT, GROUND, TALK, PEOPLE)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much each word tells: the logarithm of how few claims have it, in millionths, so that no sum depends on the words' order."""

    weight: Mapping[str, int]
    most: int
    sums: dict[frozenset[str], int] = field(default_factory=dict)

    def of(self, word: str) -> int:
        """The weight of a word; of one never seen, the greatest."""
        return self.weight.get(word, self.most)

    def of_all(self, words: frozenset[str]) -> int:
        """The weight of all of a claim's words together, each claim's added up once."""
        if words not in self.sums:
            self.sums[words] = sum(map(self.of, words))
        return self.sums[words]


@dataclass(frozen=True, slots=True)
class Score:
    """The log-odds that two claims tell of one event, and what each measure gave to it."""

    total: float
    parts: tuple[tuple[str, float], ...]

    def explained(self) -> str:
        """The parts in words, the weightiest first."""
        order = sorted(self.parts, key=lambda part: -abs(part[1]))
        return ", ".join(f"{name} {value:+.1f}" for name, value in order)


def same_type(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Types alike, of one kin (a bombing told as an attack), or apart; a toll without an act may be any violent one's."""
    a, b = one.claim.type, other.claim.type
    if one.claim.kind != other.claim.kind:
        return 0.1 if {a, b} & VIOLENT else -1.0
    if a == b:
        return 0.1
    return 0.0 if any(a in kin and b in kin for kin in KIN) else -1.0


def same_place(one: Features, other: Features, rarity: Rarity) -> float | None:
    """The best fit of any place of one with any of the other."""
    if not one.spots or not other.spots:
        return None
    return max(_fit(a, b) for a in one.spots for b in other.spots) * (LENT if one.lent or other.lent else 1.0)


def _fit(a: Spot, b: Spot) -> float:
    if a.key == b.key:
        return 0.4 if a.area else 1.0
    if a.area or b.area:
        inner, outer = (a, b) if b.area else (b, a)
        inside = outer.name in inner.within or (outer.country is not None and outer.country == inner.country and not outer.within)
        return 0.2 if inside else (-0.3 if a.country == b.country else -1.0)
    # A town's name may stand for the province that is called after it, and so for any place there.
    return max(0.0, _near_by(a, b)) if a.name in b.within or b.name in a.within else _near_by(a, b)


def _near_by(a: Spot, b: Spot) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.5 if a.name == b.name else -0.5
    if 111 * abs(a.lat - b.lat) >= 2 * NEAR_KM:  # a degree of latitude is a little more than 111 km
        return -1.0
    return max(-1.0, 1.0 - distance_km((a.lat, a.lon), (b.lat, b.lon)) / NEAR_KM)


def same_time(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Stated days that meet, or days of publication that lie near."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    gap = max(one.first, other.first) - min(one.last, other.last)
    if gap > 0:
        return max(-1.0, -gap / 2)
    if one.stated and other.stated:
        return 1.0 if max(one.last - one.first, other.last - other.first) <= 1 else 0.5
    if one.told is not None and other.told is not None:
        return 0.8 - 0.3 * abs(one.told - other.told)
    return 0.3


def same_sides(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Actors and targets that meet or differ, crosswise too where two sides fight."""
    pairs = [(one.actors, other.actors), (one.targets, other.targets)]
    if not (one.actors | one.targets) or not (other.actors | other.targets):
        return None
    if MUTUAL & {one.claim.type, other.claim.type}:
        pairs = [(one.actors | one.targets, other.actors | other.targets)]
    told = [(a, b) for a, b in pairs if a and b]
    return sum(1.0 if a & b else -1.0 for a, b in told) / len(told) if told else None


def same_numbers(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Casualty figures of one type: alike, near, or far apart."""
    fits = [_near(a, b) for kind, a in one.numbers for other_kind, b in other.numbers if kind == other_kind]
    return max(fits) if fits else None


def _near(a: Value, b: Value) -> float:
    x, y = a.low or a.high, b.low or b.high
    if not x or not y:
        return 0.0
    ratio = abs(math.log(x / y))
    return 1.0 if ratio == 0 else max(-1.0, 0.7 - 1.2 * ratio)


def same_words(one: Features, other: Features, rarity: Rarity) -> float | None:
    """The share of rare words in common, from none (-0.3) to all (1)."""
    if not one.words or not other.words:
        return None
    common = sum(map(rarity.of, one.words & other.words))
    least = min(rarity.of_all(one.words), rarity.of_all(other.words))
    return min(1.0, 2.0 * common / least - 0.3) if least else None


def one_voice(one: Features, other: Features, rarity: Rarity) -> float | None:
    """Copies of one report tell of the same events in the same words."""
    return 1.0 if one.family == other.family and one.claim.quote == other.claim.quote else None


BIAS = -1.2
WEIGHTS: tuple[tuple[str, Measure, float], ...] = (
    ("type", same_type, 3.0),
    ("place", same_place, 1.8),
    ("time", same_time, 2.5),
    ("sides", same_sides, 0.4),
    ("numbers", same_numbers, 0.5),
    ("words", same_words, 2.5),
    ("copy", one_voice, 4.0),
)


def score(one: Features, other: Features, rarity: Rarity) -> Score:
    """The log-odds that two claims tell of one event, with its parts."""
    parts, total = [], 0.0
    for name, measure, weight in WEIGHTS:
        value = measure(one, other, rarity)
        if value is not None:
            parts.append((name, weight * value))
            total += weight * value
    return Score(BIAS + total, tuple(parts))
