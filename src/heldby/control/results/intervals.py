"""Intervals: the posterior of a place cut where the answer or its certainty changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from heldby.control.hmm.hmm import Floats, Ints, total

BANDS = (0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
"""Where certainty crosses one of these an interval ends, so that the least probability in it says something of all its days."""
LEAST = 0.5
"""An answer less likely than this is none: the place is said to be unknown."""
TIE = 1e-3
"""Two answers nearer to one another than this are none: no name's place in the alphabet shall decide."""


class Piece(NamedTuple):
    """Days `first` to `last` (ordinals) with one answer: `side` is its index, null for contested and unknown."""

    first: int
    last: int
    status: str
    side: int | None
    p: float


def pieces(posterior: Floats, days: Ints, count: Ints, fine: Ints) -> Iterator[list[Piece]]:
    """The pieces of each place in order, from the posterior (T,S,P) over ticks `days` (T,P), of which each place has `count` (P,).

    From its day `fine` (P,) on each tick of a place is a piece of its own.
    """
    ticks, width, places = posterior.shape
    sides = (width - 1) // 2
    best, p = (one.reshape(ticks, places) for one in answers_of(posterior.swapaxes(0, 1).reshape(width, -1)))
    band = np.where(best == sides + 1, 0, np.searchsorted(BANDS, p, side="right"))
    cut = np.ones(best.shape, dtype=bool)
    cut[1:] = (best[1:] != best[:-1]) | (band[1:] != band[:-1]) | (days[1:] >= fine)
    # Place by place, one run of ticks after another.
    real = (np.arange(ticks)[:, None] < count).T
    best, p, day, cut = best.T[real], p.T[real], days.T[real], cut.T[real]
    starts = np.flatnonzero(cut)
    ends = np.append(day[starts[1:]] - 1, 0)
    final = np.searchsorted(starts, np.cumsum(count)) - 1
    ends[final] = day[np.cumsum(count) - 1]
    least = np.round(np.minimum(np.minimum.reduceat(p, starts), 0.999).astype(np.float64), 3)
    rows = list(zip(day[starts].tolist(), ends.tolist(), best[starts].tolist(), least.tolist(), strict=True))
    for start, stop in zip([0, *(final[:-1] + 1).tolist()], (final + 1).tolist(), strict=True):
        yield [_piece(*row, sides) for row in rows[start:stop]]


def _piece(first: int, last: int, answer: int, p: float, sides: int) -> Piece:
    status = "held" if answer < sides else "contested" if answer == sides else "unknown"
    return Piece(first, last, status, answer if answer < sides else None, p)


def answers_of(posterior: Floats) -> tuple[Ints, Floats]:
    """For each column of a posterior (S,N) the answer (index of the side that holds, K for contested, K+1 for unknown) and its probability.

    Where doubt whether a place is still fought over leaves no answer at even odds, but one side holds it either way, it is that side.
    """
    sides = (len(posterior) - 1) // 2
    best, first, second = _greatest([*posterior[:sides], total(posterior[sides:-1]), posterior[-1]])
    owner, either, _ = _greatest(list(posterior[:sides] + posterior[sides:-1]))
    sole = (first < LEAST) & (best == owner) & (either >= LEAST + TIE) & (first - second >= TIE)
    best = np.where(~sole & ((first < LEAST) | (first - second < TIE)), sides + 1, best)
    return best, np.where(sole, either, np.where(best == sides + 1, posterior[-1], first))


def _greatest(rows: Sequence[Floats]) -> tuple[Ints, Floats, Floats]:
    """In each column which row is the greatest, its value and the next. Few rows, many columns: row by row is fastest."""
    best, first, second = np.zeros(rows[0].shape, dtype=np.int64), rows[0], np.full_like(rows[0], -1)
    for index, row in enumerate(rows[1:], 1):
        best = np.where(row > first, index, best)
        second = np.maximum(second, np.minimum(first, row))
        first = np.maximum(first, row)
    return best, first, second


def spells(cut: list[Piece]) -> Iterator[list[Piece]]:
    """Runs of pieces with one answer, whatever its certainty."""
    run: list[Piece] = []
    for piece in cut:
        if run and (piece.status, piece.side) != (run[-1].status, run[-1].side):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run
