"""Derive events from claims: which claims report the same event, which reports are copies, and which claims contradict one another."""

from heldby.events.cluster import build_events
from heldby.events.contradictions import claimed_shares, find_contradictions
from heldby.events.families import find_families
from heldby.events.minhash import SketchCache
from heldby.events.shared_passages import passage_families

__all__ = ["SketchCache", "build_events", "claimed_shares", "find_contradictions", "find_families", "passage_families"]
