"""The ground: what was said of every place, and what bears on all places alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from math import log2

from heldby.control.cache import InferenceCache, digest
from heldby.control.evidence.area_propagation import areas_of
from heldby.control.evidence.claim_source import Author, Trust
from heldby.control.evidence.claims_by_place import ClaimsByPlace
from heldby.control.evidence.nearby_fighting import heat
from heldby.control.evidence.place_summaries import PASSED_ON, PlaceSummary, sheets
from heldby.control.evidence.statements import MOST, Statement
from heldby.control.parameters import Parameters
from heldby.control.reliability import Tally
from heldby.control.results.control_record import REACH
from heldby.reference.place_keys import TrackedPlace

STEPS = 4
"""Steps to each doubling of the untold hazard, so that it stays what it was while reports come in one by one."""


@dataclass(frozen=True)
class ModelInputs:
    """Places by key (only those that any statement is about), the areas that speak for each, and what tells of fighting near by.

    `hazard` is the daily chance of a change that no one tells of, `end` the last day of the record (ordinal), `horizon` that up to which
    places are inferred. `trust` is null until authors are weighed, by what they `earned`. `memory` holds what was found of places before,
    and since.
    """

    heard: ClaimsByPlace
    memory: InferenceCache
    sheets: Mapping[str, PlaceSummary]
    areas: Mapping[str, tuple[str, ...]]
    near: Callable[[], Mapping[str, Sequence[int]]]
    hazard: float
    end: int
    horizon: int
    trust: Trust | None = None
    earned: Sequence[Tally] = ()

    @property
    def hot(self) -> Mapping[str, Sequence[int]]:
        """For each place near fighting the days on which that began, worked out once they are asked for."""
        return self.near()

    @property
    def settings(self) -> Parameters:
        """The model's numbers."""
        return self.heard.sayings.settings

    def site(self, place: str) -> TrackedPlace:
        """A place's fields."""
        return self.sheets[place].site

    def said(self, place: str) -> list[Statement]:
        """What is said of a place, of the areas around it too, weighed by who says so; in order of time and then of id."""
        found = self.heard.said(place)
        if around := self.areas.get(place, ()):
            share = self.settings.reach["area"]
            passed = [one for area in around for one in self.heard.said(area) if one.form in PASSED_ON]
            found = [*found, *(replace(one, site=place, strength=one.strength * share, area=True) for one in passed)]
            found.sort(key=lambda one: (one.first or 0, one.last or 0, one.claim.id))
        return [self._weighed(one) for one in found] if self._factors(place) else found

    def digest(self, place: str) -> str:
        """A digest of all that the record of a place rests on."""
        leaves = [self.heard.digest(one) for one in (place, *self.areas.get(place, ()))]
        return digest(self._common, leaves, self.hot.get(place, ()), self._factors(place))

    @cached_property
    def _common(self) -> str:
        return digest(asdict(self.settings), self.hazard, self.horizon)

    def _factors(self, place: str) -> list[tuple[Author, float]]:
        """The authors of what is said of a place whose word is not taken as it is."""
        if self.trust is None:
            return []
        authors = {author for one in (place, *self.areas.get(place, ())) for author in self.sheets[one].authors}
        return [(author, factor) for author in sorted(authors) if (factor := self.trust(author)) != 1.0]

    def _weighed(self, said: Statement) -> Statement:
        author = self.heard.author(said)
        factor = self.trust(author) if self.trust and author else 1.0
        return said if factor == 1.0 else replace(said, strength=min(MOST, said.strength * factor))


def survey(heard: ClaimsByPlace, known_on: dt.date | None, memory: InferenceCache) -> ModelInputs:
    """The ground of all claims; the record ends on `known_on`, else on the last day that anything was published or told of."""
    found, settings = sheets(heard, memory), heard.sayings.settings
    areas = areas_of(found)
    end = known_on.toordinal() if known_on else max((one.newest for one in found.values() if one.newest is not None), default=0)
    near = cache(lambda: heat(found, settings))
    return ModelInputs(heard, memory, found, areas, near, _untold_hazard(found, areas, end, settings), end, horizon(end))


def _untold_hazard(found: Mapping[str, PlaceSummary], areas: Mapping[str, tuple[str, ...]], end: int, settings: Parameters) -> float:
    """The daily chance that a place changes hands untold: a share of the rate at which changes are told of, in steps of a fifth."""
    told = days = 0
    for key, own in found.items():
        if own.telling:
            around = [found[area] for area in areas.get(key, ())]
            told += len({change for one in (own, *around) for change in one.changes}) if around else len(own.changes)
            days += max(1, end - min(day for day in (own.first, *(one.passed_first for one in around)) if day is not None))
    rate = settings.chain["untold"] * (told + 1) / (days + 3000)
    stepped = 2 ** (round(log2(rate) * STEPS) / STEPS)
    return min(settings.chain["hazard_most"], max(settings.chain["hazard_least"], stepped))


def horizon(end: int) -> int:
    """The same for `REACH` days of `end`: a report of a new day alone makes nothing anew."""
    return min((end // REACH + 1) * REACH, dt.date.max.toordinal())
