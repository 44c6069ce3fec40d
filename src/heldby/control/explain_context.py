"""The quantities of the whole record on which every answer depends. They are stored so that an explanation need not read all claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pydantic import TypeAdapter

from heldby.control.cache import digest
from heldby.control.evidence.area_propagation import areas_by_name, enclosing_areas
from heldby.control.model_inputs import ModelInputs, horizon_of
from heldby.control.reliability import Tally, reliability_factors, sum_tallies, tally_statements
from heldby.model import Control
from heldby.model.base import Record

TALLIES = TypeAdapter(list[Tally])


class Area(Record):
    """An area about which there are statements that count for the places in it.

    `name` is its bare name (empty for a country), `country` its country code and `key` its place key.
    """

    name: str
    country: str | None
    key: str


class ExplainContext(Record):
    """The quantities that all places share, stored with the conclusions.

    Attributes:
        hazard: probability per day of an unreported change.
        end: last day of the record, as an ordinal.
        earned: how often each source agrees with the record inferred without weighting sources.
        borne: how often each source agrees with the final record.
        areas: areas whose statements count for the places in them.
        voices: the family of each claim whose family differs from its report's, by claim id.
    """

    hazard: float
    end: int
    earned: tuple[Tally, ...]
    borne: tuple[Tally, ...]
    areas: tuple[Area, ...]
    voices: Mapping[str, str]

    def areas_around(self, control: Control) -> list[str]:
        """Return the keys of the areas whose statements count for a place."""
        named: dict[tuple[str, str | None], list[str]] = {}
        for one in self.areas:
            named.setdefault((one.name, one.country), []).append(one.key)
        return list(enclosing_areas(control.within, control.country, named))


def build_explain_context(inputs: ModelInputs, controls: Iterable[Control], claim_families: Mapping[str, str]) -> ExplainContext:
    """Collect the quantities that all places share.

    Args:
        inputs: the prepared inputs of inference.
        controls: the records inferred from them. If `inputs` does not weight sources, `earned` is counted from these records, too.
        claim_families: the family of each claim whose family differs from its report's, by claim id.
    """
    borne = tuple(sum_tallies(_tallies(inputs, controls)))
    areas = [Area(name=name, country=country, key=key) for (name, country), keys in areas_by_name(inputs.summaries).items() for key in keys]
    earned = borne if inputs.trust is None else tuple(inputs.tallies)
    return ExplainContext(hazard=inputs.hazard, end=inputs.end, earned=earned, borne=borne, areas=tuple(areas), voices=claim_families)


def _tallies(inputs: ModelInputs, controls: Iterable[Control]) -> Iterator[Tally]:
    """Yield how often each source agrees with the final record, place by place."""
    for control in controls:
        if control.id not in inputs.summaries:
            continue
        if inputs.trust is None:
            yield from tally_statements(inputs.claims, inputs.statements(control.id), control.intervals)
            continue
        # If only the end of the whole record moved, the record of the place differs only in its last interval.
        key = f"borne {digest(inputs.digest(control.id), len(control.intervals), [one.p for one in control.intervals[-1:]])}"
        found = inputs.cache.get(key, TALLIES)
        if found is None:
            tallies = tally_statements(inputs.claims, inputs.statements(control.id), control.intervals)
            found = inputs.cache.put(key, tallies, TALLIES)
        yield from found


def apply_explain_context(context: ExplainContext, inputs: ModelInputs, reliability: Mapping[str, float] | None = None) -> ModelInputs:
    """Return inputs prepared from the claims about a few places, with the shared quantities of the whole record.

    `reliability` is as in `ControlInput`.
    """
    factors = reliability_factors(context.earned, reliability)
    return replace(
        inputs, hazard=context.hazard, end=context.end, horizon=horizon_of(context.end), tallies=context.earned, trust=factors
    )  # fmt: skip
