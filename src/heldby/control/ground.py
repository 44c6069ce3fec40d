"""The ground: all that was said of every place, and what bears on all places alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import log2

from heldby.control.areas import from_areas
from heldby.control.nearby import heat
from heldby.control.parameters import Parameters
from heldby.control.record import REACH
from heldby.control.statements import Statement
from heldby.control.voices import by_site
from heldby.reference.camps import Camps
from heldby.reference.sites import Site

TELLING = frozenset({"change", "state", "fight", "partial", "siege"})
"""Forms that give a place a row of its own."""
STEPS = 4
"""Steps to each doubling of the untold hazard, so that it stays what it was while reports come in one by one."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Statements by place, those about areas too, with the days on which fighting near each began to be told of.

    `hazard` is the daily chance of a change that no one tells of, `end` the last day of the record (ordinal), `horizon` that up to which
    places are inferred.
    """

    said: Mapping[str, list[Statement]]
    places: Mapping[str, Site]
    hot: Mapping[str, Sequence[int]]
    camps: Camps
    settings: Parameters
    hazard: float
    end: int
    horizon: int

    def common(self) -> list[object]:
        """What is the same for all places, as JSON has it; the camps are not in it, for each statement has its sides."""
        return [asdict(self.settings), self.hazard, self.horizon]


def survey(
    statements: Sequence[Statement], places: Mapping[str, Site], camps: Camps, known_on: dt.date | None, settings: Parameters
) -> Ground:
    """The ground of all statements; the record ends on `known_on`, else on the last day that anything was published or told of."""
    said = by_site(statements)
    from_areas(said, places, settings.reach["area"])
    end = (
        known_on.toordinal()
        if known_on
        else max((day for one in statements for day in (one.known, one.last) if day is not None), default=0)
    )
    return Ground(
        said, places, heat(said, places, settings), camps, settings, untold_hazard(said.values(), end, settings), end, _horizon(end)
    )


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


def _horizon(end: int) -> int:
    """The same for `REACH` days of `end`: a report of a new day alone makes nothing anew."""
    return min((end // REACH + 1) * REACH, dt.date.max.toordinal())
