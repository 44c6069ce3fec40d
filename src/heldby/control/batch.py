"""Batches: places with as many sides each, put side by side for the chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from heldby.control.chain import Chain, Floats, Ints
from heldby.control.observations import Observations
from heldby.control.parameters import Parameters

CELLS = 12_000_000
"""Posterior values held at one time (float32: 48 MB, three such arrays at most)."""
COARSE = 15
"""Days between ticks where nothing was said of any place of the batch."""
MARGIN = 3
"""Days around each day with something said that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Case:
    """One place to be inferred: its observations, the side of the state it belongs to if known, and its first day (ordinal)."""

    key: str
    seen: Observations
    sovereign: str | None
    start: int


def batches(cases: Sequence[Case], end: int) -> Iterator[list[Case]]:
    """The cases in batches of one number of sides and of bounded size, near starts together; `end` is the last day."""
    order = sorted(cases, key=lambda case: (len(case.seen.sides), case.start, case.key))
    for count, group in groupby(order, key=lambda case: len(case.seen.sides)):
        batch: list[Case] = []
        for case in group:
            if batch and (len(batch) + 1) * (end - batch[0].start + 2) * (2 * count + 1) > CELLS:
                yield batch
                batch = []
            batch.append(case)
        yield batch


def chain_of(batch: Sequence[Case], end: int, hazard: float, parameters: Parameters) -> Chain:
    """The chain of one batch up to `end`; `hazard` is the daily chance of a change that no one tells of."""
    days = _ticks(batch, end)
    sides = len(batch[0].seen.sides)
    leap_place, leap, leap_at = _rows([case.seen.leaps for case in batch], days, 2 * sides + 1, add=True)
    look_place, look, look_at = _rows([case.seen.looks for case in batch], days, 2 * sides + 1, add=False)
    return Chain(
        prior=np.stack([_prior(case, parameters) for case in batch]),
        start=np.searchsorted(days, [case.start for case in batch]),
        news=np.searchsorted(days, [min(max(case.seen.looks, default=case.start), end) for case in batch]),
        days=days, hazard=hazard, silence=1 - 0.5 ** (1 / parameters.chain["silence_half_life"]),
        entry=parameters.chain["contest_entry"], settle=1 - 0.5 ** (1 / parameters.chain["contest_half_life"]),
        leap_place=leap_place, leap=leap, leap_at=leap_at, look_place=look_place, look=look, look_at=look_at,
    )  # fmt: skip


def _ticks(batch: Sequence[Case], end: int) -> Ints:
    start = min(case.start for case in batch)
    said = np.array(sorted({day for case in batch for rows in (case.seen.looks, case.seen.leaps) for day in rows}), dtype=np.int64)
    near = (said[:, None] + np.arange(-MARGIN, MARGIN + 1)[None, :]).ravel()
    days = np.unique(np.concatenate([near, np.arange(start, end + 1, COARSE), [start, end]]))
    return days[(days >= start) & (days <= end)]


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


def _rows(by_place: Sequence[Mapping[int, Floats]], days: Ints, width: int, *, add: bool) -> tuple[Ints, Floats, Ints]:
    """Sparse rows by tick; several days that fall on one tick (before the first, after the last) are joined."""
    found: dict[tuple[int, int], Floats] = {}
    for place, rows in enumerate(by_place):
        for day, row in rows.items():
            key = (min(int(np.searchsorted(days, day)), len(days) - 1), place)
            found[key] = row if key not in found else (found[key] + row if add else found[key] * row)
    keys = sorted(found)
    places = np.array([place for _, place in keys], dtype=np.int64)
    values = np.array([found[key] for key in keys], dtype=np.float32).reshape(len(keys), width)
    offsets = np.searchsorted(np.array([tick for tick, _ in keys], dtype=np.int64), np.arange(len(days) + 1))
    return places, values, offsets
