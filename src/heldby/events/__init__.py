"""From claims to events: what happened once, whoever tells it, and what contradicts what."""

from heldby.events.cluster import build_events
from heldby.events.contradictions import claimed_shares, find_contradictions
from heldby.events.families import find_families
from heldby.events.minhash import Sketches
from heldby.events.shared_passages import claim_voices

__all__ = ["Sketches", "build_events", "claim_voices", "claimed_shares", "find_contradictions", "find_families"]
