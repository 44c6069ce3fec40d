"""Checks of a correction: which fields it may change, and whether its values are possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from heldby.judgements.judgement import Subject, with_changes
from heldby.model import PlaceRef
from heldby.model.base import Record

EVIDENCE_FIELDS: Mapping[Subject, frozenset[str]] = {
    "claim": frozenset({"id", "report", "start", "end", "quote", "reader", "confidence"}),
    "event": frozenset({"id", "claims", "reports", "families", "contradicts", "score", "explanation", "value"}),
    "place": frozenset({"text", "start", "end", "anaphor"}),
    "actor": frozenset({"text", "start", "end", "anaphor"}),
}
"""Fields that no judgement may correct, because they quote the report or are computed by heldby."""


def check_correction(kind: Subject, record: Record, correction: Mapping[str, Any]) -> None:
    """Check that a correction leaves the evidence unchanged and has possible values.

    Raises:
        ValueError: the correction changes the evidence or has an impossible value. The message is one line.
    """
    touched = EVIDENCE_FIELDS[kind].intersection(correction)
    if touched:
        raise ValueError(f"{', '.join(sorted(touched))} of {'an' if kind[0] in 'ae' else 'a'} {kind} is evidence and cannot be corrected")
    try:
        corrected = with_changes(record, correction)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    for place in [corrected] if isinstance(corrected, PlaceRef) else getattr(corrected, "place", ()):
        _check_point(place)


def _check_point(place: PlaceRef) -> None:
    if (place.lat is None) != (place.lon is None):
        raise ValueError("lat and lon must be given together")
    if place.lat is not None and place.lon is not None and not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        raise ValueError(f"{place.lat:g}, {place.lon:g} is not a point on the map; write degrees, latitude first")
