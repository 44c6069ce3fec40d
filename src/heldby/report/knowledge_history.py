"""The control history of every place as known on the days on which new reports became known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from heldby.model import Control, Interval
from heldby.presentation.schema import Version

MAX_CUTS = 60
"""Largest number of cuts, that is, of days for which control is inferred as known on that day."""
MAX_REPORT_READS = 10_000
"""Largest product of cuts and reports. A cut takes about 2 ms for each report known by that day, so a history takes under half a minute."""


@dataclass(frozen=True, slots=True)
class KnowledgeHistory:
    """Places and the versions of their histories.

    Attributes:
        places: every place, as inferred for the newest cut that has it.
        versions: the versions of each place's history, by place id, oldest knowledge first.
        cuts: the days for which control was inferred as known on that day.
        days: number of days on which knowledge changed, of which `cuts` are a selection.
    """

    places: tuple[Control, ...]
    versions: Mapping[str, tuple[Version, ...]]
    cuts: tuple[dt.date, ...]
    days: int


AsKnown = Callable[[dt.date], Sequence[Control]]
"""Returns control as known on a day, using nothing published later (see `heldby.pipeline.derive_conclusions`)."""


def build_history(known: Mapping[str, dt.date], hindsight: Sequence[Control], as_known: AsKnown | None) -> KnowledgeHistory:
    """Build the history of every place as known on each cut.

    A day between two cuts has the answer of the cut before it, so nothing published later is ever used.

    Args:
        known: the day from which each report counts as known.
        hindsight: control inferred from every report, which is also the answer for the last cut.
        as_known: function that returns control as known on a day; without it, the history consists of hindsight alone.
    """
    if as_known is None:
        versions = {control.id: (Version(intervals=control.intervals),) for control in hindsight}
        return KnowledgeHistory(tuple(hindsight), versions, (), 0)
    days = sorted(set(known.values()))
    cuts = thin_days(days, min(MAX_CUTS, max(2, MAX_REPORT_READS // max(1, len(known)))))
    places: dict[str, Control] = {}
    found: dict[str, list[Version]] = {}
    for cut in cuts:
        current = {control.id: control for control in (hindsight if cut == cuts[-1] else as_known(cut))}
        for gone in found.keys() - current.keys():
            _add_version(found[gone], cut, ())
        for key, control in current.items():
            places[key] = control
            _add_version(found.setdefault(key, []), cut, control.intervals)
    ordered = sorted(places.values(), key=lambda control: (control.place, control.id))
    return KnowledgeHistory(tuple(ordered), {key: tuple(versions) for key, versions in found.items()}, tuple(cuts), len(days))


def thin_days(days: Sequence[dt.date], most: int) -> list[dt.date]:
    """Return at most `most` (2 or more) of the days, evenly spaced, including the first and the last."""
    if len(days) <= most:
        return list(days)
    return [days[round(step * (len(days) - 1) / (most - 1))] for step in range(most)]


def _add_version(versions: list[Version], cut: dt.date, intervals: Sequence[Interval]) -> None:
    if not versions or versions[-1].intervals != tuple(intervals):
        versions.append(Version(known_from=cut, intervals=tuple(intervals)))
