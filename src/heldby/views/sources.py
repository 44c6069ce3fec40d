"""Outlets and speakers: how much they report, how early, and how often other sources agree with them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, Literal

from pydantic import BaseModel

from heldby.base.text import fold_case
from heldby.control import Reliability
from heldby.control.reliability import Tally
from heldby.model.base import Record
from heldby.store import Conclusions, Dossier
from heldby.store.dossier_config import load_config
from heldby.store.record.packed_sequence import PackedSequence


class SourceSummary(Record):
    """An outlet or speaker, and how often its statements about control agree with other sources.

    Attributes:
        source: name of the outlet or speaker.
        kind: whether it is an outlet or a speaker.
        side: the side that the statements name as the holder; null for all sides together.
        reports: number of reports of an outlet; 0 for a speaker.
        agreed: statements that other sources agree with.
        against: statements that they contradict.
        estimate: estimated share of right statements; null if none could be compared.
        fixed: the share set in sources.toml, which is used instead of the estimate; null if none is set.
        lag: median days from a change of control to the statement that reports it; null if there is none.
        claims: ids of the claims that others contradict.
    """

    source: str
    kind: Literal["outlet", "speaker"]
    side: str | None
    reports: int
    agreed: int
    against: int
    estimate: float | None
    fixed: float | None
    lag: float | None
    claims: tuple[str, ...]


def sources(dossier: Dossier, records: Sequence[Reliability]) -> list[SourceSummary]:
    """Return every outlet, and every speaker with a statement that can be compared, for all sides together and for each side."""
    fixed = {fold_case(name): value for name, value in load_config(dossier).trust.items()}
    reports = Counter(outlet for outlet in dossier.outlets().values() if outlet)
    judged = {one.source for one in records if one.kind == "outlet"}
    unjudged = [
        Reliability(source=name, kind="outlet", side=None, agreed=0, against=0, estimate=0, lag=None, claims=())
        for name in reports
        if name not in judged
    ]
    found = [
        SourceSummary(
            source=one.source, kind=one.kind, side=one.side, reports=reports[one.source] if one.kind == "outlet" else 0,
            agreed=one.agreed, against=one.against, estimate=one.estimate if one.agreed + one.against else None,
            fixed=fixed.get(fold_case(one.source)), lag=one.lag, claims=one.claims,
        )
        for one in (*records, *unjudged)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.kind, -one.agreed - one.against, one.source, one.side or ""))


class Outlet(Record):
    """An outlet and its reports. `name` is null for the reports that name no outlet.

    `families` is the number of its reports that are not copies of other reports. `begin` and `end` are its first and last publication date.

    `first`, `after` and `lag` are about the events that other outlets report, too. `first` is the number of events that no other outlet
    reported on an earlier day, and `after` the number of the others. `lag` is the median delay behind the first outlet, in days. `agreed`,
    `against` and `estimate` are as in `SourceSummary`, for all sides together.
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


def outlets(dossier: Dossier, snapshot: Conclusions, sizes: Mapping[str, int], tallies: Iterable[Tally]) -> list[Outlet]:
    """Return every outlet, those with the most reports first.

    Args:
        dossier: the dossier.
        snapshot: its conclusions.
        sizes: number of claims of each report, by id.
        tallies: how often the statements of each source agreed with the record.
    """
    outlet_of, published = dossier.outlets(), dossier.publication_dates()
    reports: dict[str | None, list[str]] = defaultdict(list)
    for report, outlet in outlet_of.items():
        reports[outlet].append(report)
    delays = _delays(snapshot, outlet_of, published)
    agreement = {one.key: one for one in tallies if one.kind == "outlet"}
    made = [
        Outlet(
            name=name, reports=len(ids), families=sum(snapshot.families.get(id, id) == id for id in ids),
            claims=sum(sizes.get(id, 0) for id in ids), **_period(published.get(id) for id in ids), **_promptness(delays.get(name, [])),
            **_agreement(agreement.get(fold_case(name or ""))),
        )
        for name, ids in reports.items()
    ]  # fmt: skip
    return sorted(made, key=lambda one: (-one.reports, one.name or ""))


class EventReports(BaseModel):
    """The reports of an event; the rest of its stored JSON is not parsed."""

    reports: tuple[str, ...]


def _delays(
    snapshot: Conclusions, outlet_of: Mapping[str, str | None], published: Mapping[str, dt.date | None]
) -> dict[str | None, list[int]]:
    """Return, for each outlet, its delay behind the first outlet (days) for each event that several outlets report."""
    found: dict[str | None, list[int]] = defaultdict(list)
    events = snapshot.events.read_as(EventReports) if isinstance(snapshot.events, PackedSequence) else snapshot.events
    for event in events:
        if len(event.reports) < 2:
            continue
        days: dict[str | None, dt.date] = {}
        for report in event.reports:
            day, outlet = published.get(report), outlet_of.get(report)
            if day and outlet is not None:
                days[outlet] = min(day, days.get(outlet, day))
        if len(days) > 1:
            begin = min(days.values())
            for outlet, day in days.items():
                found[outlet].append((day - begin).days)
    return found


def _period(days: Iterable[dt.date | None]) -> dict[str, Any]:
    dated = [day for day in days if day]
    return {"begin": min(dated, default=None), "end": max(dated, default=None)}


def _promptness(delays: Sequence[int]) -> dict[str, Any]:
    first, after = sum(delay == 0 for delay in delays), sum(delay > 0 for delay in delays)
    return {"first": first, "after": after, "lag": median(delays) if delays else None}


def _agreement(tally: Tally | None) -> dict[str, Any]:
    if tally is None:
        return {"agreed": 0, "against": 0, "estimate": None}
    return {"agreed": tally.agreed, "against": tally.against, "estimate": tally.estimate}
