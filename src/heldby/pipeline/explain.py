"""Explain one answer about control, claim by claim, from the claims that can affect the answer."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from heldby.base.gc_pause import gc_paused
from heldby.pipeline.derive import is_concluded, load_cache
from heldby.pipeline.inputs import Inputs, open_inputs, read_inputs
from heldby.pipeline.judged_claims import add_claim_families, claim_families, control_input, judge_claims
from heldby.store import Conclusions, Dossier

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from heldby.control import ExplainContext, Explanation, ModelInputs
    from heldby.model import Control


def explain_control(
    dossier: Dossier, snapshot: Conclusions, control: Control, on: dt.date | None = None, *, known_on: dt.date | None = None,
    context: ExplainContext | None = None,
) -> Explanation | None:  # fmt: skip
    """Explain the answer about a place on a day; return None if the record has no answer for the day.

    Args:
        dossier: the dossier.
        snapshot: its conclusions, today or as known on `known_on`.
        control: the record of the place in the snapshot.
        on: the day; by default the last day of the place's record.
        known_on: the day, if the snapshot is as known on a day; None for today's snapshot.
        context: the quantities that all places of the snapshot share; by default they are loaded.
    """
    from heldby.control import apply_explain_context, explain_answer, load_parameters
    from heldby.views import find_relevant_claims

    shared = context or load_explain_context(dossier, snapshot, known_on=known_on)
    areas, km = shared.areas_around(control), load_parameters().reach["nearby_km"]
    inputs = read_inputs(dossier, known_on, lambda reader: find_relevant_claims(reader, control, areas, km, known_on))
    model_inputs = _unweighted(inputs, {**snapshot.families, **shared.voices})
    return explain_answer(apply_explain_context(shared, model_inputs, inputs.config.trust), control.id, on)


def load_explain_context(dossier: Dossier, snapshot: Conclusions, *, known_on: dt.date | None = None) -> ExplainContext:
    """Return the quantities that all places of a snapshot share.

    A snapshot by an older version of heldby lacks these quantities. In this case, they are derived from all claims. If the snapshot is
    today's, they are then stored.
    """
    from pydantic import ValidationError

    from heldby.control import ExplainContext, build_explain_context

    with suppress(ValidationError):
        if snapshot.explain_context:
            return ExplainContext.model_validate_json(snapshot.explain_context)
    mark = dossier.conclusions_mark()
    with gc_paused():
        with open_inputs(dossier, known_on) as inputs:
            families = add_claim_families(inputs, snapshot.families, load_cache(dossier).texts)
        found = build_explain_context(_unweighted(inputs, families), snapshot.controls, claim_families(families, snapshot.families))
    if known_on is None and mark and is_concluded(dossier):
        dossier.save_explain_context(found.model_dump_json(), mark)
    return found


def _unweighted(inputs: Inputs, families: Mapping[str, str]) -> ModelInputs:
    """Return the inputs of control from judged claims, without weights for sources."""
    from heldby.control import prepare_unweighted_inputs

    return prepare_unweighted_inputs(control_input(inputs, judge_claims(inputs, families).claims, families))
