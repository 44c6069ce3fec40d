"""Who holds each place on each day, from all that was said."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from heldby.control.areas import from_areas
from heldby.control.batch import SOMEONE_ELSE, Case, batches, chain_of, ticks
from heldby.control.chain import smooth
from heldby.control.denials import with_denials
from heldby.control.intervals import Piece, pieces
from heldby.control.nearby import heat
from heldby.control.observations import observe
from heldby.control.parameters import Parameters, load_parameters
from heldby.control.record import control, record
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


def infer_control(
    claims: Sequence[Claim], *, families: Mapping[str, str] | None = None, published: Mapping[str, dt.date | None] | None = None,
    known_on: dt.date | None = None, sides: Sides | None = None, actors: ActorLookup | None = None,
    parameters: Parameters | None = None, known: Mapping[str, dt.date] | None = None,
    sources: Mapping[str, str | None] | None = None, fixed: Mapping[str, float] | None = None, trust: Trust | None = None,
) -> list[Control]:  # fmt: skip
    """One record a place that any claim tells the control of, sorted by name and id; the claims' order does not matter.

    `families` names each report's voice and `published` its day of publication (null: undated). `known` is the day from which a report
    counts as known, where that is not the day it was published: the day an undated one was read in. With `known_on` only claims of
    reports known by that day count, and the record ends on it. `sides` are a person's own camps (see `Camps`). `trust` weighs each
    statement by its source; without it, `sources`, each report's outlet, has that estimated from agreement in a first pass, where `fixed`
    holds a person's own shares of a source's word that are so, by its name.
    Undated claims of undated reports give intervals with null bounds.
    """
    days, settings = published or {}, parameters or load_parameters()
    told = heard(known_claims(claims, {**days, **(known or {})}, known_on))
    with uncollected():
        camps = Camps(actors, sides, told)
        said = statements(told, camps, families or {}, days, settings)
        if trust is None and sources is not None:
            trust = estimate(reliabilities(said, _infer(said, sites(told), camps, known_on, settings), sources), sources, fixed)
        return _infer(weighed(said, trust) if trust else said, sites(told), camps, known_on, settings)


def source_records(
    claims: Sequence[Claim], controls: Iterable[Control], sources: Mapping[str, str | None], *, families: Mapping[str, str] | None = None,
    published: Mapping[str, dt.date | None] | None = None, sides: Sides | None = None, actors: ActorLookup | None = None,
) -> list[Reliability]:  # fmt: skip
    """How often each outlet (`sources`, by report) and speaker agreed with what other voices came to agree on, over all and by side."""
    told = heard(known_claims(claims, {}, None))
    said = statements(told, Camps(actors, sides, told), families or {}, published or {}, load_parameters())
    return reliabilities(said, controls, sources)


def _infer(
    statements: Sequence[Statement], places: Mapping[str, Site], camps: Camps, known_on: dt.date | None, settings: Parameters
) -> list[Control]:  # fmt: skip
    """One record a place from all statements."""
    said = by_site(statements)
    from_areas(said, places, settings.reach["area"])
    end = _end(said.values(), known_on)
    hot = heat(said, places, settings)
    cases, dated, undated = [], {}, []
    for key, group in said.items():
        site, once = places[key], one_voice_once(in_turn(halves_joined(group)))
        if not any(one.form in TELLING and not one.area for one in once):
            continue
        timed = [one for one in once if one.first is not None]
        if any(one.known is not None for one in timed) or len(timed) == len(once):
            dated[key] = [one for one in halves_joined(group) if one.first is not None]
            cases.append(_case(site, timed, camps, end, hot.get(key, ()), settings))
        else:
            undated.append(control(site, [undated_interval(once, settings)]))
    hazard = untold_hazard(dated.values(), [case.days[0] for case in cases], end, settings)
    found = undated + [
        record(places[case.key], case, cut, dated[case.key], camps, settings)
        for batch in batches(cases)
        for case, cut in _answers(batch, hazard, settings)
    ]
    return sorted(found, key=lambda control: (control.place, control.id))


def heard(claims: Iterable[Claim]) -> list[Claim]:
    """The claims as the model takes them: denied what stands inside a denial, bare names as the one place that is called so."""
    return joined(with_denials(claims))


def known_claims(claims: Iterable[Claim], known: Mapping[str, dt.date | None], known_on: dt.date | None) -> list[Claim]:
    """The claims that could be known on a day (None: all), by report and place in it."""
    order = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.id))
    if known_on is None:
        return order
    return [claim for claim in order if (day := known.get(claim.report)) is not None and day <= known_on]


def _case(site: Site, heard: Sequence[Statement], camps: Camps, end: int, hot: Sequence[int], settings: Parameters) -> Case:
    state = camps.sovereign(site.country)
    owner = camps.side(state, None, site.country) if state else None
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
    seen = observe(heard, chosen, settings, hot)
    return Case(site.key, seen, owner, ticks(seen, end))


def _end(said: Iterable[Sequence[Statement]], known_on: dt.date | None) -> int:
    """The last day of the record: the day asked of, else the last that anything was published or told of."""
    if known_on is not None:
        return known_on.toordinal()
    return max((day for group in said for one in group for day in (one.known, one.last) if day is not None), default=0)


def untold_hazard(said: Iterable[Sequence[Statement]], starts: Sequence[int], end: int, settings: Parameters) -> float:
    """The daily chance that a place changes hands and no one tells: a share of the rate at which changes are told of."""
    told = sum(len({(one.gain, (one.first or 0) // 30) for one in group if one.form == "change"}) for group in said)
    days = sum(max(1, end - start) for start in starts)
    rate = settings.chain["untold"] * (told + 1) / (days + 3000)
    return min(settings.chain["hazard_most"], max(settings.chain["hazard_least"], rate))


def _answers(batch: Sequence[Case], hazard: float, settings: Parameters) -> Iterator[tuple[Case, list[Piece]]]:
    posterior = smooth(chain_of(batch, hazard, settings))
    for place, case in enumerate(batch):
        yield case, pieces(posterior[: len(case.days), place], np.array(case.days))
