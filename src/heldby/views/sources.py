"""Outlets: how much each published, whether it tells first or after others, and how often what it says of control is borne out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Protocol

from heldby.model.base import Record
from heldby.store import Conclusions, Dossier


class Outlet(Record):
    """One outlet (null: reports that name none).

    `families` counts reports that are nobody else's copy. Of the events it shares with other voices it told `first` as the earliest and
    `after` later than another, by `lag` days at the median. `agreed` and `against` count its statements on control that the later
    consensus of others bears out or not, `estimate` the share, drawn toward a prior; null where nothing could be compared.
    """

    name: str | None
    reports: int
    families: int
    claims: int
    begin: dt.date | None
    end: dt.date | None
    first: int
    after: int
    lag: float | None
    agreed: int
    against: int
    estimate: float | None


class Borne(Protocol):
    """What is known of how an outlet's statements were borne out (`heldby.control.Reliability`)."""

    @property
    def outlet(self) -> str: ...
    @property
    def side(self) -> str | None: ...
    @property
    def agreed(self) -> int: ...
    @property
    def against(self) -> int: ...
    @property
    def estimate(self) -> float: ...


def outlets(dossier: Dossier, picture: Conclusions, sizes: Mapping[str, int], records: Iterable[Borne]) -> list[Outlet]:
    """Every outlet, those with the most reports first.

    Args:
        dossier: where reports are.
        picture: what is concluded.
        sizes: how many claims each report has.
        records: how statements were borne out (`heldby.control.source_records`).
    """
    sources, dated = dossier.sources(), dossier.dated()
    reports: dict[str | None, list[str]] = defaultdict(list)
    for report, outlet in sources.items():
        reports[outlet].append(report)
    lags = _lags(picture, sources, dated)
    judged = {one.outlet: one for one in records if one.side is None}
    made = [_outlet(name, ids, dated, picture.families, sizes, lags.get(name, []), judged.get(name or "")) for name, ids in reports.items()]
    return sorted(made, key=lambda one: (-one.reports, one.name or ""))


def _lags(picture: Conclusions, sources: Mapping[str, str | None], dated: Mapping[str, dt.date | None]) -> dict[str | None, list[int]]:
    """For each outlet, by how many days it came after the first to tell each event that several voices tell."""
    found: dict[str | None, list[int]] = defaultdict(list)
    for event in picture.events:
        days: dict[str | None, dt.date] = {}
        for report in event.reports:
            day, outlet = dated.get(report), sources.get(report)
            if day and outlet is not None:
                days[outlet] = min(day, days.get(outlet, day))
        if len(days) > 1:
            begin = min(days.values())
            for outlet, day in days.items():
                found[outlet].append((day - begin).days)
    return found


def _outlet(
    name: str | None, ids: Sequence[str], dated: Mapping[str, dt.date | None], families: Mapping[str, str], sizes: Mapping[str, int],
    lags: Sequence[int], judged: Borne | None,
) -> Outlet:  # fmt: skip
    days = [day for id in ids if (day := dated.get(id))]
    return Outlet(
        name=name, reports=len(ids), families=sum(families.get(id, id) == id for id in ids), claims=sum(sizes.get(id, 0) for id in ids),
        begin=min(days, default=None), end=max(days, default=None), first=sum(lag == 0 for lag in lags), after=sum(lag > 0 for lag in lags),
        lag=median(lags) if lags else None, agreed=judged.agreed if judged else 0, against=judged.against if judged else 0,
        estimate=judged.estimate if judged else None,
    )  # fmt: skip
