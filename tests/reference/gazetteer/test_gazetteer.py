"""Tests of look-ups in the gazetteer."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gazetteer_helpers import built, town
from heldby.base.geo import distance_km
from heldby.errors import GazetteerCacheError
from heldby.reference.gazetteer import open_gazetteer


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Mosul", "IQ", 36.34, 43.13),
        ("Hawija", "IQ", 35.33, 43.77),
        ("دمشق", "SY", 33.51, 36.29),
        ("Київ", "UA", 50.45, 30.52),
        ("Kobani", "SY", 36.89, 38.35),
    ],
)
def test_names_in_several_scripts_are_found(name: str, country: str, lat: float, lon: float) -> None:
    gazetteer = open_gazetteer()
    hits = [
        hit for hit in (*gazetteer.named(name), *gazetteer.by_variant(name)) if hit.entry.rank == "town" and hit.entry.country == country
    ]
    assert any(distance_km((hit.entry.lat or 0, hit.entry.lon or 0), (lat, lon)) < 15 for hit in hits)


def test_countries_areas_and_demonyms_are_found() -> None:
    gazetteer = open_gazetteer()
    assert [hit.entry.id for hit in gazetteer.named("Syria") if hit.entry.rank == "country"] == ["SY"]
    assert any(hit.entry.id == "IQ.01" for hit in gazetteer.named("Anbar"))
    syrian = gazetteer.demonym("Syrians")
    assert syrian is not None and syrian.id == "SY"
    mosul = next(hit.entry for hit in gazetteer.named("Mosul") if hit.entry.rank == "town")
    assert gazetteer.within(mosul) == "Nineveh, Iraq"


def test_fuzzy_search_finds_a_misspelt_town_of_the_country_only() -> None:
    gazetteer = open_gazetteer()
    assert any("Mosul" in hit.entry.name for hit in gazetteer.fuzzy("Mossull", "IQ"))
    assert not any(hit.entry.country == "IQ" for hit in gazetteer.fuzzy("Mossull", "FR"))
    assert gazetteer.fuzzy("Hit", "IQ") == ()


def test_look_ups_work_from_several_threads(tmp_path: Path) -> None:
    gazetteer = built(tmp_path, *(town(f"Town {k}", number=k) for k in range(200)))
    wrong: list[int] = []

    def look_up(start: int) -> None:
        wrong.extend(k for k in range(start, 200, 4) if [h.entry.id for h in gazetteer.named(f"Town {k}")] != [f"geonames:{k}"])

    threads = [threading.Thread(target=look_up, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_unusable_cache_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(GazetteerCacheError, match="HELDBY_CACHE"):
        open_gazetteer(tmp_path / "file" / "cache")
