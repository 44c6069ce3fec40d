"""The status of a claim."""

from __future__ import annotations

from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.claim_rules import is_past_perfect
from heldby.reading.claims.decide import Decision
from heldby.reading.claims.polarity import may_be_denied, possible_statuses
from heldby.reference.lexicon import Lexicon


def claim_status(analysed: AnalysedReport, lexicon: Lexicon, decision: Decision) -> str:
    """Return the status of a claim, such as `happened`: the most probable one that the rules of polarity allow."""
    candidate = decision.candidate
    possible = possible_statuses(analysed.parsed, lexicon, candidate.trigger, is_act=candidate.kind == "event")
    if possible is None and not may_be_denied(analysed.parsed, lexicon, candidate.trigger):
        possible = frozenset(decision.statuses) - {"denied"}  # nothing in these sentences denies anything
    chosen = max((s for s in decision.statuses if possible is None or s in possible), key=decision.statuses.__getitem__)
    is_over = candidate.kind == "control" and chosen == "ongoing" and is_past_perfect(analysed.parsed, candidate.trigger)
    return "happened" if is_over else chosen  # "had been in their hands since 2014"
