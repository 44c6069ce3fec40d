"""Likelihoods: how likely each true state makes a statement. States: held by each side, fought over while held by each, unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from heldby.control.chain import Floats


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
        others = max(2, len(self.sides))
        by_side = np.full(len(self.sides), (1 - strength) / others)
        by_side[self.sides.index(side)] += strength
        return self._states(by_side, (1 - strength) / others)

    def lost(self, losers: Iterable[str], strength: float) -> Floats:
        """That none of `losers` holds the place."""
        by_side = np.ones(len(self.sides))
        for side in losers:
            if side in self.sides:
                by_side[self.sides.index(side)] = 1 - strength
        return self._states(by_side, 1.0)

    def fought(self, parties: Sequence[str], strength: float, held_too: float) -> Floats:
        """That `parties` fight in the place; what is so told is also told, by the share `held_too`, of places that one of them holds."""
        count = len(self.sides)
        out = np.full(2 * count + 1, 1 - strength)
        for i, side in enumerate(self.sides):
            involved = side in parties or not parties
            out[i] += strength * held_too if involved else 0.0
            out[count + i] += strength if involved else 0.6 * strength
        out[-1] = out[:-1].mean()
        return out.astype(np.float32)

    def _states(self, by_side: NDArray[np.float64], unnamed: float) -> Floats:
        mean = float(by_side.mean()) if len(by_side) > 1 else (float(by_side[0]) + unnamed) / 2
        fought = (1 - self.leak) * mean + self.leak * by_side
        return np.concatenate([by_side, fought, [mean]]).astype(np.float32)
