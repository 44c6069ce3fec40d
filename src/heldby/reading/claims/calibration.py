"""Calibrates the network's probabilities: into the probability that there is such a claim, and that the whole claim is right."""

from __future__ import annotations

import math

from heldby.model import Claim
from heldby.reading.claims.claim_inputs import TIME
from heldby.reading.claims.claim_time import FACTS
from heldby.reading.claims.decide import ROLES, Decision

TERRITORY = frozenset(
    {
        "event/capture", "event/withdraw", "event/surrender", "control/holds", "control/partly_holds", "control/contests",
        "control/besieged", "control/lost",
    }
)  # fmt: skip
"""Labels of claims that colour a map. They have a calibration of their own."""
CLAIM = {"event": (1.45, -0.1), "control": (1.5, -0.6), "relation": (1.65, -0.3), "figure": (1.3, -0.4)}
"""Platt scaling (slope, shift) of the log odds that there is a claim, by kind, fitted on reports that the network was not trained on
(training/calibrate.py). For control and relations, with few examples, the fit is rounded towards no scaling."""
WHOLE = {"territory": (1.25, -0.12), "event": (1.12, -0.14), "relation": (1.4, 0.25), "figure": (1.25, -0.6)}
"""Platt scaling of the log odds that the type, the actor, the place and the status of a claim are all right, fitted in the same way."""
LEAST, MOST = 0.01, 0.99
LEAST_EMPTY = 0.75
"""Least probability that a role of a claim which colours a map is empty, if it is: rules and constructions that empty a role are mostly
right, whatever the network says."""
LEAST_HOLDER = 0.3
"""Lowest confidence of a claim that would colour a map as a fact. A wrong holder does more harm than a missing one. On the validation
reports this limit raises the precision of such claims from 0.49 to 0.55 and leaves their F1 as it is."""


def claim_confidence(decision: Decision) -> float:
    """Return the calibrated probability that the report makes a claim of this type at this word."""
    return _scaled(decision.probability, CLAIM[decision.candidate.kind])


def whole_confidence(decision: Decision) -> float:
    """Return the calibrated probability that type, actor, place and status of a claim are all right."""
    return _scaled(whole_probability(decision), WHOLE[whole_group(decision)])


def is_too_doubtful(claim: Claim) -> bool:
    """Check whether a claim would colour a place on a map as a fact although it is probably wrong."""
    colours = f"{claim.kind}/{claim.type}" in TERRITORY
    return colours and claim.status in FACTS and claim.confidence < LEAST_HOLDER


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
    none = 1.0 - float(column.max(initial=0.0))
    return max(none, LEAST_EMPTY) if decision.candidate.label in TERRITORY else none


def _scaled(probability: float, scale: tuple[float, float]) -> float:
    slope, shift = scale
    p = min(max(probability, 1e-6), 1 - 1e-6)
    odds = slope * math.log(p / (1 - p)) + shift
    return round(min(max(1 / (1 + math.exp(-odds)), LEAST), MOST), 4)
