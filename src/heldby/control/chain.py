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
    """A batch of P places over T ticks with K sides each, hence S = 2K+1 states. Each place has ticks of its own; short rows are padded.

    `prior` (P,S) is the belief before the first tick. Chances of the step into each tick (T,P): `change`, that the place changed
    hands untold; `silence`, that what was known is known no more; `begin` and `settle`, that a fight began or settled. `leap` and
    `look` are sparse rows sorted by tick, with the place of each row beside them: what adds to that tick's chance of a leap into
    each state, and what multiplies the likelihood of each; `*_at` (T+1,) are the rows' offsets by tick.
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
    """The posterior of each state, (T, P, S), given everything said before and after."""
    posterior = filter_forward(chain)
    ticks, places, width = posterior.shape
    sides = (width - 1) // 2
    back = np.full((places, width), 1.0, dtype=np.float32)
    for t in range(ticks - 2, -1, -1):
        back = _tell(chain, t + 1, _look(chain, t + 1, back), forward=False)
        leap, stay = _leaps(chain, t + 1)
        back = back * stay + np.einsum("ps,ps->p", leap, back)[:, None]
        apart = back[:, sides : 2 * sides] - back[:, :sides]
        back[:, :sides] += chain.begin[t + 1, :, None] * apart
        back[:, sides : 2 * sides] -= chain.settle[t + 1, :, None] * apart
        back /= back.max(axis=1, keepdims=True)
        posterior[t] *= back
        posterior[t] /= posterior[t].sum(axis=1, keepdims=True)
    return posterior


def filter_forward(chain: Chain) -> Floats:
    """The posterior of each state, (T, P, S), given what was said up to each tick."""
    places, width = chain.prior.shape
    sides = (width - 1) // 2
    out = np.empty((len(chain.look_at) - 1, places, width), dtype=np.float32)
    now = chain.prior.copy()
    for t in range(len(out)):
        move = chain.begin[t, :, None] * now[:, :sides] - chain.settle[t, :, None] * now[:, sides : 2 * sides]
        now[:, :sides] -= move
        now[:, sides : 2 * sides] += move
        leap, stay = _leaps(chain, t)
        now = _look(chain, t, _tell(chain, t, now * stay + leap, forward=True))
        now /= now.sum(axis=1, keepdims=True)
        out[t] = now
    return out


def _leaps(chain: Chain, t: int) -> tuple[Floats, Floats]:
    """Chances to leap into each state over the step into tick t (P,S), and to make no leap (P,1)."""
    places, width = chain.prior.shape
    sides = (width - 1) // 2
    leap = np.zeros((places, width), dtype=np.float32)
    leap[:, :sides] = chain.change[t, :, None] / sides
    leap[:, -1] = chain.silence[t]
    rows = slice(chain.leap_at[t], chain.leap_at[t + 1])
    leap[chain.leap_place[rows]] += chain.leap[rows]
    chance = leap.sum(axis=1, keepdims=True)
    leap *= MOST / np.maximum(chance, MOST)
    return leap, 1 - np.minimum(chance, MOST)


def _tell(chain: Chain, t: int, states: Floats, *, forward: bool) -> Floats:
    """Where something is said, the unknown turns into one side or another, each alike: unknown is the want of news, not a holder.

    Forward it moves belief, backward it moves the likelihood of what comes after (the transpose). Works in place.
    """
    place = chain.look_place[chain.look_at[t] : chain.look_at[t + 1]]
    sides = (states.shape[1] - 1) // 2
    if forward:
        states[place, :sides] += (TOLD / sides) * states[place, -1:]
        states[place, -1] *= 1 - TOLD
    else:
        states[place, -1] = (1 - TOLD) * states[place, -1] + TOLD * states[place, :sides].mean(axis=1)
    return states


def _look(chain: Chain, t: int, states: Floats) -> Floats:
    """The states weighed, in place, by what was said on tick t; a place never has two rows on one tick."""
    rows = slice(chain.look_at[t], chain.look_at[t + 1])
    states[chain.look_place[rows]] *= chain.look[rows]
    return states
