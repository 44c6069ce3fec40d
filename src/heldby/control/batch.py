"""Batches: places with as many sides each, put side by side for the chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from heldby.control.chain import Chain, Floats, Ints
from heldby.control.observations import Observations
from heldby.control.parameters import Parameters

CELLS = 20_000_000
"""Posterior values held at one time (float32: 80 MB)."""
COARSE = 45
"""Days between ticks where nothing was said of a place."""
SOMEONE_ELSE = "?"
"""The side that stands for all who are not named, where only one is: or else its word could not be doubted."""
AROUND = (-1, 0, 1, 7, 21)
"""Days around each one on which something was said that have a tick of their own: a fight settles, a siege fades within weeks."""


@dataclass(frozen=True, slots=True)
class Case:
    """One place to be inferred: its observations, the side of the state it belongs to if known, and its ticks (ordinals of days)."""

    key: str
    seen: Observations
    sovereign: str | None
    days: tuple[int, ...]


def ticks(seen: Observations, end: int) -> tuple[int, ...]:
    """The days that are looked at one by one, from the first thing said up to `end`: close around what was said, coarse elsewhere."""
    start = min(seen.looks, default=min(seen.leaps, default=end))
    said = {min(max(day, start), end) for day in seen.leaps}
    said.update(min(max(day + off, start), end) for day in seen.looks for off in AROUND)
    said.update(min(max(day, start), end) for day in seen.fights)
    said.update(range(start, end, COARSE))
    said.add(end)
    return tuple(sorted(said))


def batches(cases: Sequence[Case]) -> Iterator[list[Case]]:
    """The cases in batches of one number of sides and of bounded size, those with about as many ticks together."""
    order = sorted(cases, key=lambda case: (len(case.seen.sides), len(case.days), case.key))
    for count, group in groupby(order, key=lambda case: len(case.seen.sides)):
        batch: list[Case] = []
        for case in group:
            if batch and ((len(batch) + 1) * len(case.days) * (2 * count + 1) > CELLS or len(case.days) > 1.3 * len(batch[0].days) + 20):
                yield batch
                batch = []
            batch.append(case)
        yield batch


def chain_of(batch: Sequence[Case], hazard: float, parameters: Parameters) -> Chain:
    """The chain of one batch; `hazard` is the daily chance of a change that no one tells of."""
    length, width = max(len(case.days) for case in batch), 2 * len(batch[0].seen.sides) + 1
    span = np.zeros((length, len(batch)))
    quiet = np.zeros((length, len(batch)), dtype=bool)
    for place, case in enumerate(batch):
        span[1 : len(case.days), place] = np.diff(case.days)
        quiet[1 : len(case.days), place] = np.array(case.days[1:]) > max(case.seen.looks, default=0)
    leap_place, leap, leap_at = _rows(batch, [case.seen.leaps for case in batch], length, width, add=True)
    look_place, look, look_at = _rows(batch, [case.seen.looks for case in batch], length, width, add=False)
    return Chain(
        prior=np.stack([_prior(case, parameters) for case in batch]),
        change=_over(hazard, span),
        silence=_over(1 - 0.5 ** (1 / parameters.chain["silence_half_life"]), span * quiet),
        begin=_begin(batch, _over(parameters.chain["contest_entry"], span)),
        settle=_over(1 - 0.5 ** (1 / parameters.chain["contest_half_life"]), span),
        leap_place=leap_place, leap=leap, leap_at=leap_at, look_place=look_place, look=look, look_at=look_at,
    )  # fmt: skip


def _begin(batch: Sequence[Case], begin: Floats) -> Floats:
    """The chances that a fight began, with those that were told of."""
    for place, case in enumerate(batch):
        if case.seen.fights:
            index = {day: tick for tick, day in enumerate(case.days)}
            for day, chance in case.seen.fights.items():
                tick = index[min(max(day, case.days[0]), case.days[-1])]
                begin[tick, place] = 1 - (1 - begin[tick, place]) * (1 - chance)
    return begin


def _over(daily: float, span: NDArray[np.float64]) -> Floats:
    """The chance over `span` days of what has the chance `daily` a day."""
    return (1 - (1 - daily) ** span).astype(np.float32)


def _prior(case: Case, parameters: Parameters) -> Floats:
    sides = case.seen.sides
    prior = np.zeros(2 * len(sides) + 1)
    spare = 1.0
    if case.sovereign in sides:
        prior[sides.index(case.sovereign)] = parameters.chain["sovereign"]
        spare -= parameters.chain["sovereign"]
    prior[: len(sides)] += 0.3 * spare / len(sides)
    prior[-1] = 0.7 * spare
    return prior.astype(np.float32)


def _rows(
    batch: Sequence[Case], by_place: Sequence[Mapping[int, Floats] | Mapping[int, list[float]]], length: int, width: int, *, add: bool
) -> tuple[Ints, Floats, Ints]:  # fmt: skip
    """Sparse rows by tick; what was said before the first tick or after the last is joined to it."""
    found: dict[tuple[int, int], Any] = {}
    for place, (case, rows) in enumerate(zip(batch, by_place, strict=True)):
        index = {day: tick for tick, day in enumerate(case.days)}
        for day, row in rows.items():
            key = (index[min(max(day, case.days[0]), case.days[-1])], place)
            if key in found:
                row = np.add(found[key], row) if add else np.multiply(found[key], row)
            found[key] = row
    keys = sorted(found)
    places = np.array([place for _, place in keys], dtype=np.int64)
    values = np.array([found[key] for key in keys], dtype=np.float32).reshape(len(keys), width)
    offsets = np.searchsorted(np.array([tick for tick, _ in keys], dtype=np.int64), np.arange(length + 1))
    return places, values, offsets
