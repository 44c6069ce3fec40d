"""From claims to control: who holds a place on each day, with its doubt, why, what changed and how much each side holds."""

from heldby.control.changes import Change, changes, silent_sources
from heldby.control.explain import Argument, Reason, explain
from heldby.control.fill import fill
from heldby.control.infer import infer_control, source_records
from heldby.control.memory import Memory
from heldby.control.reliability import Reliability
from heldby.control.shares import Share, land, shares

__all__ = [
    "Argument", "Change", "Memory", "Reason", "Reliability", "Share", "changes", "explain", "fill", "infer_control", "land",
    "shares", "silent_sources", "source_records",
]  # fmt: skip
