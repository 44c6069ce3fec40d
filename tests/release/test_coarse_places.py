"""Coarse places tell their area and nothing else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from heldby.model import PlaceRef
from heldby.release.coarse_places import Coarsener, crowded_width, grid_centre, is_fine, towns_of
from heldby.release.secret import FILE, secret_of

RAWA = PlaceRef(
    text="Rawa", id="geonames:92004", name="Rawa", within="Anbar, Iraq", country="IQ", lat=34.48, lon=41.92, precision="point", radius_km=3,
    method="curated",
)  # fmt: skip


NOWHERE = PlaceRef(text="Gate 27", precision="unknown")


def coarsener(km: float = 20, secret: bytes = b"key", hidden: tuple[str, ...] = ()) -> Coarsener:
    return Coarsener(km, secret, lambda text: text in hidden)


def test_a_place_is_named_by_its_province() -> None:
    ref = coarsener().coarse(RAWA)
    assert ref.name and ref.name.endswith(" in Anbar") and (ref.text, ref.within) == (ref.name, "Anbar, Iraq")
    assert "Rawa" not in ref.model_dump_json() and "92004" not in ref.model_dump_json() and (ref.lat, ref.lon) != (34.48, 41.92)


def test_a_district_with_the_name_of_the_place_is_not_named() -> None:
    found = coarsener().coarse(RAWA.model_copy(update={"within": "Rawa District, Anbar, Iraq"}))
    assert found.within == "Anbar, Iraq" and "Rawa" not in found.model_dump_json()
    found = coarsener(hidden=("Haditha District",)).coarse(RAWA.model_copy(update={"within": "Haditha District, Anbar, Iraq"}))
    assert found.within == "Anbar, Iraq"


def test_a_wide_district_is_named() -> None:
    assert coarsener().coarse(RAWA.model_copy(update={"within": "Western District, Anbar, Iraq"})).name.endswith("in Western District")  # type: ignore[union-attr]


def test_a_province_is_named_alike_for_its_capital_and_its_other_places() -> None:
    names = []
    for town in ("Kirkuk", "Hawija"):
        ref = RAWA.model_copy(update={"text": town, "name": town, "id": None, "within": "Kirkuk, Iraq"})
        names.append(coarsener(hidden=("Kirkuk", "Hawija")).coarse(ref).name or "")
    assert all(name.endswith(" in Kirkuk province") for name in names) and len(set(names)) == 2


def test_a_place_that_may_be_anywhere_is_said_to_be() -> None:
    found = coarsener().coarse(NOWHERE)
    assert (found.name or "").endswith("in an unknown area") and (found.lat, found.within) == (None, None)


def test_ids_depend_on_the_key_and_tell_places_apart() -> None:
    other = RAWA.model_copy(update={"id": "geonames:92138"})
    ids = {coarsener().coarse(RAWA).id, coarsener().coarse(other).id, coarsener(secret=b"another").coarse(RAWA).id}
    assert len(ids) == 3 and coarsener().coarse(RAWA).id == coarsener(km=80).coarse(RAWA).id


@pytest.mark.parametrize(("lat", "lon", "country"), [(34.48, 41.92, "IQ"), (33.31, 44.36, "IQ"), (48.6, 38.0, "UA")])
def test_a_cell_has_at_least_five_known_towns(lat: float, lon: float, country: str) -> None:
    km = crowded_width(lat, lon, 10, country)
    cell = grid_centre(lat, lon, km)
    assert km >= 10 and sum(grid_centre(*town, km) == cell for town in towns_of(country)) >= 5


def test_rivers_provinces_and_wide_areas_are_no_exact_places() -> None:
    assert not is_fine(RAWA.model_copy(update={"precision": "line"}), 20)
    assert not is_fine(RAWA.model_copy(update={"precision": "admin1", "method": "curated"}), 20)
    assert not is_fine(RAWA.model_copy(update={"precision": "area", "radius_km": 80.0}), 20)
    assert is_fine(RAWA, 20) and is_fine(RAWA.model_copy(update={"precision": "admin1", "method": "enclosing-area"}), 20)


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = secret_of(tmp_path)
    assert secret_of(tmp_path) == first and len(first) == 32 and stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert secret_of(tmp_path / "missing") != secret_of(tmp_path / "missing")
