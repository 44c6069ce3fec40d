"""Infer the records of places from the statements about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from heldby.control.evidence.independent_statements import (
    end_changes_before_next,
    end_states_before_gain,
    join_loss_and_gain,
    one_per_family,
    read_entries_as_gains,
    without_steps_to_gain,
)
from heldby.control.evidence.place_summaries import gives_record
from heldby.control.evidence.statements import Statement
from heldby.control.hmm.batch import OTHER_SIDE, Case, batches
from heldby.control.hmm.hmm import smooth
from heldby.control.hmm.observations import observe
from heldby.control.model_inputs import ModelInputs
from heldby.control.parameters import HORIZON_STEP
from heldby.control.results.control_record import Inferred, PlaceCase, build_record, make_control
from heldby.control.results.intervals import segments
from heldby.control.results.undated import undated_interval
from heldby.reference.place_keys import TrackedPlace

MAX_SIDES = 6
"""Greatest number of sides in the model of a place; those with the fewest statements are left out."""


def infer_records(groups: Mapping[str, tuple[str, list[Statement]]], inputs: ModelInputs) -> dict[str, Inferred | None]:
    """Infer a record, up to the horizon, for each group.

    Args:
        groups: for each group, the key of a place and statements about it. A place may occur in several groups.
        inputs: the quantities that all places share.

    Returns:
        The record of each group, by the key of the group; None if no statement is about who holds the place.
    """
    cases, dated, found = [], {}, dict[str, Inferred | None]()
    for key, (name, rows) in groups.items():
        changes = without_steps_to_gain(end_states_before_gain(rows))
        place, whole = inputs.place(name), join_loss_and_gain(read_entries_as_gains(changes))
        independent = one_per_family(end_changes_before_next(whole))
        timed = [one for one in independent if one.first is not None]
        if not any(gives_record(one) and not one.from_area for one in independent):
            found[key] = None
        elif any(one.published is not None for one in timed) or len(timed) == len(independent):
            dated[key] = [one for one in whole if one.first is not None]
            cases.append(_case(key, place, timed, inputs))
        else:
            found[key] = Inferred(make_control(place, [undated_interval(independent, inputs.parameters)]))
    for batch in batches(cases, inputs.horizon, inputs.hazard, inputs.parameters):
        fine = np.maximum(inputs.horizon - HORIZON_STEP, batch.newest + 1)
        for case, cut in zip(batch.cases, segments(smooth(batch.chain), batch.days, batch.count, fine), strict=True):
            place = inputs.place(groups[case.key][0])
            found[case.key] = build_record(PlaceCase(place, case, dated[case.key], inputs.claims.sides, inputs.parameters), cut)
    return found


def _case(key: str, place: TrackedPlace, rows: Sequence[Statement], inputs: ModelInputs) -> Case:
    """Choose the sides of a place's model and turn its statements into observations."""
    sides = inputs.claims.sides
    state = sides.sovereign(place.country)
    owner = sides.side(state, None, place.country) if state else None
    chosen = _choose_sides(rows, owner)
    named = [one for one in rows if one.gainer is None or one.gainer in chosen]
    return Case(key, observe(named, chosen, inputs.parameters, inputs.nearby_fighting.get(place.key, ())), owner)


def _choose_sides(rows: Sequence[Statement], owner: str | None) -> tuple[str, ...]:
    """Choose the sides that statements name most often, those about the place itself first, and always the sovereign's."""
    weight, own = Counter[str](), set[str]()
    for one in rows:
        if one.form != "strike":
            for side in dict.fromkeys((*([one.gainer] if one.gainer else []), *one.losers, *one.parties)):
                weight[side] += 1 if one.from_area else 100
                if not one.from_area:
                    own.add(side)
    if owner:
        weight[owner] += 10_000
    chosen = tuple(sorted(sorted(weight, key=lambda side: (-weight[side], side))[:MAX_SIDES]))
    return (*chosen, OTHER_SIDE) if len(chosen) == 1 or len(own) == 1 else chosen
