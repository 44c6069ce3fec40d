"""Tests of distances on the sphere and of zones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.base.geo import Box, Near, Shape, distance_km, distance_matrix_km, offset, parse_geojson


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(1, 500), st.floats(0, 359))
def test_offset_point_lies_at_its_distance(lat: float, lon: float, km: float, bearing: float) -> None:
    assert distance_km((lat, lon), offset((lat, lon), km, bearing)) == pytest.approx(km, rel=1e-3, abs=0.05)


def test_matrix_holds_the_distances_of_all_pairs() -> None:
    points = [(34.45, 40.92), (34.37, 41.09), (36.34, 43.13)]
    matrix = distance_matrix_km(*zip(*points, strict=True))
    expected = [[distance_km(a, b) for b in points] for a in points]
    assert matrix.tolist() == [pytest.approx(row, abs=0.01) for row in expected]


LAT, LON = st.floats(-89, 89), st.floats(-179, 179)


@settings(max_examples=200)
@given(lat=LAT, lon=LON, km=st.floats(0.1, 3000), other_lat=LAT, other_lon=LON)
def test_bounds_contain_the_whole_zone(lat: float, lon: float, km: float, other_lat: float, other_lon: float) -> None:
    for zone in (Near(lat, lon, km), Box(min(lat, other_lat), lon, max(lat, other_lat), other_lon)):
        south, west, north, east = zone.bounds
        for point in ((other_lat, other_lon), (lat, lon)):
            if zone.contains(*point):
                assert south - 1e-9 <= point[0] <= north + 1e-9 and west - 1e-9 <= point[1] <= east + 1e-9


def test_hole_of_a_polygon_is_outside() -> None:
    square = lambda size: [[-size, -size], [size, -size], [size, size], [-size, size]]  # noqa: E731
    ring = Shape(((square(10), square(2)),))
    assert ring.contains(5, 5) and not ring.contains(1, 1) and not ring.contains(11, 0)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon", "coordinates": [[1, 2]]}']
)
def test_text_without_a_polygon_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_geojson(text)
