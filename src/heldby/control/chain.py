"""The hidden Markov chain of control, for many places at once: forward filter and backward smoothing in numpy.

A place with K sides has 2K+1 states: held by each, fought over while held by each, and unknown. A step of `dt` days first lets fights
begin and settle (held <-> fought over), then, with the step's chance, leaps into states of that step's choosing whatever went before. Both
are linear and cost O(K) a place, so no K x K matrix is ever built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]


MOST = np.float32(0.95)
"""Greatest chance of a leap in one step: nothing said of one day makes what went before worthless."""

TOLD = np.float32(0.9)
"""Share of what was unknown of a place that is settled on one side or another where something is said of it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A batch of P places over T ticks with K sides each, hence S = 2K+1 states.

    `prior` (P,S) is the belief until a place's tick `start` (P,), before which it does not change; `news` (P,) the last tick that tells of it;
    `days` (T,) the ordinals of the ticks; `hazard` the daily chance of a change that no one tells of, `silence` the daily chance, after the last
    news, that what was known is known no more; `entry` and `settle` the daily chances that a fight begins and settles.
    `leap` and `look` are sparse rows sorted by tick, with the place of each row beside them: what adds to that tick's chance of a leap
    into each state, and what multiplies the likelihood of each; `*_at` (T+1,) are the rows' offsets by tick.
    """

    prior: Floats
    start: Ints
    news: Ints
    days: Ints
    hazard: float
    silence: float
    entry: float
    settle: float
    leap_place: Ints
    leap: Floats
    leap_at: Ints
    look_place: Ints
    look: Floats
    look_at: Ints


def smooth(chain: Chain) -> Floats:
    """The posterior of each state, (T, P, S), given everything said before and after."""
    posterior = filter_forward(chain)
    ticks, places, width = posterior.shape
    sides = (width - 1) // 2
    back = np.full((places, width), 1.0, dtype=np.float32)
    for t in range(ticks - 2, -1, -1):
        back = _look(chain, t + 1, back)
        back = _tell(chain, t + 1, back, forward=False)
        leap, stay = _leaps(chain, t + 1, places)
        came = back * stay + np.einsum("ps,ps->p", leap, back)[:, None]
        begin, settle = _fight(chain, t + 1)
        held, fought = came[:, :sides].copy(), came[:, sides : 2 * sides].copy()
        came[:, :sides] += begin * (fought - held)
        came[:, sides : 2 * sides] += settle * (held - fought)
        back = came / came.max(axis=1, keepdims=True)
        posterior[t] *= back
        posterior[t] /= posterior[t].sum(axis=1, keepdims=True)
    return posterior


def filter_forward(chain: Chain) -> Floats:
    """The posterior of each state, (T, P, S), given what was said up to each tick."""
    places, width = chain.prior.shape
    sides = (width - 1) // 2
    out = np.empty((len(chain.days), places, width), dtype=np.float32)
    now = chain.prior.copy()
    for t in range(len(chain.days)):
        begin, settle = _fight(chain, t)
        move = begin * now[:, :sides] - settle * now[:, sides : 2 * sides]
        now[:, :sides] -= move
        now[:, sides : 2 * sides] += move
        leap, stay = _leaps(chain, t, places)
        now = _look(chain, t, _tell(chain, t, now * stay + leap, forward=True))
        now /= now.sum(axis=1, keepdims=True)
        out[t] = now
    return out


def _span(chain: Chain, t: int) -> int:
    """Days of the step into tick t; none into the first."""
    return int(chain.days[t] - chain.days[t - 1]) if t else 0


def _fight(chain: Chain, t: int) -> tuple[float, float]:
    """Chances that a fight begins, and that it settles, over the step into tick t."""
    span = _span(chain, t)
    return 1 - (1 - chain.entry) ** span, 1 - (1 - chain.settle) ** span


def _leaps(chain: Chain, t: int, places: int) -> tuple[Floats, Floats]:
    """Chances to leap into each state over the step into tick t (P,S), and to make no leap (P,1)."""
    span, width = _span(chain, t), chain.prior.shape[1]
    sides = (width - 1) // 2
    leap = np.zeros((places, width), dtype=np.float32)
    leap[chain.start < t, :sides] = (1 - (1 - chain.hazard) ** span) / sides
    leap[chain.news < t, -1] = 1 - (1 - chain.silence) ** span
    rows = slice(chain.leap_at[t], chain.leap_at[t + 1])
    leap[chain.leap_place[rows]] += chain.leap[rows]
    chance = leap.sum(axis=1, keepdims=True)
    leap *= MOST / np.maximum(chance, MOST)
    return leap, 1 - np.minimum(chance, MOST)


def _tell(chain: Chain, t: int, states: Floats, *, forward: bool) -> Floats:
    """Where something is said, the unknown turns into one side or another, each alike: unknown is the want of news, not a holder.

    Forward it moves belief, backward it moves the likelihood of what comes after (the transpose).
    """
    rows = slice(chain.look_at[t], chain.look_at[t + 1])
    if rows.start == rows.stop:
        return states
    sides = (states.shape[1] - 1) // 2
    told = states.copy()
    place = chain.look_place[rows]
    if forward:
        told[place, :sides] += (TOLD / sides) * states[place, -1:]
        told[place, -1] *= 1 - TOLD
    else:
        told[place, -1] = (1 - TOLD) * states[place, -1] + TOLD * states[place, :sides].mean(axis=1)
    return told


def _look(chain: Chain, t: int, states: Floats) -> Floats:
    """The states weighed by what was said on tick t; a place never has two rows on one tick."""
    rows = slice(chain.look_at[t], chain.look_at[t + 1])
    if rows.start == rows.stop:
        return states
    seen = states.copy()
    seen[chain.look_place[rows]] *= chain.look[rows]
    return seen
