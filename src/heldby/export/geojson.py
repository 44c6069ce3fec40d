"""Control and events as a GeoJSON feature collection (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

from heldby.model import Control, Event
from heldby.store import ClaimFilter, Conclusions, Dossier


def write(_dossier: Dossier, snapshot: Conclusions, _wanted: ClaimFilter, out: TextIO) -> int:
    """Write a feature for each interval of control and for each place of each event, and return the number of features.

    The geometry of a feature without a known point is null. The filter does not apply.
    """
    count = 0
    out.write('{"type": "FeatureCollection", "features": [')
    for feature in _features(snapshot):
        out.write((",\n" if count else "\n") + json.dumps(feature, ensure_ascii=False))
        count += 1
    out.write("\n]}\n")
    return count


def _features(snapshot: Conclusions) -> Iterator[dict[str, Any]]:
    for control in snapshot.controls:
        yield from _control(control)
    for event in snapshot.events:
        yield from _event(event)


def _control(control: Control) -> Iterator[dict[str, Any]]:
    place = control.model_dump(mode="json", include={"place", "within", "country", "precision"})
    for interval in control.intervals:
        properties = {"kind": "control", **place, **interval.model_dump(mode="json")}
        yield _feature(_point(control.lat, control.lon), properties)


def _event(event: Event) -> Iterator[dict[str, Any]]:
    properties = event.model_dump(mode="json", include={"id", "type", "when", "status", "claims", "families", "score"})
    names = {role: [ref.name or ref.text for ref in getattr(event, role)] for role in ("actor", "target")}
    for place in event.place:
        where = place.model_dump(mode="json", include={"within", "country", "precision", "radius_km", "method"})
        geometry = place.geometry or _point(place.lat, place.lon)
        yield _feature(geometry, {"kind": "event", **properties, **names, "place": place.name or place.text, **where})


def _point(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    return None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}


def _feature(geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
