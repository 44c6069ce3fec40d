"""Who holds each place on each day, from all that was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from pydantic import TypeAdapter

from heldby.base.gc_pause import uncollected
from heldby.control.cache import InferenceCache
from heldby.control.evidence.claim_context import ClaimContext
from heldby.control.evidence.claims_by_place import ClaimsByPlace
from heldby.control.model_inputs import ModelInputs, survey
from heldby.control.parameters import Parameters, load_parameters
from heldby.control.reliability import Reliability, Tally, added, reliabilities, tally, trust
from heldby.control.results.control_record import Inferred, until
from heldby.control.results.place_records import answer
from heldby.model import Claim, Control
from heldby.reference.sides import ActorLookup, Sides

RECORD = TypeAdapter(tuple[Inferred, ...])
"""A place's record up to the horizon; empty where nothing tells of its control."""
TALLIES = TypeAdapter(list[Tally])


def infer_control(
    claims: Sequence[Claim], *, families: Mapping[str, str] | None = None, published: Mapping[str, dt.date | None] | None = None,
    known_on: dt.date | None = None, sides: Sides | None = None, actors: ActorLookup | None = None,
    parameters: Parameters | None = None, known: Mapping[str, dt.date] | None = None,
    sources: Mapping[str, str | None] | None = None, fixed: Mapping[str, float] | None = None, memory: InferenceCache | None = None,
    corrected: Collection[str] | None = None,
) -> list[Control]:  # fmt: skip
    """One record a place that any claim tells the control of, sorted by name and id; the claims' order does not matter.

    `families` names each report's voice and `published` its day of publication (null: undated). `known` is the day from which a report
    counts as known, where that is not the day it was published: the day an undated one was read in. With `known_on` only claims of
    reports known by that day count, and the record ends on it. `sides` are a person's own camps (see `Camps`). With `sources`, each
    report's outlet, statements weigh as far as their source agreed with others in a first pass; `fixed` holds a person's own shares of a
    source's word that are so, by its name. `memory` spares places of which nothing new is said; the answers are the same without it.
    `corrected` names the claims that a person changed: where it is given, the ids of all others are taken to stand for their content.
    Undated claims of undated reports give intervals with null bounds.
    """
    with uncollected():
        ground = weigh(claims, families, published, known_on, sides, actors, parameters, known, sources, fixed, memory, corrected)
        return controls_of(ground)


def controls_of(ground: ModelInputs) -> list[Control]:
    """The records of all places, as `infer_control` gives them."""
    rows = [until(one, ground.end) for found in _infer(ground, ground.sheets).values() for one in found]
    return sorted(rows, key=lambda control: (control.place, control.id))


def source_records(
    claims: Sequence[Claim], controls: Iterable[Control], sources: Mapping[str, str | None], *, families: Mapping[str, str] | None = None,
    published: Mapping[str, dt.date | None] | None = None, sides: Sides | None = None, actors: ActorLookup | None = None,
) -> list[Reliability]:  # fmt: skip
    """How often each outlet (`sources`, by report) and speaker agreed with what other voices came to agree on, over all and by side."""
    sayings = ClaimContext(families or {}, published or {}, sources, sides, actors, load_parameters())
    return reliabilities(ClaimsByPlace(known_claims(claims, {}, None), sayings), controls)


def weigh(
    claims: Sequence[Claim], families: Mapping[str, str] | None, published: Mapping[str, dt.date | None] | None, known_on: dt.date | None,
    sides: Sides | None = None, actors: ActorLookup | None = None, parameters: Parameters | None = None,
    known: Mapping[str, dt.date] | None = None, sources: Mapping[str, str | None] | None = None, fixed: Mapping[str, float] | None = None,
    memory: InferenceCache | None = None, corrected: Collection[str] | None = None,
) -> ModelInputs:  # fmt: skip
    """The ground of all claims (arguments as of `infer_control`), statements weighed by their authors."""
    ground = lay(claims, families, published, known_on, sides, actors, parameters, known, sources, memory, corrected)
    if sources is None:
        return ground
    earned = added(_tallies(ground))
    return replace(ground, earned=earned, trust=trust(earned, fixed))


def lay(
    claims: Sequence[Claim], families: Mapping[str, str] | None, published: Mapping[str, dt.date | None] | None, known_on: dt.date | None,
    sides: Sides | None = None, actors: ActorLookup | None = None, parameters: Parameters | None = None,
    known: Mapping[str, dt.date] | None = None, sources: Mapping[str, str | None] | None = None, memory: InferenceCache | None = None,
    corrected: Collection[str] | None = None,
) -> ModelInputs:  # fmt: skip
    """The ground of claims, nobody's word weighed."""
    days = published or {}
    sayings = ClaimContext(families or {}, days, sources or {}, sides, actors, parameters or load_parameters(), corrected)
    order = known_claims(claims, {**days, **(known or {})}, known_on)
    # An actor file of somebody's own is in no digest.
    lasting = memory if actors is None else None
    return survey(ClaimsByPlace(order, sayings, digests=lasting is not None), known_on, InferenceCache() if lasting is None else lasting)


def _tallies(ground: ModelInputs) -> Iterator[Tally]:
    """What the records of all places, no author's word weighed yet, make of what each author said."""
    names = {place: f"tally {ground.digest(place)}" for place in ground.sheets}
    found = {place: known for place, name in names.items() if (known := ground.memory.recall(name, TALLIES)) is not None}
    for place, inferred in _infer(ground, [place for place in names if place not in found]).items():
        counted = [one for each in inferred for one in tally(ground.heard, ground.said(place), each.record.intervals, each.steps)]
        found[place] = ground.memory.keep(names[place], counted, TALLIES)
    return chain.from_iterable(found.values())


def _infer(ground: ModelInputs, places: Iterable[str]) -> dict[str, tuple[Inferred, ...]]:
    """The record of each place, up to the horizon."""
    names = {place: ground.digest(place) for place in places}
    found = {place: known for place, name in names.items() if (known := ground.memory.recall(name, RECORD)) is not None}
    fresh = {place: (place, ground.said(place)) for place in names if place not in found}
    for place, record in answer(fresh, ground).items():
        found[place] = ground.memory.keep(names[place], (record,) if record else (), RECORD)
    return found


def known_claims(claims: Iterable[Claim], known: Mapping[str, dt.date | None], known_on: dt.date | None) -> list[Claim]:
    """The claims that could be known on a day (None: all), by report and place in it."""
    order = sorted(claims, key=lambda claim: (claim.report, claim.start, claim.id))
    if known_on is None:
        return order
    return [claim for claim in order if (day := known.get(claim.report)) is not None and day <= known_on]
