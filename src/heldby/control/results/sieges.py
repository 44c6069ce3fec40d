"""Decide when a place is besieged. A siege ends when the besieged side loses the place, or when the last report of it is too old."""

from __future__ import annotations

from collections.abc import Sequence

from heldby.control.evidence.statements import Statement
from heldby.control.parameters import Parameters
from heldby.control.results.intervals import Segment

MIN_SIEGE = 0.4
"""A held place counts as besieged if a siege is more probable than this."""


def is_besieged(statements: Sequence[Statement], segment: Segment, side: str, parameters: Parameters) -> bool:
    """Check whether a side is under siege in the middle of a segment. The weight of a reported siege halves every `siege_half_life` days.

    Whether there is a siege is another question than who holds the place: it rests on the probability that there is such a claim. A report
    that a siege is over, or that there is none, ends those reported until then.
    """
    middle, clear = (segment.first + segment.last) / 2, 1.0
    ends = [one.last for one in statements if one.form == "relief" and one.last is not None and one.last <= segment.last]
    over = max(ends, default=None)
    for one in statements:
        if one.form != "siege" or one.first is None or one.last is None or one.gainer not in (side, None):
            continue
        if one.first <= segment.last and (over is None or one.last > over):
            half_lives = max(0.0, middle - one.last) / parameters.chain["siege_half_life"]
            clear *= 1 - _probability(one, parameters) * 0.5**half_lives
    return 1 - clear > MIN_SIEGE


def _probability(siege: Statement, parameters: Parameters) -> float:
    claim = siege.claim
    found = claim.confidence if claim.claim_confidence is None else claim.claim_confidence
    return max(siege.strength, found * parameters.status[claim.status])
