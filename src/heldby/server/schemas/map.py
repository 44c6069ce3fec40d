"""Responses for the map and its time slider."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import Field

from heldby.model.base import Record
from heldby.presentation.schema import Course, Landmark, Side


class MapPlace(Record):
    """A place on the map, with its control history.

    `spans` encodes the history as a flat list of seven numbers per interval: first day, last day (days since 1970-01-01; null: open), index
    of the holder, index of the side, index of the status (in the lists of the scene; null: none), probability in percent, and the basis of
    the interval. The basis is 1 if the interval is inferred, 2 if reports say that the side held the place by the first day but not that it
    arrived then, and 0 otherwise. `told` is the number of claims that the history rests on. Null fields are left out.
    """

    id: str
    name: str
    within: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str
    radius_km: float | None = None
    geometry: dict[str, Any] | None = None
    told: int
    spans: list[int | None]


class MapScene(Record):
    """All data of the map and the time slider, in one response.

    `told` is a list of [day, known, claims]: the number of claims about a day, by the day on which they became known. Days are days since
    1970-01-01. `cuts` are the days on which new reports became known. `published` is the first and last publication date, empty if no
    report is dated. `reading` is true if this audience may only read.
    """

    title: str
    generator: str
    mark: str
    claims: int
    reports: int
    disputes: int
    sides: tuple[Side, ...]
    holders: tuple[str, ...]
    statuses: tuple[str, ...]
    places: list[MapPlace]
    cuts: list[int]
    published: list[int]
    told: list[list[int | None]]
    rivers: tuple[Course, ...]
    landmarks: tuple[Landmark, ...]
    shared: bool = False
    reading: bool = False


class AsKnown(Record):
    """Control histories as known on a day: place id to spans, encoded as in `Scene`. `ready` is false while they are being computed."""

    ready: bool
    day: dt.date
    cut: dt.date | None
    holders: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    spans: dict[str, list[int | None]] = Field(default_factory=dict)
