"""The status of a claim."""

from __future__ import annotations

from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.claim_rules import is_in_present, is_past_perfect
from heldby.reading.claims.decide import Decision
from heldby.reading.claims.polarity import is_negated, may_be_denied, possible_statuses
from heldby.reference.lexicon import Lexicon

SPEECH_ACTS = frozenset({"event/accuse", "event/demand", "event/threaten", "event/reject"})
"""Acts that happen by being said: an accusation that is rejected was made all the same."""
STATES = frozenset({"figure/strength", "figure/captured"})
"""Figures that last: what they count is there as long as the report speaks of it in the present."""


def claim_status(analysed: AnalysedReport, lexicon: Lexicon, decision: Decision) -> str:
    """Return the status of a claim, such as `happened`: the most probable one that the rules of polarity allow."""
    candidate = decision.candidate
    parsed, trigger = analysed.parsed, candidate.trigger
    possible = possible_statuses(parsed, lexicon, trigger, is_act=candidate.kind == "event")
    if _cannot_be_denied(analysed, lexicon, decision, possible):
        possible = frozenset(decision.statuses) - {"denied"}
    chosen = max((s for s in decision.statuses if possible is None or s in possible), key=decision.statuses.__getitem__)
    if candidate.kind == "control" and chosen == "ongoing" and is_past_perfect(parsed, trigger):
        return "happened"  # "had been in their hands since 2014"
    if candidate.label in STATES and chosen == "happened" and is_in_present(parsed, trigger):
        return "ongoing"
    return chosen


def _cannot_be_denied(analysed: AnalysedReport, lexicon: Lexicon, decision: Decision, possible: frozenset[str] | None) -> bool:
    """Check whether nothing around a claim denies anything. A rejected accusation was made, so only a negation of its own denies it."""
    trigger = decision.candidate.trigger
    if decision.candidate.label in SPEECH_ACTS:
        return not is_negated(analysed.parsed, trigger)
    return possible is None and not may_be_denied(analysed.parsed, lexicon, trigger)
