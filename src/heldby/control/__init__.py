"""Infer control from claims: who holds a place on each day and why, what changed, and how much each side holds."""

from heldby.control.cache import InferenceCache
from heldby.control.control_input import ControlInput
from heldby.control.explain import explain_answer, explain_place
from heldby.control.explain_context import ExplainContext, apply_explain_context, build_explain_context
from heldby.control.explanation import Explanation, Reason
from heldby.control.infer import estimate_reliability, infer_control, infer_places, prepare_inputs, prepare_unweighted_inputs
from heldby.control.model_inputs import ModelInputs
from heldby.control.parameters import load_parameters
from heldby.control.reliability import Reliability
from heldby.control.results.changes import Change, find_changes, silent_outlets
from heldby.control.results.imputation import impute_places
from heldby.control.results.territory_shares import Share, land_km2, territory_shares

__all__ = [
    "Change", "ControlInput", "ExplainContext", "Explanation", "InferenceCache", "ModelInputs", "Reason", "Reliability", "Share",
    "apply_explain_context", "build_explain_context", "estimate_reliability", "explain_answer", "explain_place", "find_changes",
    "impute_places", "infer_control", "infer_places", "land_km2", "load_parameters", "prepare_inputs", "prepare_unweighted_inputs",
    "silent_outlets", "territory_shares",
]  # fmt: skip
