"""A place as all readers of gazetteer files yield it, before it is written to the index."""

from __future__ import annotations

from dataclasses import dataclass, field

from heldby.reference.gazetteer.entry import Rank

TYPICAL_RADIUS_KM = {
    "city": 8.0, "town": 3.0, "village": 2.0, "quarter": 2.0, "district": 15.0,
    "base": 2.0, "airport": 2.0, "dam": 1.0, "crossing": 1.0, "bridge": 1.0, "camp": 2.0, "prison": 1.0, "port": 2.0,
    "oilfield": 8.0, "plant": 1.0, "refinery": 2.0,
    "mountain": 10.0, "hill": 1.0, "valley": 20.0, "desert": 150.0, "forest": 15.0,
    "lake": 15.0, "sea": 400.0, "strait": 30.0, "gulf": 200.0, "island": 20.0, "peninsula": 100.0,
    "region": 100.0, "continent": 3000.0,
}  # fmt: skip
"""Radius in km of a disc that holds most of a place, by kind, for places without a listed radius. Rough values, not measurements."""
DEFAULT_RADIUS_KM = 2.0


@dataclass(slots=True)
class PlaceRow:
    """A place with its names. `Entry` describes the other fields.

    Attributes:
        names: the main name first, then names of equal standing.
        also: alternate names, which have less weight.
        demonyms: for a country, its adjectives and the names of its people.
    """

    id: str
    names: list[str]
    rank: Rank
    kind: str
    countries: tuple[str, ...]
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    population: int = 0
    curated: bool = False
    derived: bool = False
    of: str | None = None
    points: list[tuple[float, float]] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)

    @property
    def radius_or_typical_km(self) -> float:
        """The radius of the place in km or, if there is none, the typical radius of its kind."""
        return self.radius_km if self.radius_km is not None else TYPICAL_RADIUS_KM.get(self.kind, DEFAULT_RADIUS_KM)
