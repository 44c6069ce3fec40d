"""From claims to events: what happened once, whoever tells it."""

from heldby.events.cluster import build_events
from heldby.events.families import find_families

__all__ = ["build_events", "find_families"]
