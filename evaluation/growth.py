"""How a time grows with a size: a power of the size, fitted to measurements, to estimate the time at a size that was not measured."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from statistics import linear_regression
from typing import NamedTuple


class Growth(NamedTuple):
    """The time `scale` * size^`exponent`."""

    scale: float
    exponent: float

    @classmethod
    def fit(cls, sizes: Sequence[float], times: Sequence[float]) -> Growth:
        """Fit a power by least squares of the logarithms. At least two different sizes are needed."""
        slope, intercept = linear_regression([log(size) for size in sizes], [log(max(time, 1e-6)) for time in times])
        return cls(exp(intercept), slope)

    def at(self, size: float) -> float:
        """Return the time at a size."""
        return float(self.scale * size**self.exponent)
