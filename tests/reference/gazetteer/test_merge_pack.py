"""Tests of merging the curated pack with tier 0."""

from __future__ import annotations

from pathlib import Path

from gazetteer_helpers import built, town
from heldby.reference.gazetteer.merge_pack import merge
from heldby.reference.gazetteer.rows import PlaceRow


def test_spelling_of_the_pack_goes_to_the_nearby_town_and_not_to_a_far_namesake(tmp_path: Path) -> None:
    spelling = PlaceRow("iq-qaim", ["Qaim Town", "Al-Qaim"], "town", "town", ("IQ",), lat=34.37, lon=41.05, curated=True)
    rows = merge([spelling], [town("Al-Qaim", number=1, lat=34.39, lon=40.99), town("Al-Qaim", number=2, lat=30.5, lon=47.8)])
    found = built(tmp_path, *rows).named("Qaim Town")
    assert [hit.entry.id for hit in found] == ["geonames:1"]
