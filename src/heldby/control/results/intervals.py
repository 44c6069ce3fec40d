"""Cut the posterior of a place into segments where the answer or its certainty changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from heldby.control.hmm.hmm import Floats, Ints, total

BANDS = (0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
"""A segment ends where the probability crosses one of these values, so that its least probability is typical of all its days."""
MIN_PROBABILITY = 0.5
"""An answer with a lower probability counts as unknown."""
TIE = 1e-3
"""Answers whose probabilities differ by less than this are tied and count as unknown, so that alphabetical order never decides."""


class Segment(NamedTuple):
    """Days `first` to `last` (ordinals) with one answer. `side` is the index of the holder; None if contested or unknown."""

    first: int
    last: int
    status: str
    side: int | None
    p: float


def segments(posterior: Floats, days: Ints, count: Ints, fine: Ints) -> Iterator[list[Segment]]:
    """Yield the segments of each place, in order of time.

    Args:
        posterior: (T, S, P) probability of each state.
        days: (T, P) day of each tick, as an ordinal.
        count: (P,) number of ticks of each place.
        fine: (P,) day from which each tick of a place is a segment of its own.
    """
    ticks, width, places = posterior.shape
    sides = (width - 1) // 2
    best, p = (one.reshape(ticks, places) for one in best_answers(posterior.swapaxes(0, 1).reshape(width, -1)))
    band = np.where(best == sides + 1, 0, np.searchsorted(BANDS, p, side="right"))
    cut = np.ones(best.shape, dtype=bool)
    cut[1:] = (best[1:] != best[:-1]) | (band[1:] != band[:-1]) | (days[1:] >= fine)
    # Leave out the padding, and put the ticks of all places in one sequence, place by place.
    real = (np.arange(ticks)[:, None] < count).T
    best, p, day, cut = best.T[real], p.T[real], days.T[real], cut.T[real]
    starts = np.flatnonzero(cut)
    ends = np.append(day[starts[1:]] - 1, 0)
    final = np.searchsorted(starts, np.cumsum(count)) - 1
    ends[final] = day[np.cumsum(count) - 1]
    least = np.round(np.minimum(np.minimum.reduceat(p, starts), 0.999).astype(np.float64), 3)
    rows = list(zip(day[starts].tolist(), ends.tolist(), best[starts].tolist(), least.tolist(), strict=True))
    for start, stop in zip([0, *(final[:-1] + 1).tolist()], (final + 1).tolist(), strict=True):
        yield [_segment(*row, sides) for row in rows[start:stop]]


def _segment(first: int, last: int, answer: int, p: float, sides: int) -> Segment:
    status = "held" if answer < sides else "contested" if answer == sides else "unknown"
    return Segment(first, last, status, answer if answer < sides else None, p)


def best_answers(posterior: Floats) -> tuple[Ints, Floats]:
    """Return, for each column of a posterior (S, N), the best answer and its probability.

    The answer is the index of the side that holds the place, K for contested, or K+1 for unknown. If no answer reaches
    even odds, one side may still be likely to hold the place, either undisputed or contested. The answer is then that side.
    """
    sides = (len(posterior) - 1) // 2
    best, first, second = _greatest([*posterior[:sides], total(posterior[sides:-1]), posterior[-1]])
    owner, either, _ = _greatest(list(posterior[:sides] + posterior[sides:-1]))
    sole = (first < MIN_PROBABILITY) & (best == owner) & (either >= MIN_PROBABILITY + TIE) & (first - second >= TIE)
    best = np.where(~sole & ((first < MIN_PROBABILITY) | (first - second < TIE)), sides + 1, best)
    return best, np.where(sole, either, np.where(best == sides + 1, posterior[-1], first))


def _greatest(rows: Sequence[Floats]) -> tuple[Ints, Floats, Floats]:
    """Return, for each column, the index of the greatest row, its value and the next greatest value.

    There are few rows and many columns, so going row by row is fastest.
    """
    best, first, second = np.zeros(rows[0].shape, dtype=np.int64), rows[0], np.full_like(rows[0], -1)
    for index, row in enumerate(rows[1:], 1):
        best = np.where(row > first, index, best)
        second = np.maximum(second, np.minimum(first, row))
        first = np.maximum(first, row)
    return best, first, second


def spells(rows: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Yield the spells of a place. A spell is a run of successive segments with the same answer, whatever its probability."""
    run: list[Segment] = []
    for segment in rows:
        if run and (segment.status, segment.side) != (run[-1].status, run[-1].side):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run
