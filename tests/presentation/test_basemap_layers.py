"""The towns that a map shows for orientation."""

from __future__ import annotations

from heldby.presentation.basemap_layers import (
    DETAIL_SPACING_DEG,
    MAX_DETAIL_TOWNS,
    MAX_TOWNS,
    NEAR_DEG,
    bounding_box,
    page_towns,
    towns_in,
)
from heldby.presentation.schema import Landmark, PagePlace

PLACES = (PagePlace(id="a", name="Khartoum", lat=15.55, lon=32.53), PagePlace(id="b", name="El Fasher", lat=13.63, lon=25.35))


def towns() -> tuple[Landmark, ...]:
    box = bounding_box(PLACES)
    assert box is not None
    return page_towns(box, PLACES)


def test_large_towns_come_first_and_small_ones_near_the_places_after() -> None:
    box = bounding_box(PLACES)
    assert box is not None
    main = towns_in(box, PLACES)
    found = towns()
    assert found[: len(main)] == main and len(main) <= MAX_TOWNS
    small = found[len(main) :]
    assert 10 < len(small) <= MAX_DETAIL_TOWNS
    far = 2 * NEAR_DEG
    assert all(any(abs(one.lat - p.lat) <= far and abs(one.lon - p.lon) <= far for p in PLACES if p.lat and p.lon) for one in small)


def test_towns_keep_their_distance_from_places_and_one_another() -> None:
    spots = [(one.lon, one.lat) for one in towns()] + [(place.lon or 0, place.lat or 0) for place in PLACES]
    close = [
        (a, b) for i, a in enumerate(spots) for b in spots[:i] if all(abs(x - y) <= DETAIL_SPACING_DEG for x, y in zip(a, b, strict=True))
    ]
    assert close == []


def test_no_places_no_towns() -> None:
    assert page_towns((0, 0, 1, 1), ()) == towns_in((0, 0, 1, 1), ())
