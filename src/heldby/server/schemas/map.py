"""Responses for the map and its time slider."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import Field

from heldby.model.base import Record
from heldby.presentation.schema import Course, Landmark, Side


class MapPlace(Record):
    """A place on the map, with its control history.

    `spans` encodes the history as a flat list of seven numbers for each interval: the first and the last day (days since 1970-01-01; null:
    open); the indexes of holder, side and status in the lists of the scene (null: none); the probability in percent; and the basis of the
    interval. The basis is 1 if the interval is inferred, 2 if reports say that the side held the place by the first day but not that it
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

    `told` is a list of [day, known, claims]: `claims` is the number of claims about the day `day` that became known on the day `known`.
    Days are numbered from 1970-01-01. `cuts` are the days on which new reports became known. `published` has the first and the last
    publication date, and is empty if no report is dated. `mark` is the version of the dossier. `shared` is true if other machines can reach
    the server, `reading` if this audience may only read.
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
    """Control histories as known on a day.

    `spans` maps the id of a place to its history, encoded like the `spans` of a place in the scene, with indexes into the `holders` and
    `sides` of this response. `ready` is false while the histories are being computed. `cut` is the last day up to `day` on which new
    reports became known.
    """

    ready: bool
    day: dt.date
    cut: dt.date | None
    holders: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    spans: dict[str, list[int | None]] = Field(default_factory=dict)
