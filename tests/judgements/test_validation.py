"""Tests of the checks of a correction."""

from __future__ import annotations

import pytest

from heldby.judgements.validation import check_correction
from heldby.model import PlaceRef


@pytest.mark.parametrize(
    ("correction", "message"),
    [
        ({"text": "Rawah"}, "text of a place is evidence"),
        ({"lat": 34.0}, "lat and lon must be given together"),
        ({"lat": 340.0, "lon": 41.0}, "is not a point on the map"),
    ],
)
def test_impossible_correction_of_a_place_is_refused(correction: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_correction("place", PlaceRef(text="Rawa"), correction)
