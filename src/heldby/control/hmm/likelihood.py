"""The likelihood of a statement given each state of a place: held by each side, contested while held by each, unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from heldby.control.hmm.hmm import Floats


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Likelihood vectors over the 2K+1 states of a place with the given sides.

    A statement of strength r is right with probability r. Otherwise it names each side with the same probability. In the unknown state it
    also names each side with the same probability; a place with only one side then counts as having a second one.

    In `held` and `lost`, the likelihood of a statement in a contested state is a weighted mean of two values: its likelihood if the same
    holder held the place undisputed (weight `leak`), and the mean, over all sides, of its likelihood if that side held the place undisputed
    (weight 1 - `leak`).
    """

    sides: tuple[str, ...]
    leak: float

    def held(self, side: str, strength: float) -> Floats:
        """Return, for each state, the likelihood of the statement that `side` holds the place."""
        return _held(len(self.sides), self.sides.index(side), round(strength, 3), self.leak)

    def lost(self, losers: Iterable[str], strength: float) -> Floats:
        """Return, for each state, the likelihood of the statement that none of `losers` holds the place."""
        indexes = frozenset(self.sides.index(side) for side in losers if side in self.sides)
        return _lost(len(self.sides), indexes, round(strength, 3), self.leak)

    def fought(self, parties: Sequence[str], strength: float, held_too: float) -> Floats:
        """Return, for each state, the likelihood of the statement that `parties` fight in the place.

        `held_too` is the likelihood of this statement if one of the parties holds the place undisputed, relative to its likelihood if the
        place is contested.
        """
        indexes = frozenset(self.sides.index(side) for side in parties if side in self.sides)
        return _fought(len(self.sides), indexes if parties else None, round(strength, 3), held_too)


@lru_cache(maxsize=20_000)
def _held(count: int, side: int, strength: float, leak: float) -> Floats:
    others = (1 - strength) / max(2, count)
    return _states([others + (strength if i == side else 0.0) for i in range(count)], others, leak)


@lru_cache(maxsize=20_000)
def _lost(count: int, losers: frozenset[int], strength: float, leak: float) -> Floats:
    return _states([1 - strength if i in losers else 1.0 for i in range(count)], 1.0, leak)


@lru_cache(maxsize=20_000)
def _fought(count: int, parties: frozenset[int] | None, strength: float, held_too: float) -> Floats:
    involved = [parties is None or i in parties for i in range(count)]
    held = [1 - strength + (strength * held_too if here else 0.0) for here in involved]
    fought = [1 - strength + strength * (1.0 if here else 0.6) for here in involved]
    return _frozen([*held, *fought, (sum(held) + sum(fought)) / (2 * count)])


def _states(by_side: list[float], unlisted: float, leak: float) -> Floats:
    """Return, for each state, the likelihood of a statement, given its likelihood if each side holds the place (`by_side`).

    `unlisted` is its likelihood if a side that is not listed holds the place. It counts only if the place has one side.
    """
    mean = sum(by_side) / len(by_side) if len(by_side) > 1 else (by_side[0] + unlisted) / 2
    return _frozen([*by_side, *((1 - leak) * mean + leak * one for one in by_side), mean])


def _frozen(values: list[float]) -> Floats:
    vector = np.array(values, dtype=np.float32)
    vector.flags.writeable = False
    return vector
