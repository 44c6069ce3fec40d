"""Places without a name: "the city", "the area", "a hospital"."""

from __future__ import annotations

from mention_helpers import places


def test_descriptions_are_optional_and_resolve_to_earlier_places() -> None:
    text = "Troops entered the city of Mosul. Civilians left the city. The border stayed shut."
    assert all(not one.nominal for one in places(text))
    references = {one.ref.anaphor or one.ref.text: one.ref for one in places(text, nominal=True) if one.nominal}
    assert references["the city"].text == "Mosul"
    assert references["The border"].lat is None


def test_sites_without_name_stay_unresolved() -> None:
    text = "Shells hit a hospital and two bridges in Mosul. The city of Mosul had four markets."
    found = [one for one in places(text, nominal=True) if one.nominal]
    assert {"a hospital", "two bridges", "four markets"} <= {one.ref.text for one in found}
    assert all(one.ref.lat is None and one.mention_only for one in found if one.ref.text != "Mosul")
    assert "The city" not in {one.ref.text for one in found}


def test_the_city_is_the_most_frequent_one_in_a_long_report() -> None:
    roads = " ".join(f"A road leads to {name}." for name in ("Iraq", "Syria", "Turkey", "Iran", "Jordan", "Kuwait", "Lebanon"))
    text = f"Mosul was shelled. Mosul fell. Troops entered Mosul from Hammam al-Alil. {roads} Fires burned in the city."
    (city,) = [one for one in places(text, nominal=True) if one.nominal and one.ref.anaphor == "the city"]
    assert city.ref.name == "Mosul"


def test_the_area_is_around_the_last_place() -> None:
    (area,) = [one for one in places("Militants attacked Hit. The army retook the area.", nominal=True) if one.nominal]
    assert (area.ref.text, area.ref.anaphor, area.ref.precision) == ("Hit", "the area", "near")
    assert area.ref.relative is not None


def test_the_town_is_not_the_start_of_a_road() -> None:
    text = "Fighters attacked Bria. All roads to the town but the one from Bambari are cut. Aid workers left the town."
    towns = [one.ref.text for one in places(text, nominal=True) if one.nominal and one.ref.anaphor == "the town"]
    assert towns == ["Bria", "Bria"]
