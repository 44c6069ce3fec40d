"""Spellings that the gazetteer lacks, with small gazetteers made here."""

from __future__ import annotations

from pathlib import Path

from heldby.reading.mentions.places import PlaceMention, find_places
from heldby.reading.parse.model.load import load_model
from heldby.reference.gazetteer import Gazetteer
from heldby.reference.gazetteer.cache import write_index
from heldby.reference.gazetteer.index import fill_index
from heldby.reference.gazetteer.rows import PlaceRow


def country(code: str, name: str, lat: float, lon: float) -> PlaceRow:
    return PlaceRow(code, [name], "country", "country", (code,), lat=lat, lon=lon, radius_km=400.0, curated=True)


def town(name: str, land: str, lat: float, lon: float, population: int = 9000) -> PlaceRow:
    return PlaceRow(f"{land}-{name}", [name], "town", "town", (land,), lat=lat, lon=lon, population=population)


def read(folder: Path, text: str, *rows: PlaceRow) -> dict[str, PlaceMention]:
    path = folder / "small.sqlite"
    lands = (country("IQ", "Iraq", 33.0, 44.0), country("HU", "Hungary", 47.0, 20.0))
    write_index(path, lambda base: fill_index(base, (*lands, *rows), {"complete": "yes"}))
    return {one.ref.text: one for one in find_places(load_model()(text), gazetteer=Gazetteer([path]))}


def test_variant_in_the_reports_country_beats_a_small_foreign_namesake(tmp_path: Path) -> None:
    rows = (town("Balad", "IQ", 34.02, 44.14), town("Beled", "HU", 47.47, 17.09))
    found = read(tmp_path, "Government troops entered the town of Beled in Iraq.", *rows)["Beled"]
    assert (found.ref.country, found.ref.method) == ("IQ", "variant")


def test_small_foreign_namesake_is_not_taken(tmp_path: Path) -> None:
    found = read(tmp_path, "Government troops entered the town of Beled in Iraq.", town("Beled", "HU", 47.47, 17.09))["Beled"]
    assert (found.ref.id, found.ref.lat, found.ref.within) == (None, None, "Iraq")


def test_namesake_is_taken_if_its_country_or_none_is_named(tmp_path: Path) -> None:
    rows = (town("Balad", "IQ", 34.02, 44.14), town("Beled", "HU", 47.47, 17.09))
    assert read(tmp_path, "Police entered the town of Beled in Hungary.", *rows)["Beled"].ref.country == "HU"
    assert read(tmp_path, "Police entered the town of Beled.", *rows)["Beled"].ref.country == "HU"


def test_short_spellings_with_vowels_in_the_same_places_match(tmp_path: Path) -> None:
    found = read(tmp_path, "Troops entered the town of Baiji in Iraq.", town("Bayji", "IQ", 34.93, 43.49))["Baiji"]
    assert found.ref.name == "Bayji"
