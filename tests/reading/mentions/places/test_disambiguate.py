"""The gazetteer entry that a name means."""

from __future__ import annotations

import pytest

from mention_helpers import km_from, place, places


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Government forces entered the city of Mosul on Monday.", "Mosul", 36.34, 43.12),
        ("Shells fell on Hawija in Iraq overnight.", "Hawija", 35.33, 43.77),
        ("Fighters in Syria withdrew from Kobani.", "Kobani", 36.89, 38.35),
        ("The rebels left Abu Kamal, a Syrian town on the border with Iraq.", "Abu Kamal", 34.45, 40.92),
        ("Iraqi troops massed near Al-Qaim.", "Al-Qaim", 34.39, 40.99),
        ("Clashes went on around Deir ez-Zor in eastern Syria.", "Deir ez-Zor", 35.34, 40.14),
        ("Russian troops shelled Severodonetsk in Ukraine.", "Severodonetsk", 48.95, 38.49),
        ("A bomb went off in Benghazi, Libya.", "Benghazi", 32.12, 20.07),
        ("Houthi fighters advanced towards Marib in Yemen.", "Marib", 15.46, 45.33),
        ("Residents fled from Khartoum as fighting spread in Sudan.", "Khartoum", 15.55, 32.53),
        ("Police in Paris, Texas, arrested two men.", "Paris", 33.66, -95.56),
        ("Police in Paris said that France was on alert.", "Paris", 48.85, 2.35),
        ("Police in Toyota, Japan, arrested two men.", "Toyota", 35.08, 137.16),
        ("Shells fell on Mosul\u200e, in Iraq.", "Mosul", 36.34, 43.12),
        ("Relief reached Port-au-Prince on Friday.", "Port-au-Prince", 18.54, -72.34),
        ("The navy of Kuwait guards the coast.", "Kuwait", 29.3, 47.6),
    ],
)
def test_town_gets_its_coordinates(text: str, name: str, lat: float, lon: float) -> None:
    assert km_from(place(text, name), lat, lon) < 25


@pytest.mark.parametrize(
    ("text", "name", "place_id"),
    [
        ("Aid came from Canada, Brazil, Georgia, Turkey and Japan.", "Georgia", "GE"),
        ("Cases were seen in Ohio, Oregon, Georgia, Tennessee and Texas.", "Georgia", "US.GA"),
        ("Cases were seen in Ohio, Oregon, Georgia, Tennessee and Texas.", "Oregon", "US.OR"),
        ("Floods in New South Wales went on. NSW asked for help.", "NSW", "AU.02"),
        ("Elections were held in Côte d'Ivoire in Africa.", "d'Ivoire", "CI"),
    ],
)
def test_lists_and_short_forms_disambiguate(text: str, name: str, place_id: str) -> None:
    assert place(text, name).ref.id == place_id


def test_spellings_of_one_town_give_one_place() -> None:
    ids = {place(f"Troops entered the Syrian town of {name} in Syria.", name).ref.id for name in ("Abu Kamal", "Albu Kamal", "Al-Bukamal")}
    assert len(ids) == 1


@pytest.mark.parametrize("name", ["al-Qaim border crossing", "Husaybah border post", "al-Qaim crossing", "Albu Kamal border gate"])
def test_crossing_is_one_place_under_any_name(name: str) -> None:
    assert place(f"Iraqi forces on Friday captured the {name} with Syria from Islamic State.", name).ref.id == "crossing-qaim"


def test_towns_on_both_sides_of_a_border_stay_separate() -> None:
    found = {one.ref.text: one.ref.country for one in places("The crossing joins Abu Kamal in Syria and al-Qaim in Iraq.")}
    assert found["Abu Kamal"] == "SY"
    assert found["al-Qaim"] == "IQ"


def test_village_is_not_a_distant_city_with_a_similar_name() -> None:
    one = place("Iraqi forces took Karabla, a village near al-Qaim in Anbar province.", "Karabla")
    assert one.ref.lat is None or km_from(one, 34.39, 41.0) < 60


def test_name_alone_is_the_city_and_with_province_the_area() -> None:
    assert place("Rebels shelled Aleppo in Syria.", "Aleppo").ref.precision == "point"
    assert place("Rebels shelled Aleppo province in Syria.", "Aleppo").ref.precision == "admin1"


def test_curated_towns_keep_their_press_names() -> None:
    found = places("In Iraq they took al-Qaim, Rawa, Hawija and Tal Afar; in Syria Abu Kamal and Mayadin.")
    names = {one.ref.text: one.ref.name for one in found if one.ref.precision == "point"}
    assert names == {name: name for name in ("al-Qaim", "Rawa", "Hawija", "Tal Afar", "Abu Kamal", "Mayadin")}


def test_husaybah_is_a_town_of_its_own() -> None:
    one = place("Fighters entered Husaybah in Iraq.", "Husaybah")
    assert one.ref.name == "Husaybah"


def test_dam_in_lower_case_is_not_the_town() -> None:
    one = place("Troops took the Mosul dam on Sunday.", "Mosul")
    assert one.ref.name == "Mosul Dam"


def test_country_name_is_not_a_variant_of_a_foreign_town() -> None:
    [one] = places("Near Isfahan in Iran nobody spoke of Iraq.")[-1:]
    assert one.ref.id == "IQ" and all(candidate.id == "IQ" for candidate in one.candidates)


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Robotyne, Zaporizhzhia Oblast, was recaptured.", "Robotyne", 47.44, 35.84),
        ("Shelling hit Staromaiorske in Donetsk Oblast.", "Staromaiorske", 47.75, 36.80),
        ("Russian troops entered Bilohorivka, Luhansk Oblast.", "Bilohorivka", 48.93, 38.25),
        ("Russian troops entered Bilohorivka, Donetsk Oblast.", "Bilohorivka", 48.73, 38.27),
        ("Ukrainian marines held Krynky in Kherson Oblast.", "Krynky", 46.74, 33.09),
    ],
)
def test_frontline_villages_of_ukraine_are_found_in_their_oblast(text: str, name: str, lat: float, lon: float) -> None:
    assert km_from(place(text, name), lat, lon) < 15
