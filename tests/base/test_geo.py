"""Tests of distances on the sphere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.base.geo import distance_km, offset


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(1, 500), st.floats(0, 359))
def test_offset_point_lies_at_its_distance(lat: float, lon: float, km: float, bearing: float) -> None:
    assert distance_km((lat, lon), offset((lat, lon), km, bearing)) == pytest.approx(km, rel=1e-3, abs=0.05)
