"""What the API answers to programs that read features (OGC API - Features)."""

from __future__ import annotations

from typing import Any, Literal

from heldby.model.base import Record


class Link(Record):
    """Where to go on from here."""

    href: str
    rel: str
    type: str = "application/json"
    title: str | None = None


class Landing(Record):
    """What there is."""

    title: str
    description: str
    links: tuple[Link, ...]


class Conformance(Record):
    """The requirements that are met, as OGC API names them."""

    conformsTo: tuple[str, ...]


class Extent(Record):
    """Where and when a collection's features are: boxes of west, south, east, north, and days (null: open or unknown)."""

    spatial: dict[str, Any] | None = None
    temporal: dict[str, Any] | None = None


class Collection(Record):
    """One kind of feature."""

    id: str
    title: str
    description: str
    itemType: Literal["feature"] = "feature"
    extent: Extent | None = None
    links: tuple[Link, ...]


class Collections(Record):
    """Every kind of feature."""

    links: tuple[Link, ...]
    collections: tuple[Collection, ...]


class Feature(Record):
    """A GeoJSON feature. Its geometry is null where no point is known: none is ever guessed."""

    type: Literal["Feature"] = "Feature"
    id: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]
    links: tuple[Link, ...] = ()


class Features(Record):
    """One page of features."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: tuple[Feature, ...]
    links: tuple[Link, ...]
    numberReturned: int
    numberMatched: int | None = None
    timeStamp: str
