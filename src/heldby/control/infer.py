"""Who holds each place on each day, from all that was said."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import log2

import numpy as np

from heldby.control.areas import from_areas
from heldby.control.batch import SOMEONE_ELSE, Case, batches
from heldby.control.chain import smooth
from heldby.control.denials import with_denials
from heldby.control.intervals import pieces
from heldby.control.memory import Memory, digest
from heldby.control.nearby import heat
from heldby.control.observations import observe
from heldby.control.parameters import Parameters, load_parameters
from heldby.control.record import REACH, control, record, until
from heldby.control.reliability import Reliability, reliabilities
from heldby.control.reliability import trust as estimate
from heldby.control.spellings import joined
from heldby.control.statements import Statement, Trust, statements, weighed
from heldby.control.uncollected import uncollected
from heldby.control.undated import undated_interval
from heldby.control.voices import by_site, halves_joined, in_turn, one_voice_once
from heldby.model import Claim, Control
from heldby.reference.camps import ActorLookup, Camps, Sides
from heldby.reference.sites import Site, sites

MOST_SIDES = 6
"""Sides a place is modelled with; the ones least spoken of beyond these are left out."""
TELLING = frozenset({"change", "state", "fight", "partial", "siege"})
"""Forms that give a place a row of its own."""
STEPS = 4
"""Steps to each doubling of the untold hazard, so that it stays what it was while reports come in one by one."""


def infer_control(
    claims: Sequence[Claim], *, families: Mapping[str, str] | None = None, published: Mapping[str, dt.date | None] | None = None,
    known_on: dt.date | None = None, sides: Sides | None = None, actors: ActorLookup | None = None,
    parameters: Parameters | None = None, known: Mapping[str, dt.date] | None = None,
    sources: Mapping[str, str | None] | None = None, fixed: Mapping[str, float] | None = None, trust: Trust | None = None,
    memory: Memory | None = None,
) -> list[Control]:  # fmt: skip
    """One record a place that any claim tells the control of, sorted by name and id; the claims' order does not matter.

    `families` names each report's voice and `published` its day of publication (null: undated). `known` is the day from which a report
    counts as known, where that is not the day it was published: the day an undated one was read in. With `known_on` only claims of
    reports known by that day count, and the record ends on it. `sides` are a person's own camps (see `Camps`). `trust` weighs each
    statement by its source; without it, `sources`, each report's outlet, has that estimated from agreement in a first pass, where `fixed`
    holds a person's own shares of a source's word that are so, by its name. `memory` spares places of which nothing new is said; the
    answers are the same without it.
    Undated claims of undated reports give intervals with null bounds.
    """
    days, settings = published or {}, parameters or load_parameters()
    told = heard(known_claims(claims, {**days, **(known or {})}, known_on))
    with uncollected():
        camps = Camps(actors, sides, told)
        said, places = statements(told, camps, families or {}, days, settings), sites(told)
        found, end = dict[str, Found](), last_day([said], known_on)
        if trust is None and sources is not None:
            found = _infer(said, places, camps, known_on, settings, memory, {})
            trust = estimate(reliabilities(said, _rows(found, end), sources), sources, fixed)
        said = weighed(said, trust) if trust else said
        return _rows(_infer(said, places, camps, known_on, settings, memory, found), end)


def source_records(
    claims: Sequence[Claim], controls: Iterable[Control], sources: Mapping[str, str | None], *, families: Mapping[str, str] | None = None,
    published: Mapping[str, dt.date | None] | None = None, sides: Sides | None = None, actors: ActorLookup | None = None,
) -> list[Reliability]:  # fmt: skip
    """How often each outlet (`sources`, by report) and speaker agreed with what other voices came to agree on, over all and by side."""
    told = heard(known_claims(claims, {}, None))
    said = statements(told, Camps(actors, sides, told), families or {}, published or {}, load_parameters())
    return reliabilities(said, controls, sources)


@dataclass(frozen=True, slots=True)
class Common:
    """What bears on all places alike: camps, numbers, the daily chance of a change that no one tells of, and the last day looked at."""

    camps: Camps
    settings: Parameters
    hazard: float
    horizon: int

    def written(self) -> list[object]:
        """All of it as JSON has it, but for the camps, which each statement gives as sides."""
        return [asdict(self.settings), self.hazard, self.horizon]


@dataclass(frozen=True, slots=True)
class Found:
    """One place's record up to the horizon (null: nothing tells of its control) and the statements that it rests on."""

    said: list[Statement]
    record: Control | None


def _infer(
    statements: Sequence[Statement], places: Mapping[str, Site], camps: Camps, known_on: dt.date | None, settings: Parameters,
    memory: Memory | None, before: Mapping[str, Found],
) -> dict[str, Found]:  # fmt: skip
    """One record a place from all statements; `before` holds those of a pass that differs only in the statements' strengths."""
    said = by_site(statements)
    from_areas(said, places, settings.reach["area"])
    hot, end = heat(said, places, settings), last_day(said.values(), known_on)
    common = Common(camps, settings, untold_hazard(said.values(), end, settings), horizon(end))
    found = {key: before[key] for key, group in said.items() if key in before and before[key].said == group}
    fresh = {key: group for key, group in said.items() if key not in found}
    written = common.written()
    asked = fresh if memory is not None else {}
    digests = {key: digest(written, places[key], group, hot.get(key, ()), camps) for key, group in asked.items()}
    for key, name in digests.items():
        if memory is not None and (known := memory.recall(name)) is not None:
            found[key] = Found(fresh.pop(key), known[0])
    for key, row in _records(fresh, places, hot, common).items():
        found[key] = Found(fresh[key], row)
        if memory is not None:
            memory.keep(digests[key], row)
    return found


def _records(
    said: Mapping[str, list[Statement]], places: Mapping[str, Site], hot: Mapping[str, Sequence[int]], common: Common
) -> dict[str, Control | None]:
    """The record of each place, up to the horizon, from what is said of it."""
    cases, dated, found = [], {}, dict[str, Control | None]()
    for key, group in said.items():
        whole = halves_joined(group)
        once = one_voice_once(in_turn(whole))
        timed = [one for one in once if one.first is not None]
        if not any(one.form in TELLING and not one.area for one in once):
            found[key] = None
        elif any(one.known is not None for one in timed) or len(timed) == len(once):
            dated[key] = [one for one in whole if one.first is not None]
            cases.append(_case(places[key], timed, hot.get(key, ()), common))
        else:
            found[key] = control(places[key], [undated_interval(once, common.settings)])
    for batch in batches(cases, common.horizon, common.hazard, common.settings):
        fine = np.maximum(common.horizon - REACH, batch.newest + 1)
        for case, cut in zip(batch.cases, pieces(smooth(batch.chain), batch.days, batch.count, fine), strict=True):
            found[case.key] = record(places[case.key], case, cut, dated[case.key], common.camps, common.settings)
    return found


def _rows(found: Mapping[str, Found], end: int) -> list[Control]:
    """The records up to a day, sorted by name and id."""
    rows = [until(one.record, end) for one in found.values() if one.record is not None]
    return sorted(rows, key=lambda control: (control.place, control.id))


def heard(claims: Iterable[Claim]) -> list[Claim]:
    """The claims as the model takes them: denied what stands inside a denial, bare names as the one place that is called so."""
    return joined(with_denials(claims))


def known_claims(claims: Iterable[Claim], known: Mapping[str, dt.date | None], known_on: dt.date | None) -> list[Claim]:
    """The claims that could be known on a day (None: all), by report and place in it."""
    order = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.id))
    if known_on is None:
        return order
    return [claim for claim in order if (day := known.get(claim.report)) is not None and day <= known_on]


def _case(site: Site, heard: Sequence[Statement], hot: Sequence[int], common: Common) -> Case:
    state = common.camps.sovereign(site.country)
    owner = common.camps.side(state, None, site.country) if state else None
    weight = Counter[str]()
    for one in heard:
        if one.form != "strike":
            for side in dict.fromkeys((*([one.gain] if one.gain else []), *one.lose, *one.parties)):
                weight[side] += 1 if one.area else 100
    if owner:
        weight[owner] += 10_000
    chosen = tuple(sorted(sorted(weight, key=lambda side: (-weight[side], side))[:MOST_SIDES]))
    if len(chosen) == 1:
        chosen = (*chosen, SOMEONE_ELSE)
    heard = [one for one in heard if (one.gain is None or one.gain in chosen)]
    return Case(site.key, observe(heard, chosen, common.settings, hot), owner)


def last_day(said: Iterable[Sequence[Statement]], known_on: dt.date | None) -> int:
    """The last day of the record: the day asked of, else the last that anything was published or told of."""
    if known_on is not None:
        return known_on.toordinal()
    return max((day for group in said for one in group for day in (one.known, one.last) if day is not None), default=0)


def horizon(end: int) -> int:
    """The day up to which places are inferred, the same for `REACH` days of `end`: a report of a new day alone makes nothing anew."""
    return min((end // REACH + 1) * REACH, dt.date.max.toordinal())


def untold_hazard(said: Iterable[Sequence[Statement]], end: int, settings: Parameters) -> float:
    """The daily chance that a place changes hands untold: a share of the rate at which changes are told of, in steps of a fifth."""
    told = days = 0
    for group in said:
        dated = [one for one in group if one.first is not None]
        if any(one.form in TELLING and not one.area for one in dated):
            told += len({(one.gain, (one.first or 0) // 30) for one in dated if one.form == "change"})
            days += max(1, end - min(one.first or 0 for one in dated))
    rate = settings.chain["untold"] * (told + 1) / (days + 3000)
    stepped = 2 ** (round(log2(rate) * STEPS) / STEPS)
    return min(settings.chain["hazard_most"], max(settings.chain["hazard_least"], stepped))
