"""Batches: places with as many sides each, put side by side for the chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from heldby.control.hmm.hmm import Chain, Floats, Ints
from heldby.control.hmm.observation_arrays import ObservationArrays
from heldby.control.hmm.observations import Observations
from heldby.control.parameters import Parameters

CELLS = 8_000_000
"""Posterior values held at one time (float32: 32 MB)."""
ALIKE = 1.3
"""Times the ticks of a batch's shortest row that its longest may have, and `SPARE` more: rows are padded to the longest."""
SPARE = 20
SOMEONE_ELSE = "?"
"""The side that stands for all who are not named, where only one is: or else its word could not be doubted."""


@dataclass(frozen=True, slots=True)
class Case:
    """One place to be inferred: its observations and the side of the state it belongs to, if known."""

    key: str
    seen: Observations
    sovereign: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Cases with their chain. `days` (T,P) are the ordinals of each one's ticks, of which it has the first `count` (P,); `newest` (P,) is
    the last day that anything was said of it."""

    cases: list[Case]
    days: Ints
    count: Ints
    newest: Ints
    chain: Chain


def batches(cases: Sequence[Case], end: int, hazard: float, parameters: Parameters) -> Iterator[Batch]:
    """The cases in batches of one number of sides and of bounded size, those with about as many ticks together.

    `end` is the last day looked at, `hazard` the daily chance of a change that no one tells of.
    """
    for width, group in groupby(sorted(cases, key=lambda one: (len(one.seen.sides), one.key)), key=lambda one: 2 * len(one.seen.sides) + 1):
        alike = list(group)
        said = ObservationArrays([case.seen for case in alike], end)
        for members in _members(said.count, width):
            yield _batch([alike[i] for i in members.tolist()], said, members, hazard, parameters)


def _members(count: Ints, width: int) -> Iterator[Ints]:
    """Indexes of those that make up each batch."""
    order = np.argsort(count, kind="stable")
    start = 0
    while start < len(order):
        least = int(count[order[start]])
        stop = int(np.searchsorted(count[order], ALIKE * least + SPARE, side="right"))
        most = max(1, CELLS // (width * int(count[order[stop - 1]])))
        stop = min(stop, start + most)
        yield order[start:stop]
        start = stop


def _batch(cases: list[Case], said: ObservationArrays, members: Ints, hazard: float, parameters: Parameters) -> Batch:
    column = np.full(len(said.count), -1)
    column[members] = np.arange(len(members))
    count = said.count[members]
    length = int(count.max())
    days = np.zeros((length, len(members)), dtype=np.int64)
    own = column[said.tick_place] >= 0
    days[said.tick_number[own], column[said.tick_place[own]]] = said.tick_day[own]
    span = np.diff(days, axis=0, prepend=days[:1]) * (np.arange(length)[:, None] < count)
    begin = _over(parameters.chain["contest_entry"], span)
    here = column[said.fight.place] >= 0
    tick, place = said.fight.tick[here], column[said.fight.place[here]]
    begin[tick, place] = 1 - (1 - begin[tick, place]) * (1 - said.fight.value[here, 0])
    leap_place, leap, leap_at = said.leap.of(column, length)
    look_place, look, look_at = said.look.of(column, length)
    return Batch(cases, days, count, said.newest[members], Chain(
        prior=np.stack([_prior(case, parameters) for case in cases], axis=1),
        change=_over(hazard, span),
        silence=_over(1 - 0.5 ** (1 / parameters.chain["silence_half_life"]), span * (days > said.newest[members])),
        begin=begin,
        settle=_over(1 - 0.5 ** (1 / parameters.chain["contest_half_life"]), span),
        leap_place=leap_place, leap=leap, leap_at=leap_at, look_place=look_place, look=look, look_at=look_at,
    ))  # fmt: skip


def _over(daily: float, span: NDArray[np.int64]) -> Floats:
    """The chance over `span` days of what has the chance `daily` a day."""
    return -np.expm1(span.astype(np.float32) * np.float32(np.log1p(-daily)))  # type: ignore[no-any-return]


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
