"""Answers: the records of places, from what was said of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from heldby.control.evidence.independent_voices import halves_joined, in_turn, one_voice_once, until_taken
from heldby.control.evidence.place_summaries import TELLING
from heldby.control.evidence.statements import Statement
from heldby.control.hmm.batch import SOMEONE_ELSE, Case, batches
from heldby.control.hmm.hmm import smooth
from heldby.control.hmm.observations import observe
from heldby.control.model_inputs import ModelInputs
from heldby.control.results.control_record import REACH, Inferred, control, record
from heldby.control.results.intervals import pieces
from heldby.control.results.undated import undated_interval
from heldby.reference.place_keys import TrackedPlace

MOST_SIDES = 6
"""Sides a place is modelled with; the ones least spoken of beyond these are left out."""


def answer(groups: Mapping[str, tuple[str, list[Statement]]], ground: ModelInputs) -> dict[str, Inferred | None]:
    """By the key of each group (a place and what is said of it) the place's record up to the horizon; null if nothing tells of it."""
    cases, dated, found = [], {}, dict[str, Inferred | None]()
    for key, (place, group) in groups.items():
        site, whole = ground.site(place), halves_joined(until_taken(group))
        once = one_voice_once(in_turn(whole))
        timed = [one for one in once if one.first is not None]
        if not any(one.form in TELLING and not one.area for one in once):
            found[key] = None
        elif any(one.known is not None for one in timed) or len(timed) == len(once):
            dated[key] = [one for one in whole if one.first is not None]
            cases.append(_case(key, site, timed, ground))
        else:
            found[key] = Inferred(control(site, [undated_interval(once, ground.settings)]))
    for batch in batches(cases, ground.horizon, ground.hazard, ground.settings):
        fine = np.maximum(ground.horizon - REACH, batch.newest + 1)
        for case, cut in zip(batch.cases, pieces(smooth(batch.chain), batch.days, batch.count, fine), strict=True):
            site = ground.site(groups[case.key][0])
            found[case.key] = record(site, case, cut, dated[case.key], ground.heard.camps, ground.settings)
    return found


def _case(key: str, site: TrackedPlace, heard: Sequence[Statement], ground: ModelInputs) -> Case:
    state = ground.heard.camps.sovereign(site.country)
    owner = ground.heard.camps.side(state, None, site.country) if state else None
    weight, told = Counter[str](), set[str]()
    for one in heard:
        if one.form != "strike":
            for side in dict.fromkeys((*([one.gain] if one.gain else []), *one.lose, *one.parties)):
                weight[side] += 1 if one.area else 100
                if not one.area:
                    told.add(side)
    if owner:
        weight[owner] += 10_000
    chosen = tuple(sorted(sorted(weight, key=lambda side: (-weight[side], side))[:MOST_SIDES]))
    if len(chosen) == 1 or len(told) == 1:
        chosen = (*chosen, SOMEONE_ELSE)
    heard = [one for one in heard if (one.gain is None or one.gain in chosen)]
    return Case(key, observe(heard, chosen, ground.settings, ground.hot.get(site.key, ())), owner)
