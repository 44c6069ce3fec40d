"""Control: who holds a place over time, as a probability, with the claims it rests on."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from heldby.model.base import Record
from heldby.model.mention import Precision

Onset = Literal["told", "by"]
"""How far a holding's first day is told of: a report tells how it came about (`told`), or only that it stood on that day (`by`)."""


class Interval(Record):
    """Days `first` to `last`, inclusive (null: open), in which one answer held; `p` is the least probability it had in them.

    `holder` is the actor's name, `side` the id of the camp it counts with. `inferred` values rest on neighbours, areas, sovereignty or on
    what is told of later days, not on claims about the place on these. `onset` is of the interval with which a side's time begins for which
    reports speak; null for all others.
    """

    first: dt.date | None
    last: dt.date | None
    holder: str | None
    side: str | None
    status: Literal["held", "contested", "besieged", "unknown"]
    p: float
    inferred: bool = False
    claims: tuple[str, ...] = ()
    onset: Onset | None = None


class Control(Record):
    """Who held one place, interval by interval, in order of time. A place without a point keeps null coordinates and its `within`."""

    place: str
    id: str
    lat: float | None
    lon: float | None
    within: str | None = None
    country: str | None = None
    precision: Precision = "unknown"
    intervals: tuple[Interval, ...]
