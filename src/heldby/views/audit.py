"""Audits: draw a random sample of the record for a person to check, and compute the precision with its confidence interval."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Literal

from heldby.model.base import Record

Z = 1.959964
"""Standard normal quantile of a two-sided interval of 95 %."""

Verdict = Literal["right", "wrong", "unclear"]


class Precision(Record):
    """The share of checked items that were right, with its 95 % Wilson interval.

    `judged` is the number of items found right or wrong; `unclear` items count as neither. The share and its bounds (`low`, `high`) are
    null if no item was judged.
    """

    group: str
    judged: int
    right: int
    unclear: int
    share: float | None
    low: float | None
    high: float | None


def sample(ids: Sequence[str], size: int, seed: int) -> list[str]:
    """Draw `size` of the ids at random with equal probability; the order of the ids does not affect the sample."""
    return random.Random(f"heldby audit {seed}").sample(sorted(ids), min(size, len(ids)))


def precision(group: str, verdicts: Iterable[Verdict]) -> Precision:
    """Return the precision of a group from the verdicts on its items."""
    found = list(verdicts)
    right, unclear = found.count("right"), found.count("unclear")
    judged = len(found) - unclear
    low, high = wilson(right, judged) if judged else (None, None)
    return Precision(group=group, judged=judged, right=right, unclear=unclear, share=right / judged if judged else None, low=low, high=high)


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the Wilson score interval of a share (Wilson 1927), which stays valid for small samples and shares near 0 or 1."""
    share = right / of
    middle = share + Z * Z / (2 * of)
    spread = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def confidence_band(confidence: float) -> str:
    """Return the range of one tenth that a confidence lies in, as the name of a group, such as "0.8 to 0.9"."""
    tenth = min(9, int(confidence * 10))
    return f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"
