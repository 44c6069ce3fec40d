"""Groups that change one text at a time are those of all texts at once."""

from __future__ import annotations

import random
from bisect import bisect_left, insort
from collections.abc import Iterable

import numpy as np
import pytest

from heldby.events.families import group_similar
from heldby.events.minhash import PERMUTATIONS, Sketch
from heldby.events.similar_groups import SimilarGroups, TextKey

THRESHOLD = 0.4


class Memory:
    """Texts in memory."""

    def __init__(self) -> None:
        self.bands: dict[bytes, list[TextKey]] = {}
        self.sketches: dict[TextKey, Sketch] = {}
        self.firsts: dict[TextKey, TextKey] = {}

    def neighbours(self, band: bytes, key: TextKey) -> tuple[TextKey | None, TextKey | None]:
        others = [one for one in self.bands.get(band, []) if one != key]
        at = bisect_left(others, key)
        return (others[at - 1] if at else None), (others[at] if at < len(others) else None)

    def sketch(self, key: TextKey) -> Sketch:
        return self.sketches[key]

    def insert(self, key: TextKey, sketch: Sketch, bands: Iterable[bytes]) -> None:
        self.sketches[key], self.firsts[key] = sketch, key
        for band in bands:
            insort(self.bands.setdefault(band, []), key)

    def remove(self, key: TextKey, bands: Iterable[bytes]) -> None:
        del self.sketches[key], self.firsts[key]
        for band in bands:
            self.bands[band].remove(key)

    def first(self, key: TextKey) -> TextKey:
        return self.firsts[key]

    def members(self, first: TextKey) -> list[TextKey]:
        return [key for key, own in self.firsts.items() if own == first]

    def rename(self, key: TextKey, first: TextKey) -> None:
        self.firsts[key] = first


def sketch_near(stories: list[Sketch], chance: random.Random, rng: np.random.Generator) -> Sketch:
    """Return a noisy mixture of two stories. Some mixtures are similar to both, so that groups join and fall apart."""
    mixed = rng.random(PERMUTATIONS) < chance.choice((0.1, 0.5, 0.6))
    found = np.where(mixed, chance.choice(stories), chance.choice(stories))
    noise = rng.random(PERMUTATIONS) < 0.3
    return np.where(noise, rng.integers(0, 1000, PERMUTATIONS, dtype=np.uint32), found).astype(np.uint32)


@pytest.mark.parametrize("seed", range(20))
def test_groups_after_each_change_are_those_of_all_texts(seed: int) -> None:
    chance, rng, memory = random.Random(seed), np.random.default_rng(seed), Memory()
    groups = SimilarGroups(memory, THRESHOLD)
    stories = [rng.integers(0, 1000, PERMUTATIONS, dtype=np.uint32) for _ in range(3)]
    for _ in range(60):
        before = dict(memory.firsts)
        if memory.sketches and chance.random() < 0.3:
            gone = chance.choice(sorted(memory.sketches))
            changed = groups.remove(gone)
            before.pop(gone)
        else:
            key = (f"r{chance.randrange(1000)}", chance.randrange(3))
            if key in memory.sketches:
                continue
            changed = groups.add(key, sketch_near(stories, chance, rng))
            before[key] = memory.firsts[key]
        assert memory.firsts == group_similar(memory.sketches, THRESHOLD)
        assert changed >= {one for one, first in before.items() if memory.firsts[one] != first}
