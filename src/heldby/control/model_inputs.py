"""The inputs of inference for all places: their statements, and the quantities that all places share."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import log2

from heldby.control.cache import InferenceCache, digest
from heldby.control.evidence.area_propagation import areas_by_place
from heldby.control.evidence.claim_source import ReliabilityFactor, Source
from heldby.control.evidence.claims_by_place import ClaimsByPlace
from heldby.control.evidence.nearby_fighting import nearby_fighting_days
from heldby.control.evidence.place_summaries import PASSED_ON, PlaceSummary, summarise_places
from heldby.control.evidence.statements import MAX_STRENGTH, Statement
from heldby.control.parameters import HORIZON_STEP, Parameters
from heldby.control.reliability import Tally
from heldby.reference.place_keys import TrackedPlace

STEPS_PER_DOUBLING = 4
"""The hazard is rounded to a power of two with an exponent in steps of 1 / `STEPS_PER_DOUBLING`. A new report seldom moves it to another
step, so cached results stay usable."""


@dataclass(frozen=True)
class ModelInputs:
    """The statements of every place, and the quantities that all places share.

    Attributes:
        claims: the claims by place.
        cache: results of earlier inference, to which new ones are added.
        summaries: the places that any statement is about, by key.
        areas: for each place, the keys of the areas whose statements count for it.
        nearby: a function that returns, for each place near fighting, the days on which the fighting began.
        hazard: probability per day that a place changes hands without a report.
        end: last day of the record, as an ordinal.
        horizon: last day to infer, as an ordinal; see `horizon_of`.
        trust: a function that returns the factor on the strength of a source's statements; None if sources are not weighted.
        tallies: how often each source agrees with the record. `trust` is computed from these counts.
    """

    claims: ClaimsByPlace
    cache: InferenceCache
    summaries: Mapping[str, PlaceSummary]
    areas: Mapping[str, tuple[str, ...]]
    nearby: Callable[[], Mapping[str, Sequence[int]]]
    hazard: float
    end: int
    horizon: int
    trust: ReliabilityFactor | None = None
    tallies: Sequence[Tally] = ()

    @property
    def nearby_fighting(self) -> Mapping[str, Sequence[int]]:
        """For each place near fighting, the days (ordinals) on which the fighting began; computed on first use."""
        return self.nearby()

    @property
    def parameters(self) -> Parameters:
        """The numbers of the model."""
        return self.claims.context.parameters

    def place(self, key: str) -> TrackedPlace:
        """Return a place by its key."""
        return self.summaries[key].place

    def statements(self, place: str) -> list[Statement]:
        """Return the statements about a place and the areas around it, weighted by source, ordered by time and then by claim id."""
        found = self.claims.statements(place)
        if around := self.areas.get(place, ()):
            share = self.parameters.reach["area"]
            passed = [one for area in around for one in self.claims.statements(area) if one.form in PASSED_ON]
            found = [*found, *(replace(one, place=place, strength=one.strength * share, from_area=True) for one in passed)]
            found.sort(key=lambda one: (one.first or 0, one.last or 0, one.claim.id))
        return [self._weighted(one) for one in found] if self._factors(place) else found

    def digest(self, place: str) -> str:
        """Return a digest of everything that the record of a place depends on."""
        parts = [self.claims.digest(one) for one in (place, *self.areas.get(place, ()))]
        return digest(self._shared_digest, parts, self.nearby_fighting.get(place, ()), self._factors(place))

    @functools.cached_property
    def _shared_digest(self) -> str:
        return digest(asdict(self.parameters), self.hazard, self.horizon)

    def _factors(self, place: str) -> list[tuple[Source, float]]:
        """Return the sources of a place's statements whose factor is not 1."""
        if self.trust is None:
            return []
        sources = {source for one in (place, *self.areas.get(place, ())) for source in self.summaries[one].sources}
        return [(source, factor) for source in sorted(sources) if (factor := self.trust(source)) != 1.0]

    def _weighted(self, statement: Statement) -> Statement:
        source = self.claims.source_of(statement)
        factor = self.trust(source) if self.trust and source else 1.0
        return statement if factor == 1.0 else replace(statement, strength=min(MAX_STRENGTH, statement.strength * factor))


def collect_model_inputs(claims: ClaimsByPlace, known_on: dt.date | None, cache: InferenceCache) -> ModelInputs:
    """Compute the quantities that all places share.

    The record ends on `known_on` or, if that is None, on the latest day on which a statement was published or that a statement is about.
    """
    summaries, parameters = summarise_places(claims, cache), claims.context.parameters
    areas = areas_by_place(summaries)
    newest = (one.newest for one in summaries.values() if one.newest is not None)
    end = known_on.toordinal() if known_on else max(newest, default=0)
    return ModelInputs(
        claims=claims, cache=cache, summaries=summaries, areas=areas,
        nearby=functools.cache(lambda: nearby_fighting_days(summaries, parameters)),
        hazard=_hazard(summaries, areas, end, parameters), end=end, horizon=horizon_of(end),
    )  # fmt: skip


def _hazard(summaries: Mapping[str, PlaceSummary], areas: Mapping[str, tuple[str, ...]], end: int, parameters: Parameters) -> float:
    """Return the probability per day that a place changes hands unreported: a share of the rate of reported changes, rounded to a step."""
    changes = days = 0
    for key, own in summaries.items():
        if own.has_record:
            own_changes, begin = changes_and_begin(own, [summaries[area] for area in areas.get(key, ())])
            changes += own_changes
            days += max(1, end - begin)
    return hazard_of(changes, days, parameters)


def changes_and_begin(own: PlaceSummary, around: Sequence[PlaceSummary]) -> tuple[int, int]:
    """Return the number of reported changes at a place that has a record, and the first day of its record (an ordinal).

    `around` are the areas whose statements count for the place.
    """
    changes = len({change for one in (own, *around) for change in one.changes}) if around else len(own.changes)
    return changes, min(day for day in (own.first, *(one.passed_first for one in around)) if day is not None)


def hazard_of(changes: int, days: int, parameters: Parameters) -> float:
    """Return the hazard, given the number of reported changes of all places and the number of days of their records."""
    rate = parameters.chain["untold"] * (changes + 1) / (days + 3000)
    stepped = 2 ** (round(log2(rate) * STEPS_PER_DOUBLING) / STEPS_PER_DOUBLING)
    return min(parameters.chain["hazard_most"], max(parameters.chain["hazard_least"], stepped))


def horizon_of(end: int) -> int:
    """Return the last day to infer: the next multiple of `HORIZON_STEP` after `end`, so that cached records stay usable as `end` moves."""
    return min((end // HORIZON_STEP + 1) * HORIZON_STEP, dt.date.max.toordinal())
