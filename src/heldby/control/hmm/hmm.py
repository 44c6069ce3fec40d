"""The hidden Markov model of control, for many places at once: forward filter and backward smoother in numpy.

A place with K sides has S = 2K+1 states: held by each side, contested while held by each side, and unknown. In a step of one or more days,
fights first begin or end (held <-> contested). Then the state may jump to another one. Each step has its own jump probabilities, and
these do not depend on the state before the jump. The fight update and the jump are both linear and cost O(K) for each place, so no K x K
matrix is built. docs/model.md has the equations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]


MAX_JUMP = np.float32(0.95)
"""Greatest probability of a jump in one step, so that no single day cancels all earlier evidence."""

RESOLVED = np.float32(0.9)
"""Share of the probability of unknown that a day with a statement moves to the sides."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The model of P places with K sides each, over T ticks. A tick is a day. Each place has ticks of its own, padded to T.

    Attributes:
        prior: (S, P) probability of each state before the first tick.
        hazard: (T, P) probability that the place changed hands unreported in the step into each tick.
        forgetting: (T, P) probability that the state became unknown in that step, for lack of news.
        fight_start: (T, P) probability that a held place became contested.
        fight_end: (T, P) probability that a contested place became held.
        jump_place: (N,) place of each row of `jump`.
        jump: (N, S) sparse rows, sorted by tick, giving, for each state, a probability that is added to that of a jump to the state.
        jump_at: (T+1,) offset of the first row of each tick in `jump`.
        likelihood_place: (M,) place of each row of `likelihood`.
        likelihood: (M, S) sparse rows, sorted by tick, giving, for each state, the likelihood of the statements of that tick.
        likelihood_at: (T+1,) offset of the first row of each tick in `likelihood`.

    A place has at most one row of each kind for a tick.
    """

    prior: Floats
    hazard: Floats
    forgetting: Floats
    fight_start: Floats
    fight_end: Floats
    jump_place: Ints
    jump: Floats
    jump_at: Ints
    likelihood_place: Ints
    likelihood: Floats
    likelihood_at: Ints


def smooth(chain: Chain) -> Floats:
    """Return the posterior of each state given all statements, earlier and later ones, as an array (T, S, P)."""
    posterior = filter_forward(chain)
    ticks, width, places = posterior.shape
    sides = (width - 1) // 2
    back = np.ones((width, places), dtype=np.float32)
    for t in range(ticks - 2, -1, -1):
        back = _resolve_unknown(chain, t + 1, _apply_likelihood(chain, t + 1, back), forward=False)
        jump, stay = _jumps(chain, t + 1)
        back = back * stay + total(jump * back)
        difference = back[sides : 2 * sides] - back[:sides]
        back[:sides] += chain.fight_start[t + 1] * difference
        back[sides : 2 * sides] -= chain.fight_end[t + 1] * difference
        back /= back.max(axis=0)
        posterior[t] *= back
        posterior[t] /= total(posterior[t])
    return posterior


def total(rows: Floats) -> Floats:
    """Sum the rows one after another. numpy's own sum may round a place differently when it is alone and when it is in a batch."""
    return reduce(np.add, rows)


def filter_forward(chain: Chain) -> Floats:
    """Return the posterior of each state given the statements up to each tick, as an array (T, S, P)."""
    width, places = chain.prior.shape
    sides = (width - 1) // 2
    out = np.empty((len(chain.likelihood_at) - 1, width, places), dtype=np.float32)
    now = chain.prior.copy()
    for t in range(len(out)):
        move = chain.fight_start[t] * now[:sides] - chain.fight_end[t] * now[sides : 2 * sides]
        now[:sides] -= move
        now[sides : 2 * sides] += move
        jump, stay = _jumps(chain, t)
        now = _apply_likelihood(chain, t, _resolve_unknown(chain, t, now * stay + jump, forward=True))
        now /= total(now)
        out[t] = now
    return out


def _jumps(chain: Chain, t: int) -> tuple[Floats, Floats]:
    """Return the probabilities of a jump to each state in the step into tick t, (S, P), and of no jump, (P,)."""
    sides = (len(chain.prior) - 1) // 2
    jump = np.zeros_like(chain.prior)
    jump[:sides] = chain.hazard[t] / sides
    jump[-1] = chain.forgetting[t]
    rows = slice(chain.jump_at[t], chain.jump_at[t + 1])
    jump[:, chain.jump_place[rows]] += chain.jump[rows].T
    chance = total(jump)
    jump *= MAX_JUMP / np.maximum(chance, MAX_JUMP)
    return jump, 1 - np.minimum(chance, MAX_JUMP)


def _resolve_unknown(chain: Chain, t: int, states: Floats, *, forward: bool) -> Floats:
    """For each place with a statement on tick t, move most of unknown to the sides in equal parts: unknown means a lack of news.

    The forward pass moves probability. The backward pass applies the transpose to the likelihood of later statements. Changes `states` in
    place.
    """
    place = chain.likelihood_place[chain.likelihood_at[t] : chain.likelihood_at[t + 1]]
    sides = (len(states) - 1) // 2
    unknown = states[-1, place]
    if forward:
        states[:sides, place] += (RESOLVED / sides) * unknown
        states[-1, place] = (1 - RESOLVED) * unknown
    else:
        states[-1, place] = (1 - RESOLVED) * unknown + RESOLVED / sides * total(states[:sides, place])
    return states


def _apply_likelihood(chain: Chain, t: int, states: Floats) -> Floats:
    """Multiply `states` by the likelihood of the statements on tick t. Changes `states` in place."""
    rows = slice(chain.likelihood_at[t], chain.likelihood_at[t + 1])
    states[:, chain.likelihood_place[rows]] *= chain.likelihood[rows].T
    return states
