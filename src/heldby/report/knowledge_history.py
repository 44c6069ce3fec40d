"""What could be known when: the history of every place as it could be told on each day that a report came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from heldby.model import Control, Interval
from heldby.presentation.schema import Version

MOST_CUTS = 60
"""Days for which knowledge is inferred anew, at most."""
MOST_READINGS = 10_000
"""Cuts times reports, at most: each cut looks at every report known by then, some 2 ms each, so that this costs half a minute at most."""


@dataclass(frozen=True, slots=True)
class KnowledgeHistory:
    """Places as last told, their versions by id, the days those speak of, and how many days there would have been."""

    places: tuple[Control, ...]
    versions: Mapping[str, tuple[Version, ...]]
    cuts: tuple[dt.date, ...]
    days: int


AsKnown = Callable[[dt.date], Sequence[Control]]
"""Who holds what as it could be told on a day, from nothing that was published after it (`heldby.pipeline.infer`)."""


def know(published: Mapping[str, dt.date], hindsight: Sequence[Control], as_known: AsKnown | None) -> KnowledgeHistory:
    """Histories as known on each cut; for the last one they are `hindsight`, from everything. Without `as_known` there is hindsight alone.

    `published` gives for each report the day from which it counts as known. A day between two cuts is answered by the one before, so
    that nothing published later ever speaks.
    """
    if as_known is None:
        versions = {control.id: (Version(intervals=control.intervals),) for control in hindsight}
        return KnowledgeHistory(tuple(hindsight), versions, (), 0)
    days = sorted(set(published.values()))
    cuts = thin(days, min(MOST_CUTS, max(2, MOST_READINGS // max(1, len(published)))))
    places: dict[str, Control] = {}
    found: dict[str, list[Version]] = {}
    for cut in cuts:
        told = {control.id: control for control in (hindsight if cut == cuts[-1] else as_known(cut))}
        for gone in found.keys() - told.keys():
            _add(found[gone], cut, ())
        for key, control in told.items():
            places[key] = control
            _add(found.setdefault(key, []), cut, control.intervals)
    ordered = sorted(places.values(), key=lambda control: (control.place, control.id))
    return KnowledgeHistory(tuple(ordered), {key: tuple(versions) for key, versions in found.items()}, tuple(cuts), len(days))


def thin(days: Sequence[dt.date], most: int) -> list[dt.date]:
    """At most `most` of the days, evenly chosen, first and last among them."""
    if len(days) <= most:
        return list(days)
    return [days[round(step * (len(days) - 1) / (most - 1))] for step in range(most)]


def _add(versions: list[Version], cut: dt.date, intervals: Sequence[Interval]) -> None:
    if not versions or versions[-1].intervals != tuple(intervals):
        versions.append(Version(known_from=cut, intervals=tuple(intervals)))
