"""Candidates: which claims are worth comparing, so that work grows with the number of claims and not with its square."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from heldby.events.features import Features
from heldby.events.pair_scores import Rarity

BUCKET = 4
"""Days to a bucket of time; a claim lies in each bucket that its days touch, up to `MOST_BUCKETS`."""
MOST_BUCKETS = 10
CELL = 0.25
"""Degrees to a cell of the map (about 28 km north to south); a claim looks into the cells around its own too."""
RAREST = 6
"""Words of a claim by which it is looked for, its rarest first."""
CROWDED = 60
"""Claims of one key that are compared each with each; in a longer list each meets those next to it in time only."""


def rarity(items: Sequence[Features]) -> Rarity:
    """How rare each word is among the claims."""
    seen = Counter(word for item in items for word in item.words)
    total = len(items) + 1
    return Rarity({word: _millionths(math.log(total / count)) for word, count in seen.items()}, _millionths(math.log(total)))


def _millionths(number: float) -> int:
    return round(1_000_000 * number)


def candidates(items: Sequence[Features], rare: Rarity) -> Iterator[tuple[int, int]]:
    """Pairs of indexes worth comparing, each once, the smaller first."""
    keys: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        for key in set(_keys(item, rare)):
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


def _keys(item: Features, rare: Rarity) -> Iterator[tuple[object, ...]]:
    times = _buckets(item)
    rarest = sorted(item.words, key=lambda word: (-rare.of(word), word))[:RAREST]
    for time in times:
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
    if item.first is None or item.last is None:
        return [-1]
    first, last = item.first // BUCKET, item.last // BUCKET
    return list(range(first, min(last, first + MOST_BUCKETS) + 1))
