"""Infer who holds each place on each day, from claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from pydantic import TypeAdapter

from heldby.base.gc_pause import gc_paused
from heldby.control.cache import InferenceCache
from heldby.control.control_input import ControlInput
from heldby.control.evidence.claim_context import ClaimContext
from heldby.control.evidence.claims_by_place import ClaimsByPlace
from heldby.control.model_inputs import ModelInputs, collect_model_inputs
from heldby.control.parameters import load_parameters
from heldby.control.reliability import Reliability, Tally, reliabilities, reliability_factors, sum_tallies, tally_statements
from heldby.control.results.control_record import Inferred, cut_record
from heldby.control.results.place_records import infer_records
from heldby.model import Control

RECORD = TypeAdapter(tuple[Inferred, ...])
"""The cached record of a place up to the horizon; empty if no statement is about its control."""
TALLIES = TypeAdapter(list[Tally])


def infer_control(data: ControlInput) -> list[Control]:
    """Infer one record for each place whose control any claim is about, sorted by name and id.

    A place that only undated reports mention gets one interval, whose `first` and `last` are None.
    """
    with gc_paused():
        return infer_places(prepare_inputs(data))


def infer_places(inputs: ModelInputs) -> list[Control]:
    """Infer the records of all places from prepared inputs, as `infer_control` does."""
    rows = [cut_record(one, inputs.end) for found in _infer(inputs, inputs.summaries).values() for one in found]
    return sorted(rows, key=lambda control: (control.place, control.id))


def estimate_reliability(data: ControlInput, controls: Iterable[Control]) -> list[Reliability]:
    """Estimate how often each outlet and speaker agrees with the consensus of other families, over all sides and for each side."""
    return reliabilities(ClaimsByPlace(data.available_claims(), _context(data)), controls)


def prepare_inputs(data: ControlInput) -> ModelInputs:
    """Group the claims by place and, if the outlets are given, weight statements by the reliability of their sources."""
    inputs = prepare_unweighted_inputs(data)
    if data.outlets is None:
        return inputs
    tallies = sum_tallies(_tallies(inputs))
    return replace(inputs, tallies=tallies, trust=reliability_factors(tallies, data.reliability))


def prepare_unweighted_inputs(data: ControlInput) -> ModelInputs:
    """Group the claims by place, without weighting statements by the reliability of their sources."""
    usable = data.cache if data.actors is None else None  # cache keys do not cover other actors
    claims = ClaimsByPlace(data.available_claims(), _context(data), digests=usable is not None)
    return collect_model_inputs(claims, data.known_on, InferenceCache() if usable is None else usable)


def _context(data: ControlInput) -> ClaimContext:
    return ClaimContext(
        families=data.families or {}, published=data.published or {}, outlets=data.outlets or {}, sides=data.sides, actors=data.actors,
        parameters=data.parameters or load_parameters(), corrected=data.corrected,
    )  # fmt: skip


def tally_places(inputs: ModelInputs, places: Iterable[str]) -> dict[str, tuple[bool, list[Tally]]]:
    """Return, for each of some places, whether it has a record and how many statements of each source agree with that record.

    The inputs must not weight sources.
    """
    found = {}
    for place, records in _infer(inputs, places).items():
        statements = inputs.statements(place)
        tallies = [one for each in records for one in tally_statements(inputs.claims, statements, each.record.intervals, each.steps)]
        found[place] = bool(records), tallies
    return found


def infer_place(inputs: ModelInputs, place: str) -> Control | None:
    """Infer the record of one place from prepared inputs; None if no claim is about who holds it."""
    return next((cut_record(one, inputs.end) for one in _infer(inputs, [place])[place]), None)


def _tallies(inputs: ModelInputs) -> Iterator[Tally]:
    """Yield, place by place, how many statements of each source agree with the record inferred without weights."""
    keys = {place: f"tally {inputs.digest(place)}" for place in inputs.summaries}
    found = {place: cached for place, key in keys.items() if (cached := inputs.cache.get(key, TALLIES)) is not None}
    for place, (_, tallies) in tally_places(inputs, [place for place in keys if place not in found]).items():
        found[place] = inputs.cache.put(keys[place], tallies, TALLIES)
    return chain.from_iterable(found.values())


def _infer(inputs: ModelInputs, places: Iterable[str]) -> dict[str, tuple[Inferred, ...]]:
    """Infer the record of each place up to the horizon; a place gets an empty tuple if no statement is about its control."""
    keys = {place: inputs.digest(place) for place in places}
    found = {place: cached for place, key in keys.items() if (cached := inputs.cache.get(key, RECORD)) is not None}
    missing = {place: (place, inputs.statements(place)) for place in keys if place not in found}
    for place, record in infer_records(missing, inputs).items():
        found[place] = inputs.cache.put(keys[place], (record,) if record else (), RECORD)
    return found
