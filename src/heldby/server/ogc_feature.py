"""GeoJSON features of places, control, events and claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from heldby.model import Claim, Control, Event
from heldby.server.disclosure import disclosable_claim
from heldby.server.query_params import DateRange
from heldby.server.schemas.geojson import Feature
from heldby.server.snapshots import Snapshot

CollectionName = Literal["places", "control", "events", "claims"]


def feature_by_id(snapshot: Snapshot, kind: CollectionName, id: str) -> Feature | None:
    """Return the feature with an id, or None if there is none. The id of an interval of control is "PLACE@NUMBER"."""
    if kind == "claims":
        claims = snapshot.dossier.claims_by_id([id])
        return claim_feature(claims[id]) if claims else None
    if kind == "events":
        return event_feature(snapshot.events[id]) if id in snapshot.events else None
    if kind == "places":
        return place_feature(snapshot.controls[id], DateRange()) if id in snapshot.controls else None
    place_id, _, number = id.rpartition("@")
    control = snapshot.controls.get(place_id)
    features = interval_features(control, DateRange()) if control else ()
    return next((feature for feature in features if feature.id == f"{place_id}@{number}"), None)


def place_feature(control: Control, days: DateRange) -> Feature:
    """Return the feature of a place, with its last interval that overlaps the date range. If no interval does, the status is unknown."""
    interval = next((one for one in reversed(control.intervals) if days.overlaps(one.first, one.last)), None)
    answer = interval.model_dump(mode="json") if interval else {"status": "unknown"}
    return Feature(id=control.id, geometry=point(control.lat, control.lon), properties={**_place_properties(control), **answer})


def interval_features(control: Control, days: DateRange) -> Iterator[Feature]:
    """Yield a feature for each interval of a place's history that overlaps the date range."""
    place = {"place_id": control.id, **_place_properties(control)}
    for index, interval in enumerate(control.intervals):
        if days.overlaps(interval.first, interval.last):
            properties = {**place, **interval.model_dump(mode="json")}
            yield Feature(id=f"{control.id}@{index}", geometry=point(control.lat, control.lon), properties=properties)


def _place_properties(control: Control) -> dict[str, Any]:
    return control.model_dump(mode="json", include={"place", "within", "country", "precision"})


def event_feature(event: Event) -> Feature:
    """Return the feature of an event. Its geometry is a multipoint if the event has several places with coordinates."""
    properties = event.model_dump(mode="json", exclude={"id", "place"})
    names = [place.name or place.text for place in event.place]
    where = [[place.lon, place.lat] for place in event.place if place.lon is not None and place.lat is not None]
    geometry = None if not where else point(where[0][1], where[0][0]) if len(where) == 1 else {"type": "MultiPoint", "coordinates": where}
    return Feature(id=event.id, geometry=geometry, properties={**properties, "place": names})


def claim_feature(claim: Claim) -> Feature:
    """Return the feature of a claim. Its geometry is the point of the claim's first place with coordinates."""
    shown = disclosable_claim(claim)
    where = next((place for place in shown.place if place.lat is not None), None)
    geometry = point(where.lat, where.lon) if where else None
    return Feature(id=shown.id, geometry=geometry, properties=shown.model_dump(mode="json", exclude={"id"}))


def point(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    """Return a GeoJSON point, or None if the coordinates are unknown."""
    return None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}


def positions(geometry: dict[str, Any] | None) -> Iterable[tuple[float, float]]:
    """Return the positions of a point or multipoint, as longitude and latitude."""
    if not geometry:
        return []
    return [tuple(one) for one in ([geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"])]
