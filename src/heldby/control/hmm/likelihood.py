"""Likelihoods: how likely each true state makes a statement. States: held by each side, fought over while held by each, unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from heldby.control.hmm.hmm import Floats


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Vectors over the 2K+1 states of a place with the sides `sides`.

    A statement of strength r is true with probability r, else it names any side alike. Unknown stands for any side alike, a side that
    is not named in the place included; a place fought over looks like a held one by the share `leak`.
    """

    sides: tuple[str, ...]
    leak: float

    def held(self, side: str, strength: float) -> Floats:
        """That `side` holds the place."""
        return _held(len(self.sides), self.sides.index(side), round(strength, 3), self.leak)

    def lost(self, losers: Iterable[str], strength: float) -> Floats:
        """That none of `losers` holds the place."""
        named = frozenset(self.sides.index(side) for side in losers if side in self.sides)
        return _lost(len(self.sides), named, round(strength, 3), self.leak)

    def fought(self, parties: Sequence[str], strength: float, held_too: float) -> Floats:
        """That `parties` fight in the place; what is so told is also told, by the share `held_too`, of places that one of them holds."""
        named = frozenset(self.sides.index(side) for side in parties if side in self.sides)
        return _fought(len(self.sides), named, bool(parties), round(strength, 3), held_too)


@lru_cache(maxsize=20_000)
def _held(count: int, side: int, strength: float, leak: float) -> Floats:
    others = (1 - strength) / max(2, count)
    return _states([others + (strength if i == side else 0.0) for i in range(count)], others, leak)


@lru_cache(maxsize=20_000)
def _lost(count: int, losers: frozenset[int], strength: float, leak: float) -> Floats:
    return _states([1 - strength if i in losers else 1.0 for i in range(count)], 1.0, leak)


@lru_cache(maxsize=20_000)
def _fought(count: int, parties: frozenset[int], named: bool, strength: float, held_too: float) -> Floats:
    involved = [i in parties or not named for i in range(count)]
    held = [1 - strength + (strength * held_too if here else 0.0) for here in involved]
    fought = [1 - strength + strength * (1.0 if here else 0.6) for here in involved]
    return _frozen([*held, *fought, (sum(held) + sum(fought)) / (2 * count)])


def _states(by_side: list[float], unnamed: float, leak: float) -> Floats:
    mean = sum(by_side) / len(by_side) if len(by_side) > 1 else (by_side[0] + unnamed) / 2
    return _frozen([*by_side, *((1 - leak) * mean + leak * one for one in by_side), mean])


def _frozen(values: list[float]) -> Floats:
    vector = np.array(values, dtype=np.float32)
    vector.flags.writeable = False
    return vector
