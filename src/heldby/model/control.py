"""Control: who holds a place over time, with probabilities and the claims that each answer rests on."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from heldby.model.base import Record
from heldby.model.mention import Precision

Onset = Literal["told", "by"]
"""What reports say about the first day of a hold: that the side came that day (`told`), or only that it held the place by then (`by`)."""


class Interval(Record):
    """A run of days with one answer about who holds the place.

    Attributes:
        first: first day; null if open.
        last: last day, inclusive; null if open.
        holder: name of the actor that holds the place; null if none is known.
        side: id of the side that holds the place; null if contested or unknown.
        status: held, contested, besieged or unknown.
        p: least probability of the answer on any of the days.
        inferred: whether the answer rests on neighbours, areas, sovereignty, reports about later days or on who announced a capture, and
            not on claims that name the holder of the place on these days.
        claims: ids of the claims that the answer rests on.
        onset: what reports say about the first day of a side's hold. Null except in the interval with which a reported hold begins.
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
        id: key of the place: its gazetteer id or, if it has none, its name and the area that it lies in.
        lat: latitude (WGS 84) in degrees; null if the place has no point.
        lon: longitude in degrees; null if the place has no point.
        within: names of the areas that the place lies in.
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
