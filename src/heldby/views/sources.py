"""Sources: who says so, how much, whether first or after others, and how far others bear it out."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Literal

from pydantic import BaseModel

from heldby.control import Reliability
from heldby.control.reliability import Tally
from heldby.model.base import Record
from heldby.reference.sides import fold
from heldby.store import Conclusions, Dossier
from heldby.store.dossier_config import given
from heldby.store.record.packed_sequence import PackedSequence


class Voice(Record):
    """An outlet or a speaker whom reports name, and what its word on who holds what came to (of `side`; null: of any).

    `reports` it stands in or printed; `agreed` and `against` statements that others bear out or not; `estimate` the share of its word that
    is so, null where nothing could be judged; `fixed` a person's own, from sources.toml, which then counts instead. `lag` is the median
    days between a turn and its telling. `claims` are those not borne out.
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


def sources(dossier: Dossier, records: Sequence[Reliability]) -> list[Voice]:
    """Every outlet, also those that could not be judged, and every speaker that could, each also by side spoken of."""
    people = {fold(name): value for name, value in given(dossier).trust.items()}
    printed = Counter(outlet for outlet in dossier.sources().values() if outlet)
    judged = {one.source for one in records if one.kind == "outlet"}
    unjudged = [
        Reliability(source=name, kind="outlet", side=None, agreed=0, against=0, estimate=0, lag=None, claims=())
        for name in printed
        if name not in judged
    ]
    found = [
        Voice(
            source=one.source, kind=one.kind, side=one.side, reports=printed[one.source] if one.kind == "outlet" else 0,
            agreed=one.agreed, against=one.against, estimate=one.estimate if one.agreed + one.against else None,
            fixed=people.get(fold(one.source)), lag=one.lag, claims=one.claims,
        )
        for one in (*records, *unjudged)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.kind, -one.agreed - one.against, one.source, one.side or ""))


class Outlet(Record):
    """One outlet (null: reports that name none).

    `families` counts reports that are nobody else's copy. Of the events it shares with other voices it told `first` as the earliest and
    `after` later than another, by `lag` days at the median. `agreed`, `against` and `estimate` are those of its `Voice` over all sides.
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


def outlets(dossier: Dossier, picture: Conclusions, sizes: Mapping[str, int], borne: Iterable[Tally]) -> list[Outlet]:
    """Every outlet, those with the most reports first.

    Args:
        dossier: where reports are.
        picture: what is concluded.
        sizes: how many claims each report has.
        borne: how far authors were borne out.
    """
    printed, dated = dossier.sources(), dossier.dated()
    reports: dict[str | None, list[str]] = defaultdict(list)
    for report, outlet in printed.items():
        reports[outlet].append(report)
    lags = _lags(picture, printed, dated)
    judged = {one.key: one for one in borne if one.kind == "outlet"}
    made = [
        _outlet(name, ids, dated, picture.families, sizes, lags.get(name, []), judged.get(fold(name or "")))
        for name, ids in reports.items()
    ]
    return sorted(made, key=lambda one: (-one.reports, one.name or ""))


class Telling(BaseModel):
    """Of an event, who tells it."""

    reports: tuple[str, ...]


def _lags(picture: Conclusions, printed: Mapping[str, str | None], dated: Mapping[str, dt.date | None]) -> dict[str | None, list[int]]:
    """For each outlet, by how many days it came after the first to tell each event that several voices tell."""
    found: dict[str | None, list[int]] = defaultdict(list)
    events = picture.events.parts(Telling) if isinstance(picture.events, PackedSequence) else picture.events
    for event in events:
        if len(event.reports) < 2:
            continue
        days: dict[str | None, dt.date] = {}
        for report in event.reports:
            day, outlet = dated.get(report), printed.get(report)
            if day and outlet is not None:
                days[outlet] = min(day, days.get(outlet, day))
        if len(days) > 1:
            begin = min(days.values())
            for outlet, day in days.items():
                found[outlet].append((day - begin).days)
    return found


def _outlet(
    name: str | None, ids: Sequence[str], dated: Mapping[str, dt.date | None], families: Mapping[str, str], sizes: Mapping[str, int],
    lags: Sequence[int], judged: Tally | None,
) -> Outlet:  # fmt: skip
    days = [day for id in ids if (day := dated.get(id))]
    return Outlet(
        name=name, reports=len(ids), families=sum(families.get(id, id) == id for id in ids), claims=sum(sizes.get(id, 0) for id in ids),
        begin=min(days, default=None), end=max(days, default=None), first=sum(lag == 0 for lag in lags), after=sum(lag > 0 for lag in lags),
        lag=median(lags) if lags else None, agreed=judged.agreed if judged else 0, against=judged.against if judged else 0,
        estimate=judged.estimate if judged else None,
    )  # fmt: skip
