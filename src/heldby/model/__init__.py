"""The records that every part of heldby works with: reports, mentions, claims, events, control and contradictions."""

from heldby.model.claim import TYPES, Claim, claim_id, family_of, make_claim
from heldby.model.control import Control, Interval
from heldby.model.event import Event, Spread
from heldby.model.mention import ActorRef, Candidate, Mention, PlaceRef, Relative, SourceRef, Value, When
from heldby.model.report import Passage, Report

__all__ = [
    "TYPES", "ActorRef", "Candidate", "Claim", "Control", "Event", "Interval", "Mention", "Passage", "PlaceRef", "Relative", "Report",
    "SourceRef", "Spread", "Value", "When", "claim_id", "family_of", "make_claim",
]  # fmt: skip
