"""What was said of many places, as arrays: the ticks that each place is looked at on, and sparse rows of what was said on them."""

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
"""Days between ticks where nothing was said of a place."""
AROUND = (-1, 0, 1, 7, 21)
"""Days around each one on which something was said that have a tick of their own: a fight settles, a siege fades within weeks."""
BLOCKS = 10
"""Into how many parts at most the window of a change is cut: a change "in June" may come about every three days."""
CALENDAR = 1 << 22
"""More days than the calendar has: `place * CALENDAR + day` sorts by place, then by day."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: the place and tick of each (N,), at most one for both, and its values (N,S)."""

    place: Ints
    tick: Ints
    value: Floats

    def of(self, column: Ints, length: int) -> tuple[Ints, Floats, Ints]:
        """Those of the places with a column, sorted by tick: columns, values and the offsets of each of `length` ticks."""
        own = np.flatnonzero(column[self.place] >= 0)
        own = own[np.argsort(self.tick[own], kind="stable")]
        return column[self.place[own]], self.value[own], np.searchsorted(self.tick[own], np.arange(length + 1))


class ObservationArrays:
    """All that was said of P places with as many sides each, up to day `end`.

    `tick_place`, `tick_number` and `tick_day` (M,) list the ticks place by place: close around what was said, coarse elsewhere. `count`
    (P,) says how many each has and `newest` (P,) the last day that anything was said of it; what was said before the first tick or
    after the last is joined to it.
    """

    def __init__(self, seen: Sequence[Observations], end: int) -> None:
        places, width, self._end = len(seen), 2 * len(seen[0].sides) + 1, end
        looks, look_place = _flat([one.looks for one in seen])
        look_day = np.array([day for day, _ in looks], dtype=np.int64)
        leap_place, leap_day, state, chance = _blocks(*_flat([one.leaps for one in seen]))
        fights, fight_place = _flat([one.fights for one in seen])
        fight_day = np.array([day for day, _ in fights], dtype=np.int64)
        self._start = _first(places, look_place, look_day, _first(places, leap_place, leap_day, np.full(places, end)))
        self.newest = np.zeros(places, dtype=np.int64)
        np.maximum.at(self.newest, look_place, look_day)
        self._ticks(
            [self._keys(look_place, look_day + off) for off in AROUND], self._keys(leap_place, leap_day), self._keys(fight_place, fight_day)
        )
        self.look = self._product(self._keys(look_place, look_day), [row for _, row in looks], width)
        self.leap = self._sum(self._keys(leap_place, leap_day), state, chance, width)
        odds = self._sum(self._keys(fight_place, fight_day), np.zeros_like(fight_place), np.log1p([-chance for _, chance in fights]), 1)
        self.fight = Rows(odds.place, odds.tick, -np.expm1(odds.value))

    def _keys(self, place: Ints, day: Ints) -> Ints:
        return place * CALENDAR + np.minimum(np.maximum(day, self._start[place]), self._end)

    def _ticks(self, looks: list[Ints], leaps: Ints, fights: Ints) -> None:
        coarse = -(-(self._end - self._start) // COARSE)
        place = np.repeat(np.arange(len(coarse)), coarse)
        steps = self._keys(place, self._start[place] + COARSE * _within(coarse))
        last = self._keys(np.arange(len(coarse)), np.full(len(coarse), self._end))
        self._all = np.unique(np.concatenate([*looks, leaps, fights, steps, last]))
        self.tick_place, self.tick_day = np.divmod(self._all, CALENDAR)
        self.count = np.bincount(self.tick_place, minlength=len(coarse))
        self.tick_number = _within(self.count)

    def _rows(self, keys: Ints, value: NDArray[Any]) -> Rows:
        at = np.searchsorted(self._all, keys)
        return Rows(self.tick_place[at], self.tick_number[at], value.astype(np.float32))

    def _product(self, keys: Ints, rows: list[Floats], width: int) -> Rows:
        """Likelihoods of one tick multiplied, the greatest of each made one."""
        if not rows:
            return self._rows(keys, np.zeros((0, width), dtype=np.float32))
        order = np.argsort(keys, kind="stable")
        found, starts = np.unique(keys[order], return_index=True)
        logs = np.add.reduceat(np.log(np.concatenate(rows).reshape(-1, width)[order]), starts)
        return self._rows(found, np.exp(logs - logs.max(axis=1, keepdims=True)))

    def _sum(self, keys: Ints, state: Ints, value: Any, width: int) -> Rows:
        """Chances of one tick and state added up."""
        found, at = np.unique(keys, return_inverse=True)
        return self._rows(found, np.bincount(at * width + state, value, len(found) * width).reshape(-1, width))


def _flat(by_place: Sequence[Sequence[Any]]) -> tuple[list[Any], Ints]:
    """The items of all places one after another, and the place of each."""
    return list(chain.from_iterable(by_place)), np.repeat(np.arange(len(by_place)), [len(items) for items in by_place])


def _blocks(leaps: Iterable[tuple[int, int, int, float]], place: Ints) -> tuple[Ints, Ints, Ints, Any]:
    """Leaps spread over their days: place, day, state and chance of each part."""
    table = np.array(list(leaps), dtype=np.float64).reshape(-1, 4)
    first, last, state = (table[:, at].astype(np.int64) for at in range(3))
    parts = np.minimum(BLOCKS, last - first + 1)
    own, part = np.repeat(np.arange(len(parts)), parts), _within(parts)
    day = first[own] + part * (last - first)[own] // np.maximum(parts - 1, 1)[own]
    return place[own], day, state[own], table[own, 3] / parts[own]


def _within(counts: Ints) -> Ints:
    """0, 1, 2 ... within each run of the given lengths."""
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)


def _first(places: int, place: Ints, day: Ints, otherwise: Ints) -> Ints:
    """The least day of each place, or what it is `otherwise`."""
    found = np.full(places, CALENDAR)
    np.minimum.at(found, place, day)
    return np.where(found == CALENDAR, otherwise, found)
