"""Tests of centres of areas that are computed from their towns."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer_helpers import built, town
from heldby.base.geo import distance_km
from heldby.reference.gazetteer.merge_pack import merge
from heldby.reference.gazetteer.rows import PlaceRow


def test_area_without_a_point_gets_a_centre_marked_as_derived(tmp_path: Path) -> None:
    area = PlaceRow("IQ.01", ["Anbar"], "area1", "province", ("IQ",), admin1="IQ.01", curated=True)
    rows = merge([area], [town("A", number=1, lat=33.0, lon=41.0), town("B", number=2, lat=35.0, lon=41.0)])
    entry = built(tmp_path, *rows).named("Anbar")[0].entry
    assert entry.derived
    assert entry.lat == pytest.approx(34.0, abs=0.05)


@pytest.mark.parametrize("west", [40.0, 178.0])
def test_centre_stays_in_the_middle_where_towns_crowd_in_a_corner(tmp_path: Path, west: float) -> None:
    area = PlaceRow("IQ.01", ["Anbar"], "area1", "province", ("IQ",), admin1="IQ.01", curated=True)
    corners = [(30.0, west), (30.0, west + 4), (34.0, west + 4), (34.0, west)]
    spots = [*corners, *((30.1, west + 0.1 * n) for n in range(1, 9))]
    towns = [town(f"T{n}", number=n, lat=lat, lon=(lon + 180) % 360 - 180) for n, (lat, lon) in enumerate(spots)]
    entry = built(tmp_path, *merge([area], towns)).named("Anbar")[0].entry
    assert entry.lat is not None and entry.lon is not None
    assert distance_km((entry.lat, entry.lon), (32.0, (west + 2 + 180) % 360 - 180)) < 5
