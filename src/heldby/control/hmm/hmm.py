"""The hidden Markov chain of control, for many places at once: forward filter and backward smoothing in numpy.

A place with K sides has 2K+1 states: held by each, fought over while held by each, and unknown. A step of `dt` days first lets fights
begin and settle (held <-> fought over), then, with the step's chance, leaps into states of that step's choosing whatever went before. Both
are linear and cost O(K) a place, so no K x K matrix is ever built.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
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
    """A batch of P places over T ticks with K sides each, hence S = 2K+1 states. Each place has ticks of its own; short rows are padded.

    `prior` (S,P) is the belief before the first tick. Chances of the step into each tick (T,P): `change`, that the place changed
    hands untold; `silence`, that what was known is known no more; `begin` and `settle`, that a fight began or settled. `leap` and
    `look` (N,S) are sparse rows sorted by tick, with the place of each row beside them: what adds to that tick's chance of a leap into
    each state, and what multiplies the likelihood of each; `*_at` (T+1,) are the rows' offsets by tick. A place has at most one row a tick.
    """

    prior: Floats
    change: Floats
    silence: Floats
    begin: Floats
    settle: Floats
    leap_place: Ints
    leap: Floats
    leap_at: Ints
    look_place: Ints
    look: Floats
    look_at: Ints


def smooth(chain: Chain) -> Floats:
    """The posterior of each state, (T, S, P), given everything said before and after."""
    posterior = filter_forward(chain)
    ticks, width, places = posterior.shape
    sides = (width - 1) // 2
    back = np.ones((width, places), dtype=np.float32)
    for t in range(ticks - 2, -1, -1):
        back = _tell(chain, t + 1, _look(chain, t + 1, back), forward=False)
        leap, stay = _leaps(chain, t + 1)
        back = back * stay + total(leap * back)
        apart = back[sides : 2 * sides] - back[:sides]
        back[:sides] += chain.begin[t + 1] * apart
        back[sides : 2 * sides] -= chain.settle[t + 1] * apart
        back /= back.max(axis=0)
        posterior[t] *= back
        posterior[t] /= total(posterior[t])
    return posterior


def total(rows: Floats) -> Floats:
    """The sum of the rows, in their order whatever their length: numpy's own may round a place alone otherwise than one among many."""
    return reduce(np.add, rows)


def filter_forward(chain: Chain) -> Floats:
    """The posterior of each state, (T, S, P), given what was said up to each tick."""
    width, places = chain.prior.shape
    sides = (width - 1) // 2
    out = np.empty((len(chain.look_at) - 1, width, places), dtype=np.float32)
    now = chain.prior.copy()
    for t in range(len(out)):
        move = chain.begin[t] * now[:sides] - chain.settle[t] * now[sides : 2 * sides]
        now[:sides] -= move
        now[sides : 2 * sides] += move
        leap, stay = _leaps(chain, t)
        now = _look(chain, t, _tell(chain, t, now * stay + leap, forward=True))
        now /= total(now)
        out[t] = now
    return out


def _leaps(chain: Chain, t: int) -> tuple[Floats, Floats]:
    """Chances to leap into each state over the step into tick t (S,P), and to make no leap (P,)."""
    sides = (len(chain.prior) - 1) // 2
    leap = np.zeros_like(chain.prior)
    leap[:sides] = chain.change[t] / sides
    leap[-1] = chain.silence[t]
    rows = slice(chain.leap_at[t], chain.leap_at[t + 1])
    leap[:, chain.leap_place[rows]] += chain.leap[rows].T
    chance = total(leap)
    leap *= MOST / np.maximum(chance, MOST)
    return leap, 1 - np.minimum(chance, MOST)


def _tell(chain: Chain, t: int, states: Floats, *, forward: bool) -> Floats:
    """Where something is said, the unknown turns into one side or another, each alike: unknown is the want of news, not a holder.

    Forward it moves belief, backward it moves the likelihood of what comes after (the transpose). Works in place.
    """
    place = chain.look_place[chain.look_at[t] : chain.look_at[t + 1]]
    sides = (len(states) - 1) // 2
    unknown = states[-1, place]
    if forward:
        states[:sides, place] += (TOLD / sides) * unknown
        states[-1, place] = (1 - TOLD) * unknown
    else:
        states[-1, place] = (1 - TOLD) * unknown + TOLD / sides * total(states[:sides, place])
    return states


def _look(chain: Chain, t: int, states: Floats) -> Floats:
    """The states weighed, in place, by what was said on tick t."""
    rows = slice(chain.look_at[t], chain.look_at[t + 1])
    states[:, chain.look_place[rows]] *= chain.look[rows].T
    return states
