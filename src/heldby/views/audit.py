"""Audit: a random sample of the record to be judged, and the precision that follows from it, with its interval."""

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
    """Of `judged` things `right` were right: the share and its 95 % Wilson interval. What was unclear is counted apart, as neither."""

    group: str
    judged: int
    right: int
    unclear: int
    share: float | None
    low: float | None
    high: float | None


def sample(ids: Sequence[str], size: int, seed: int) -> list[str]:
    """`size` of the ids, each as likely as any other; the same ids, size and seed give the same sample, whatever their order."""
    return random.Random(f"heldby audit {seed}").sample(sorted(ids), min(size, len(ids)))


def precision(group: str, verdicts: Iterable[Verdict]) -> Precision:
    """What the verdicts on a group come to."""
    told = list(verdicts)
    right, unclear = told.count("right"), told.count("unclear")
    judged = len(told) - unclear
    low, high = wilson(right, judged) if judged else (None, None)
    return Precision(group=group, judged=judged, right=right, unclear=unclear, share=right / judged if judged else None, low=low, high=high)


def wilson(right: int, of: int) -> tuple[float, float]:
    """The Wilson score interval of a share (Wilson 1927), which stays honest for small samples and shares near 0 or 1."""
    share = right / of
    middle = share + Z * Z / (2 * of)
    spread = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def confidence_band(confidence: float) -> str:
    """The tenth in which a confidence lies, as a group's name: "0.8 to 0.9"."""
    tenth = min(9, int(confidence * 10))
    return f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}"
