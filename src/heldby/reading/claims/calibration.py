"""Calibrates the network's probabilities: into the probability that there is such a claim, and that the whole claim is right."""

from __future__ import annotations

import math

from heldby.reading.claims.claim_inputs import TIME
from heldby.reading.claims.decide import ROLES, Decision

TERRITORY = frozenset(
    {
        "event/capture", "event/withdraw", "event/surrender", "control/holds", "control/partly_holds", "control/contests",
        "control/besieged", "control/lost",
    }
)  # fmt: skip
"""Labels of claims that colour a map. They have a calibration of their own."""
CLAIM = {"event": (0.766, 0.27), "control": (1.969, 0.237), "relation": (1.36, -0.255), "figure": (0.817, 0.118)}
"""Platt scaling (slope, shift) of the log odds that there is a claim, by kind, fitted on reports that the network was not trained on
(training/calibrate.py)."""
WHOLE = {"territory": (1.221, 0.53), "event": (1.071, -0.094), "relation": (1.214, 0.381), "figure": (0.84, -0.544)}
"""Platt scaling of the log odds that the type, the actor, the place and the status of a claim are all right, fitted in the same way."""
LEAST, MOST = 0.01, 0.99


def claim_confidence(decision: Decision) -> float:
    """Return the calibrated probability that the report makes a claim of this type at this word."""
    return _scaled(decision.probability, CLAIM[decision.candidate.kind])


def whole_confidence(decision: Decision) -> float:
    """Return the calibrated probability that type, actor, place and status of a claim are all right."""
    return _scaled(whole_probability(decision), WHOLE[whole_group(decision)])


def whole_group(decision: Decision) -> str:
    """Return the group of claims whose calibration applies to the whole claim."""
    return "territory" if decision.candidate.label in TERRITORY else decision.candidate.kind


def whole_probability(decision: Decision) -> float:
    """Return the product of the probabilities of the claim, of its actor and place, and of its status."""
    out = decision.probability * max(decision.statuses.values())
    for role in ("actor", "place"):
        out *= role_certainty(decision, role)
    return out


def role_certainty(decision: Decision, role: str) -> float:
    """Return the probability of the best filler of a role, or if it has none that no row fills it."""
    fillers = decision.fillers[role]
    if fillers:
        return fillers[0].probability
    column = decision.row_scores[decision.inputs.cls[decision.rows] != TIME, ROLES.index(role)]
    return 1.0 - float(column.max(initial=0.0))


def _scaled(probability: float, scale: tuple[float, float]) -> float:
    slope, shift = scale
    p = min(max(probability, 1e-6), 1 - 1e-6)
    odds = slope * math.log(p / (1 - p)) + shift
    return round(min(max(1 / (1 + math.exp(-odds)), LEAST), MOST), 4)
