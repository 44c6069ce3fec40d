"""The observations of many places as arrays: the ticks of each place, and sparse rows of likelihoods, jumps and fights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from heldby.control.hmm.hmm import Floats, Ints
from heldby.control.hmm.observations import Observations

COARSE = 45
"""Days between ticks in times without statements about a place."""
AROUND = (-1, 0, 1, 7, 21)
"""Offsets, in days, from a day with a statement to the days that also get a tick, since fights end and sieges fade within weeks."""
BLOCKS = 10
"""Greatest number of parts into which the time of a change is divided. A change "in June" is considered on about every third day."""
CALENDAR = 1 << 22
"""More days than the calendar has, so that `place * CALENDAR + day` sorts by place and then by day."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: place (N,), tick (N,) and values (N, S), with at most one row for each place and tick."""

    place: Ints
    tick: Ints
    value: Floats

    def select(self, column: Ints, length: int) -> tuple[Ints, Floats, Ints]:
        """Select the rows of some places, sorted by tick.

        Args:
            column: (P,) column of each place in the selection; -1: not selected.
            length: the number of ticks T.

        Returns:
            Columns (N,), values (N, S) and the offset of the first row of each tick (T+1,).
        """
        own = np.flatnonzero(column[self.place] >= 0)
        own = own[np.argsort(self.tick[own], kind="stable")]
        return column[self.place[own]], self.value[own], np.searchsorted(self.tick[own], np.arange(length + 1))


class ObservationArrays:
    """The observations of P places with the same number of sides, up to day `end`.

    Attributes:
        tick_place: (M,) place of each tick, place by place.
        tick_number: (M,) number of each tick within its place.
        tick_day: (M,) day of each tick, as an ordinal: dense around statements, sparse elsewhere.
        count: (P,) number of ticks of each place.
        newest: (P,) latest day, as an ordinal, that any statement about the place refers to.
        likelihood: rows of likelihoods, scaled so that the greatest value of each is 1.
        jump: rows of jump probabilities.
        fight: rows with one value each, the probability that a fight began.

    Observations before the first tick of a place or after its last are moved to that tick.
    """

    def __init__(self, seen: Sequence[Observations], end: int) -> None:
        places, width, self._end = len(seen), 2 * len(seen[0].sides) + 1, end
        likelihoods, likelihood_place = _flatten([one.likelihoods for one in seen])
        likelihood_day = np.array([day for day, _ in likelihoods], dtype=np.int64)
        jump_place, jump_day, state, chance = _spread_jumps(*_flatten([one.jumps for one in seen]))
        fights, fight_place = _flatten([one.fights for one in seen])
        fight_day = np.array([day for day, _ in fights], dtype=np.int64)
        jump_start = _first_day(places, jump_place, jump_day, np.full(places, end))
        self._start = _first_day(places, likelihood_place, likelihood_day, jump_start)
        self.newest = np.zeros(places, dtype=np.int64)
        np.maximum.at(self.newest, likelihood_place, likelihood_day)
        around = [self._keys(likelihood_place, likelihood_day + offset) for offset in AROUND]
        self._make_ticks(around, self._keys(jump_place, jump_day), self._keys(fight_place, fight_day))
        self.likelihood = self._product(self._keys(likelihood_place, likelihood_day), [row for _, row in likelihoods], width)
        self.jump = self._sum(self._keys(jump_place, jump_day), state, chance, width)
        logs = self._sum(self._keys(fight_place, fight_day), np.zeros_like(fight_place), np.log1p([-chance for _, chance in fights]), 1)
        self.fight = Rows(logs.place, logs.tick, -np.expm1(logs.value))

    def _keys(self, place: Ints, day: Ints) -> Ints:
        return place * CALENDAR + np.minimum(np.maximum(day, self._start[place]), self._end)

    def _make_ticks(self, around: list[Ints], jumps: Ints, fights: Ints) -> None:
        coarse = -(-(self._end - self._start) // COARSE)
        place = np.repeat(np.arange(len(coarse)), coarse)
        steps = self._keys(place, self._start[place] + COARSE * _within(coarse))
        last = self._keys(np.arange(len(coarse)), np.full(len(coarse), self._end))
        self._all = np.unique(np.concatenate([*around, jumps, fights, steps, last]))
        self.tick_place, self.tick_day = np.divmod(self._all, CALENDAR)
        self.count = np.bincount(self.tick_place, minlength=len(coarse))
        self.tick_number = _within(self.count)

    def _rows(self, keys: Ints, value: NDArray[Any]) -> Rows:
        at = np.searchsorted(self._all, keys)
        return Rows(self.tick_place[at], self.tick_number[at], value.astype(np.float32))

    def _product(self, keys: Ints, rows: list[Floats], width: int) -> Rows:
        """Multiply the likelihoods of each tick, and scale the greatest value of each product to 1."""
        if not rows:
            return self._rows(keys, np.zeros((0, width), dtype=np.float32))
        order = np.argsort(keys, kind="stable")
        found, starts = np.unique(keys[order], return_index=True)
        logs = np.add.reduceat(np.log(np.concatenate(rows).reshape(-1, width)[order]), starts)
        return self._rows(found, np.exp(logs - logs.max(axis=1, keepdims=True)))

    def _sum(self, keys: Ints, state: Ints, value: Any, width: int) -> Rows:
        """Add up the values of each tick and state."""
        found, at = np.unique(keys, return_inverse=True)
        return self._rows(found, np.bincount(at * width + state, value, len(found) * width).reshape(-1, width))


def _flatten(by_place: Sequence[Sequence[Any]]) -> tuple[list[Any], Ints]:
    """Return the items of all places one after another, and the place of each."""
    return list(chain.from_iterable(by_place)), np.repeat(np.arange(len(by_place)), [len(items) for items in by_place])


def _spread_jumps(jumps: Iterable[tuple[int, int, int, float]], place: Ints) -> tuple[Ints, Ints, Ints, Any]:
    """Divide jumps into parts spread over their days; return the place, day, state and probability of each part."""
    table = np.array(list(jumps), dtype=np.float64).reshape(-1, 4)
    first, last, state = (table[:, at].astype(np.int64) for at in range(3))
    parts = np.minimum(BLOCKS, last - first + 1)
    own, part = np.repeat(np.arange(len(parts)), parts), _within(parts)
    day = first[own] + part * (last - first)[own] // np.maximum(parts - 1, 1)[own]
    return place[own], day, state[own], table[own, 3] / parts[own]


def _within(counts: Ints) -> Ints:
    """Return 0, 1, 2, ... within each run of the given lengths."""
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)


def _first_day(places: int, place: Ints, day: Ints, otherwise: Ints) -> Ints:
    """Return the first day of each place, or the value in `otherwise` for a place without days."""
    found = np.full(places, CALENDAR)
    np.minimum.at(found, place, day)
    return np.where(found == CALENDAR, otherwise, found)
