"""Control: who holds a place over time, as a probability, with the claims that it rests on."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from heldby.model.base import Record
from heldby.model.mention import Precision

Onset = Literal["told", "by"]
"""What reports say about the first day of a hold: that the side came on it (`told`), or only that it held the place by then (`by`)."""


class Interval(Record):
    """The days, from first to last, in which one answer holds.

    Attributes:
        first: first day; null: open.
        last: last day, inclusive; null: open.
        holder: name of the actor that holds the place; null if none is known.
        side: id of the side that the holder counts with.
        status: held, contested, besieged or unknown.
        p: least probability of the answer on any of the days.
        inferred: whether the answer rests on neighbours, areas, sovereignty or reports about later days, and not on claims about the place
            on these days.
        claims: ids of the claims that it rests on.
        onset: what reports say about the first day of a side's hold. It is set for the interval that such a hold begins with, else null.
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
    """Who held one place, interval by interval, in order of time.

    Attributes:
        place: name of the place.
        id: key of the place: its gazetteer id or, without one, its name and the area it lies in.
        lat: latitude (WGS 84) in degrees; null if it has no point.
        lon: longitude in degrees; null if it has no point.
        within: names of the areas that it lies in.
        country: ISO 3166 code of its country.
        precision: how exact the place is.
        intervals: the answers in order of time.
    """

    place: str
    id: str
    lat: float | None
    lon: float | None
    within: str | None = None
    country: str | None = None
    precision: Precision = "unknown"
    intervals: tuple[Interval, ...]
