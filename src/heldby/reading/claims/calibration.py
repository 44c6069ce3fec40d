"""Calibrates the probabilities of the second pass: turns each into the probability that a careful person agrees with the claim."""

from __future__ import annotations

import math

from heldby.reading.claims.linear_model import logistic

SLOPE_AND_SHIFT: dict[str, tuple[float, float]] = {
    "event": (0.802, 0.121),
    "control": (0.443, -0.046),
    "relation": (0.754, -0.127),
    "figure": (0.905, 0.119),
}
"""Platt scaling of the log odds for each kind of claim, fitted on out-of-fold decisions on the training reports (training/calibrate.py)."""


def calibrate(kind: str, probability: float) -> float:
    """Return the calibrated probability of a claim of this kind, between 0.01 and 0.99."""
    slope, shift = SLOPE_AND_SHIFT[kind]
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return min(max(logistic(slope * math.log(p / (1 - p)) + shift), 0.01), 0.99)
