"""Batches of places with the same number of sides, which the hidden Markov model processes together."""

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
"""Greatest number of posterior values in memory at one time (float32: 32 MB)."""
LENGTH_RATIO = 1.3
"""The longest case of a batch has at most this many times the ticks of the shortest, plus `LENGTH_SLACK`. Shorter cases are padded."""
LENGTH_SLACK = 20
OTHER_SIDE = "?"
"""A side that stands for everyone else if only one side is named. Without it, the model could not doubt that side's hold."""


@dataclass(frozen=True, slots=True)
class Case:
    """A place to infer: a key, its observations, and the side of the state on whose territory it lies (None if unknown)."""

    key: str
    seen: Observations
    sovereign: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """P cases and the model of all of them.

    Attributes:
        cases: the cases, in the order of the arrays' columns.
        days: (T, P) day of each tick, as an ordinal.
        count: (P,) number of ticks of each case; the rest of its column is padding.
        newest: (P,) latest day, as an ordinal, that any statement about the place refers to.
        chain: the hidden Markov model.
    """

    cases: list[Case]
    days: Ints
    count: Ints
    newest: Ints
    chain: Chain


def batches(cases: Sequence[Case], end: int, hazard: float, parameters: Parameters) -> Iterator[Batch]:
    """Yield the cases in batches of bounded size. The cases of a batch have the same number of sides and similar numbers of ticks.

    Args:
        cases: the cases, in any order.
        end: last day to infer, as an ordinal.
        hazard: probability per day of an unreported change.
        parameters: the numbers of the model.
    """
    for width, group in groupby(sorted(cases, key=lambda one: (len(one.seen.sides), one.key)), key=lambda one: 2 * len(one.seen.sides) + 1):
        alike = list(group)
        arrays = ObservationArrays([case.seen for case in alike], end)
        for members in _members(arrays.count, width):
            yield _batch([alike[i] for i in members.tolist()], arrays, members, hazard, parameters)


def _members(count: Ints, width: int) -> Iterator[Ints]:
    """Yield the indexes of the cases of each batch."""
    order = np.argsort(count, kind="stable")
    start = 0
    while start < len(order):
        least = int(count[order[start]])
        stop = int(np.searchsorted(count[order], LENGTH_RATIO * least + LENGTH_SLACK, side="right"))
        most = max(1, CELLS // (width * int(count[order[stop - 1]])))
        stop = min(stop, start + most)
        yield order[start:stop]
        start = stop


def _batch(cases: list[Case], arrays: ObservationArrays, members: Ints, hazard: float, parameters: Parameters) -> Batch:
    column = np.full(len(arrays.count), -1)
    column[members] = np.arange(len(members))
    count = arrays.count[members]
    length = int(count.max())
    days = np.zeros((length, len(members)), dtype=np.int64)
    own = column[arrays.tick_place] >= 0
    days[arrays.tick_number[own], column[arrays.tick_place[own]]] = arrays.tick_day[own]
    span = np.diff(days, axis=0, prepend=days[:1]) * (np.arange(length)[:, None] < count)
    jump_place, jump, jump_at = arrays.jump.select(column, length)
    likelihood_place, likelihood, likelihood_at = arrays.likelihood.select(column, length)
    return Batch(cases, days, count, arrays.newest[members], Chain(
        prior=np.stack([_prior(case, parameters) for case in cases], axis=1),
        hazard=_over(hazard, span),
        forgetting=_over(1 - 0.5 ** (1 / parameters.chain["silence_half_life"]), span * (days > arrays.newest[members])),
        fight_start=_fight_start(arrays, column, span, parameters),
        fight_end=_over(1 - 0.5 ** (1 / parameters.chain["contest_half_life"]), span),
        jump_place=jump_place, jump=jump, jump_at=jump_at,
        likelihood_place=likelihood_place, likelihood=likelihood, likelihood_at=likelihood_at,
    ))  # fmt: skip


def _fight_start(arrays: ObservationArrays, column: Ints, span: NDArray[np.int64], parameters: Parameters) -> Floats:
    """Return the probability that a fight began in each step, (T, P), whether it was reported or not."""
    start = _over(parameters.chain["contest_entry"], span)
    here = column[arrays.fight.place] >= 0
    tick, place = arrays.fight.tick[here], column[arrays.fight.place[here]]
    start[tick, place] = 1 - (1 - start[tick, place]) * (1 - arrays.fight.value[here, 0])
    return start


def _over(daily: float, span: NDArray[np.int64]) -> Floats:
    """Return the probability that something with the probability `daily` per day happens within `span` days."""
    return -np.expm1(span.astype(np.float32) * np.float32(np.log1p(-daily)))  # type: ignore[no-any-return]


def _prior(case: Case, parameters: Parameters) -> Floats:
    """Return the prior (S,). The sovereign gets a share first. Of the rest, the sides get 0.3 in equal parts, and unknown gets 0.7."""
    sides = case.seen.sides
    prior = np.zeros(2 * len(sides) + 1)
    spare = 1.0
    if case.sovereign in sides:
        prior[sides.index(case.sovereign)] = parameters.chain["sovereign"]
        spare -= parameters.chain["sovereign"]
    prior[: len(sides)] += 0.3 * spare / len(sides)
    prior[-1] = 0.7 * spare
    return prior.astype(np.float32)
