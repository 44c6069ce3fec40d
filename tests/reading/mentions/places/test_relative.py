"""Places relative to others: "40 km east of Mosul", "northern Aleppo"."""

from __future__ import annotations

from mention_helpers import km_from, place


def test_unknown_place_is_located_by_its_offset() -> None:
    one = place("Troops reached Zurqabad, about 40 km east of Mosul.", "Zurqabad")
    assert one.ref.method == "relative"
    assert km_from(one, 36.33, 43.57) < 15
    assert one.ref.relative is not None and (one.ref.relative.km, one.ref.relative.bearing) == (40.0, 90.0)


def test_known_place_with_an_offset_keeps_its_own_point() -> None:
    text = "Troops reached the city of Rawa, about 80 km east of al-Qaim."
    assert km_from(place(text, "Rawa"), 34.48, 41.92) < 10
    assert km_from(place(text, "al-Qaim"), 34.39, 40.99) < 10


def test_miles_and_intermediate_directions_are_read() -> None:
    one = place("The convoy was hit 10 miles north-east of Kirkuk.", "Kirkuk")
    assert one.ref.relative is not None
    assert (one.ref.relative.km, one.ref.relative.bearing) == (16.1, 45.0)
    assert one.ref.precision == "near"


def test_part_of_an_area_moves_the_point() -> None:
    whole, north = place("Shelling in Aleppo province, Syria.", "Aleppo"), place("Shelling in northern Aleppo province, Syria.", "Aleppo")
    assert north.ref.lat is not None and whole.ref.lat is not None
    assert north.ref.lat > whole.ref.lat
    assert north.ref.relative is not None and north.ref.relative.part == "northern"
