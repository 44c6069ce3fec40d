"""From claims to control: who holds a place on each day, with its doubt, why, what changed and how much each side holds."""

from heldby.control.cache import InferenceCache
from heldby.control.explain import Argument, Reason, argument, explain
from heldby.control.explain_context import ExplainContext, common_of, standing_on
from heldby.control.infer import controls_of, infer_control, lay, source_records, weigh
from heldby.control.parameters import load_parameters
from heldby.control.reliability import Reliability
from heldby.control.results.changes import Change, changes, silent_sources
from heldby.control.results.imputation import fill
from heldby.control.results.territory_shares import Share, land, shares

__all__ = [
    "Argument", "Change", "ExplainContext", "InferenceCache", "Reason", "Reliability", "Share", "argument", "changes", "common_of",
    "controls_of", "explain", "fill", "infer_control", "land", "lay", "load_parameters", "shares", "silent_sources", "source_records", "standing_on",
    "weigh",
]  # fmt: skip
