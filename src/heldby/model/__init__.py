"""The words of heldby as types: reports, mentions, claims, events, control. Every stage speaks in these."""

from heldby.model.claim import TYPES, Claim, claim_id, make_claim, family_of
from heldby.model.control import Control, Interval
from heldby.model.event import Event, Spread
from heldby.model.mention import ActorRef, Candidate, Mention, PlaceRef, Relative, SourceRef, Value, When
from heldby.model.report import Passage, Report

__all__ = [
    "TYPES", "ActorRef", "Candidate", "Claim", "Control", "Event", "Interval", "Mention", "Passage", "PlaceRef", "Relative", "Report",
    "SourceRef", "Spread", "Value", "When", "claim_id", "make_claim", "family_of",
]  # fmt: skip
