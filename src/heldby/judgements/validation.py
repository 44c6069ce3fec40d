"""Checks of a correction: which fields it may change, and whether its values are possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from heldby.judgements.judgement import Subject, with_changes
from heldby.model import Claim, Event, PlaceRef
from heldby.model.base import Record
from heldby.model.claim import KIND_OF_TYPE

EVIDENCE_FIELDS: Mapping[Subject, frozenset[str]] = {
    "claim": frozenset({"id", "report", "start", "end", "quote", "reader", "confidence"}),
    "event": frozenset({"id", "claims", "reports", "families", "contradicts", "score", "explanation", "value"}),
    "place": frozenset({"text", "start", "end", "anaphor"}),
    "actor": frozenset({"text", "start", "end", "anaphor"}),
}
"""Fields that no judgement may correct, because they quote the report or are computed by heldby."""


def complete_correction(record: Record, correction: Mapping[str, Any]) -> dict[str, Any]:
    """Return a correction with the values that follow from the type that it gives.

    A claim gets the kind that its new type belongs to. What is no longer an event but the case, such as `holds` instead of `capture`, is
    ongoing and not something that happened, unless the correction says otherwise.
    """
    type = correction.get("type")
    kind = KIND_OF_TYPE.get(type) if isinstance(type, str) else None
    was = record.kind if isinstance(record, Claim) else "event" if isinstance(record, Event) else None
    if kind is None or was is None or kind == was:
        return dict(correction)
    status = {"happened": "ongoing"} if kind == "control" else {"ongoing": "happened"} if kind == "event" else {}
    changed = {"status": status[record.status]} if record.status in status else {}  # type: ignore[attr-defined]
    return {**({"kind": kind} if isinstance(record, Claim) else {}), **changed, **correction}


def check_correction(kind: Subject, record: Record, correction: Mapping[str, Any]) -> None:
    """Check that a correction leaves the evidence unchanged and has possible values.

    Raises:
        ValueError: the correction changes the evidence or has an impossible value. The message is one line.
    """
    touched = EVIDENCE_FIELDS[kind].intersection(correction)
    if touched:
        raise ValueError(f"{', '.join(sorted(touched))} of {'an' if kind[0] in 'ae' else 'a'} {kind} is evidence and cannot be corrected")
    try:
        corrected = with_changes(record, _without_control_type(record, correction))
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if isinstance(corrected, Claim) and KIND_OF_TYPE[corrected.type] != corrected.kind:
        raise ValueError(f"the type {corrected.type} is one of the kind {KIND_OF_TYPE[corrected.type]}, not {corrected.kind}")
    for place in [corrected] if isinstance(corrected, PlaceRef) else getattr(corrected, "place", ()):
        _check_point(place)


def _without_control_type(record: Record, correction: Mapping[str, Any]) -> dict[str, Any]:
    """Return a correction of an event without a type of control, which an event cannot have: such an event becomes claims of control."""
    is_control = isinstance(record, Event) and KIND_OF_TYPE.get(str(correction.get("type"))) == "control"
    return {name: value for name, value in correction.items() if not (is_control and name == "type")}


def _check_point(place: PlaceRef) -> None:
    if (place.lat is None) != (place.lon is None):
        raise ValueError("lat and lon must be given together")
    if place.lat is not None and place.lon is not None and not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        raise ValueError(f"{place.lat:g}, {place.lon:g} is not a point on the map; write degrees, latitude first")
