"""What could be known when: the history of every place as it could be told on each day that a report came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from heldby.model import Claim, Control, Interval, Report
from heldby.report.data import Version

MOST_CUTS = 60
"""Days for which knowledge is inferred anew, at most."""
MOST_READINGS = 60_000
"""Cuts times reports, at most: each cut looks at every report known by then, some 2 ms each."""


@dataclass(frozen=True, slots=True)
class Known:
    """Places as last told, their versions by id, the days those speak of, and how many days there would have been."""

    places: tuple[Control, ...]
    versions: Mapping[str, tuple[Version, ...]]
    cuts: tuple[dt.date, ...]
    days: int


def know(reports: Sequence[Report], claims: Sequence[Claim], published: Mapping[str, dt.date], hindsight: Sequence[Control]) -> Known:
    """Histories inferred for each cut from what was published up to it; for the last one they are `hindsight`, from everything.

    A day between two cuts is answered by the one before, so that nothing published later ever speaks.
    """
    days = sorted(set(published.values()))
    cuts = thin(days, min(MOST_CUTS, max(2, MOST_READINGS // max(1, len(reports)))))
    places: dict[str, Control] = {}
    versions: dict[str, list[Version]] = {}
    for cut, controls in _histories(reports, claims, published, hindsight, cuts):
        told = {control.id: control for control in controls}
        for gone in versions.keys() - told.keys():
            _add(versions[gone], cut, ())
        for key, control in told.items():
            places[key] = control
            _add(versions.setdefault(key, []), cut, control.intervals)
    ordered = sorted(places.values(), key=lambda control: (control.place, control.id))
    return Known(tuple(ordered), {key: tuple(found) for key, found in versions.items()}, tuple(cuts), len(days))


def thin(days: Sequence[dt.date], most: int) -> list[dt.date]:
    """At most `most` of the days, evenly chosen, first and last among them."""
    if len(days) <= most:
        return list(days)
    return [days[round(step * (len(days) - 1) / (most - 1))] for step in range(most)]


def _histories(
    reports: Sequence[Report], claims: Sequence[Claim], published: Mapping[str, dt.date], hindsight: Sequence[Control], cuts: list[dt.date]
) -> Iterator[tuple[dt.date, Sequence[Control]]]:
    from heldby.control import infer_control
    from heldby.events import find_families

    for cut in cuts[:-1]:
        families = find_families(report for report in reports if published[report.id] <= cut)
        told = [claim for claim in claims if published[claim.report] <= cut]
        yield cut, infer_control(told, families=families, published=published, known_on=cut)
    if cuts:
        yield cuts[-1], hindsight


def _add(versions: list[Version], cut: dt.date, intervals: Sequence[Interval]) -> None:
    if not versions or versions[-1].intervals != tuple(intervals):
        versions.append(Version(known_from=cut, intervals=tuple(intervals)))
