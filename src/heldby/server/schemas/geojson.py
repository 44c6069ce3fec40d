"""Responses of the OGC API - Features endpoints."""

from __future__ import annotations

from typing import Any, Literal

from heldby.model.base import Record


class Link(Record):
    """A link to a related resource."""

    href: str
    rel: str
    type: str = "application/json"
    title: str | None = None


class LandingPage(Record):
    """The landing page of the API, with links to its parts."""

    title: str
    description: str
    links: tuple[Link, ...]


class Conformance(Record):
    """The OGC API conformance classes that this API conforms to."""

    conformsTo: tuple[str, ...]


class Extent(Record):
    """The extent of a collection: boxes of west, south, east and north in degrees, and intervals of days (null: open or unknown)."""

    spatial: dict[str, Any] | None = None
    temporal: dict[str, Any] | None = None


class Collection(Record):
    """A collection of features of one kind."""

    id: str
    title: str
    description: str
    itemType: Literal["feature"] = "feature"
    extent: Extent | None = None
    links: tuple[Link, ...]


class Collections(Record):
    """All collections."""

    links: tuple[Link, ...]
    collections: tuple[Collection, ...]


class Feature(Record):
    """A GeoJSON feature. Its geometry is null if no point is known; coordinates are never guessed."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]
    links: tuple[Link, ...] = ()


class Features(Record):
    """One page of features. `numberMatched` is null for claims, which are not counted."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: tuple[Feature, ...]
    links: tuple[Link, ...]
    numberReturned: int
    numberMatched: int | None = None
    timeStamp: str
