"""Common: the little that the answer about one place takes of the whole record, kept so that an argument does not begin with all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pydantic import TypeAdapter

from heldby.control.cache import digest
from heldby.control.evidence.area_propagation import around, named_areas
from heldby.control.model_inputs import ModelInputs, horizon
from heldby.control.reliability import Tally, added, tally, trust
from heldby.model import Control
from heldby.model.base import Record

TALLIES = TypeAdapter(list[Tally])


class Area(Record):
    """An area that speaks for the places in it: its bare name (a country's is empty), its country and the key of its place."""

    name: str
    country: str | None
    key: str


class ExplainContext(Record):
    """What bears on all places alike: the daily chance of an untold change, the last day (ordinal), what authors `earned` before anyone was
    weighed, how far the record now bears them out (`borne`), areas that speak for places, and voices of claims that are not their report's.
    """

    hazard: float
    end: int
    earned: tuple[Tally, ...]
    borne: tuple[Tally, ...]
    areas: tuple[Area, ...]
    voices: Mapping[str, str]

    def areas_around(self, control: Control) -> list[str]:
        """The keys of the areas that speak for a place."""
        named: dict[tuple[str, str | None], list[str]] = {}
        for one in self.areas:
            named.setdefault((one.name, one.country), []).append(one.key)
        return list(around(control.within, control.country, named))


def common_of(ground: ModelInputs, controls: Iterable[Control], voices: Mapping[str, str]) -> ExplainContext:
    """What is common to all places; where nobody was weighed, authors have earned what the records `controls` make of them."""
    borne = tuple(added(_borne(ground, controls)))
    areas = [Area(name=name, country=country, key=key) for (name, country), keys in named_areas(ground.sheets).items() for key in keys]
    earned = borne if ground.trust is None else tuple(ground.earned)
    return ExplainContext(hazard=ground.hazard, end=ground.end, earned=earned, borne=borne, areas=tuple(areas), voices=voices)


def _borne(ground: ModelInputs, controls: Iterable[Control]) -> Iterator[Tally]:
    """What each place's record makes of its authors. Where only the end moved a record differs in its last interval."""
    for control in controls:
        if control.id not in ground.sheets:
            continue
        if ground.trust is None:
            yield from tally(ground.heard, ground.said(control.id), control.intervals)
            continue
        name = f"borne {digest(ground.digest(control.id), len(control.intervals), [one.p for one in control.intervals[-1:]])}"
        found = ground.memory.recall(name, TALLIES)
        if found is None:
            found = ground.memory.keep(name, tally(ground.heard, ground.said(control.id), control.intervals), TALLIES)
        yield from found


def standing_on(common: ExplainContext, ground: ModelInputs, fixed: Mapping[str, float] | None = None) -> ModelInputs:
    """The ground of the claims that bear on a few places, with what is common to all; `fixed` as in `trust`."""
    factors = trust(common.earned, fixed)
    return replace(ground, hazard=common.hazard, end=common.end, horizon=horizon(common.end), earned=common.earned, trust=factors)
