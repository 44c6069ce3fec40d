"""Choose which pairs of claims to compare, so that the work grows with the number of claims and not with its square."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from heldby.events.features import Features
from heldby.events.pair_scores import Rarity

BUCKET = 4
"""Days in a bucket of time. A claim lies in the bucket of its first day and in up to `MAX_BUCKETS` later ones that its days touch."""
MAX_BUCKETS = 10
CELL = 0.25
"""Size, in degrees, of a cell of the map (about 28 km north to south). Claims in neighbouring cells are compared, too."""
RAREST = 6
"""Number of rare words of a claim that serve as its keys."""
CROWDED = 60
"""Greatest number of claims with one key that are all compared with one another. In a longer list, each claim is compared only with those
next to it in time."""


def word_rarity(items: Sequence[Features]) -> Rarity:
    """Return how rare each word is among the claims."""
    seen = Counter(word for item in items for word in item.words)
    total = len(items) + 1
    return Rarity({word: _millionths(math.log(total / count)) for word, count in seen.items()}, _millionths(math.log(total)))


def _millionths(number: float) -> int:
    return round(1_000_000 * number)


def candidate_pairs(items: Sequence[Features], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indexes to compare, each once, the smaller first."""
    keys: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        for key in set(_keys(item, rarity)):
            keys[key].append(index)
    seen: set[tuple[int, int]] = set()
    for group in keys.values():
        reach = len(group) if len(group) <= CROWDED else CROWDED // 2
        order = sorted(group, key=lambda index: (items[index].last or 0, items[index].claim.id))
        for at, one in enumerate(order):
            for other in order[at + 1 : at + 1 + reach]:
                pair = (min(one, other), max(one, other))
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _keys(item: Features, rarity: Rarity) -> Iterator[tuple[object, ...]]:
    """Yield the keys of a claim: a bucket of time with a place, an area, a cell of the map or a rare word."""
    rarest = sorted(item.words, key=lambda word: (-rarity.of(word), word))[:RAREST]
    for time in _buckets(item):
        for spot in item.spots:
            yield ("place", time, spot.key)
            for area in {spot.name} if spot.area else {*spot.within, spot.name}:
                yield ("area", time, area)
            if spot.lat is not None and spot.lon is not None and not spot.area:
                row, column = math.floor(spot.lat / CELL), math.floor(spot.lon / CELL)
                yield from (("cell", time, row + down, column + right) for down in (0, 1) for right in (0, 1))
        for word in rarest:
            yield ("word", time, word)


def _buckets(item: Features) -> list[int]:
    """Return the buckets of time of a claim; undated claims share one of their own."""
    if item.first is None or item.last is None:
        return [-1]
    first, last = item.first // BUCKET, item.last // BUCKET
    return list(range(first, min(last, first + MAX_BUCKETS) + 1))
