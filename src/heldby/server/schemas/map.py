"""What the API tells the map and the clock."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import Field

from heldby.model.base import Record
from heldby.presentation.schema import Course, Landmark, Side


class ScenePlace(Record):
    """A place as a map draws it. `spans` is its history, seven numbers for each span, one after another: first and last as days since
    1970-01-01 (null: open), places in the scene's lists of holders, sides and statuses (null: none), percent, and 1 if inferred, 2 where
    reports tell that its side held by the first day and not that it came then, else 0.
    `told` counts its claims. What is null is left out.
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


class Scene(Record):
    """All that the map and the clock draw, in one answer. `told` is [day, known, claims]: how many claims speak of a day, by the day from
    which they could be known; days since 1970-01-01. `cuts` are the days on which what is known grew,
    `published` the first and the last day of publication, empty if no report is dated. `reading` says that whoever asks may look and change
    nothing.
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
    places: list[ScenePlace]
    cuts: list[int]
    published: list[int]
    told: list[list[int | None]]
    rivers: tuple[Course, ...]
    landmarks: tuple[Landmark, ...]
    shared: bool = False
    reading: bool = False


class Known(Record):
    """Histories as they could be told on a day: place id to spans as in `Scene`; not `ready` while they are being worked out."""

    ready: bool
    day: dt.date
    cut: dt.date | None
    holders: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    spans: dict[str, list[int | None]] = Field(default_factory=dict)
