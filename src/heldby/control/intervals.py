"""Intervals: the posterior of a place cut where the answer or its certainty changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from heldby.control.chain import Floats, Ints

BANDS = (0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
"""Where certainty crosses one of these an interval ends, so that the least probability in it says something of all its days."""
LEAST = 0.5
"""An answer less likely than this is none: the place is said to be unknown."""
TIE = 1e-3
"""Two answers nearer to one another than this are none: no name's place in the alphabet shall decide."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Days `first` to `last` (ordinals) with one answer: `side` is its index, null for contested and unknown."""

    first: int
    last: int
    status: str
    side: int | None
    p: float


def pieces(posterior: Floats, days: Ints) -> list[Piece]:
    """The pieces of one place, in order, from its posterior (T,S) over ticks `days` (T,)."""
    sides = (posterior.shape[1] - 1) // 2
    best, p = answers_of(posterior)
    band = np.where(best == sides + 1, 0, np.searchsorted(BANDS, p, side="right"))
    cuts = np.flatnonzero((np.diff(best) != 0) | (np.diff(band) != 0)) + 1
    starts = np.concatenate([[0], cuts])
    ends = np.concatenate([days[cuts] - 1, days[-1:]])
    least = np.minimum.reduceat(p, starts)
    return [_piece(int(days[a]), int(end), int(best[a]), float(low), sides) for a, end, low in zip(starts, ends, least, strict=True)]


def answers_of(posterior: Floats) -> tuple[Ints, Floats]:
    """For each row of a posterior (T,S) the answer (index of the side that holds, K for contested, K+1 for unknown) and its probability.

    Where doubt whether a place is still fought over leaves no answer at even odds, but one side holds it either way, it is that side.
    """
    sides = (posterior.shape[1] - 1) // 2
    answers = np.concatenate([posterior[:, :sides], posterior[:, sides:-1].sum(axis=1, keepdims=True), posterior[:, -1:]], axis=1)
    rows, best = np.arange(len(answers)), answers.argmax(axis=1)
    first, second = answers[rows, best], np.partition(answers, -2, axis=1)[:, -2]
    either = posterior[:, :sides] + posterior[:, sides:-1]
    owner = either.argmax(axis=1)
    sole = (first < LEAST) & (best == owner) & (either[rows, owner] >= LEAST + TIE) & (first - second >= TIE)
    best = np.where(~sole & ((first < LEAST) | (first - second < TIE)), sides + 1, best)
    return best, np.where(sole, either[rows, owner], answers[rows, best])


def _piece(first: int, last: int, answer: int, p: float, sides: int) -> Piece:
    status = "held" if answer < sides else "contested" if answer == sides else "unknown"
    return Piece(first, last, status, answer if answer < sides else None, round(min(p, 0.999), 3))


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
