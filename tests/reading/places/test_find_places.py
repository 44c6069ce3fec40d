"""Finding places in sentences of our own, with the shipped language model and the full gazetteer."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heldby.reading.mentions.actors import find_actors
from heldby.reading.mentions.places import PlaceMention, find_places
from heldby.reading.parse.model.load import load_model
from heldby.reference.gazetteer import distance_km


def places(text: str, **options: object) -> list[PlaceMention]:
    return find_places(load_model()(text), **options)  # type: ignore[arg-type]


def place(text: str, name: str) -> PlaceMention:
    found = [one for one in places(text) if name in one.ref.text]
    assert found, f"{name} not found in {text!r}"
    return found[0]


def km_from(one: PlaceMention, lat: float, lon: float) -> float:
    assert one.ref.lat is not None and one.ref.lon is not None, one
    return distance_km((one.ref.lat, one.ref.lon), (lat, lon))


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
def test_a_town_is_put_on_its_spot(text: str, name: str, lat: float, lon: float) -> None:
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
def test_lists_and_short_forms_tell_which_is_meant(text: str, name: str, place_id: str) -> None:
    assert place(text, name).ref.id == place_id


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenya's livestock minister said so.", "Kenya"),
        ("New Zealand officials said so.", "New Zealand"),
        ("The Iraqi army met Syria's defence ministry.", "Syria"),
    ],
)
def test_a_country_before_an_actors_office_is_only_borne(text: str, name: str) -> None:
    doc = load_model()(text)
    found = [one for one in find_places(doc, actors=[(a.start, a.end) for a in find_actors(doc)]) if one.ref.text == name]
    assert [one.borne for one in found] == [True]


def test_spellings_of_one_town_give_one_place() -> None:
    ids = {place(f"Troops entered the Syrian town of {name} in Syria.", name).ref.id for name in ("Abu Kamal", "Albu Kamal", "Al-Bukamal")}
    assert len(ids) == 1


@pytest.mark.parametrize("name", ["al-Qaim border crossing", "Husaybah border post", "al-Qaim crossing", "Albu Kamal border gate"])
def test_a_crossing_by_any_of_its_names_is_one_place_and_not_the_town(name: str) -> None:
    assert place(f"Iraqi forces on Friday captured the {name} with Syria from Islamic State.", name).ref.id == "crossing-qaim"


def test_two_towns_on_two_sides_of_a_border_stay_two() -> None:
    found = {one.ref.text: one.ref.country for one in places("The crossing joins Abu Kamal in Syria and al-Qaim in Iraq.")}
    assert found["Abu Kamal"] == "SY"
    assert found["al-Qaim"] == "IQ"


def test_a_known_village_beside_a_town_is_not_a_far_city_of_like_name() -> None:
    one = place("Iraqi forces took Karabla, a village near al-Qaim in Anbar province.", "Karabla")
    assert one.ref.lat is None or km_from(one, 34.39, 41.0) < 60


@pytest.mark.parametrize(
    ("text", "trap"),
    [
        ("Of the dead, two were children.", "Of"),
        ("The bomb killed Michael Jordan and two guards.", "Jordan"),
        ("Mayor London Breed spoke to reporters.", "London"),
        ("Hit by mortar fire, the column turned back.", "Hit"),
        ("General Austin said that the operation was over.", "Austin"),
        ("In August the fighting stopped.", "August"),
        ("In March the fighting resumed.", "March"),
        ("The UN condemned the attack.", "UN"),
        ("Doctors tested the wounded for HIV.", "HIV"),
        ("The EU imposed sanctions.", "EU"),
        ("Mr. Washington denied the report.", "Washington"),
        ("Chelsea Clinton arrived later.", "Chelsea"),
        ("The New York Times reported the strike.", "New York Times"),
        ("Both sides agreed. Most fighters left.", "Most"),
        ("The University was closed.", "University"),
        ("Police opened fire. Police said nothing.", "Police"),
        ("Paris Hilton denied the claim.", "Hilton"),
        ("Many of them fled. Nobody stayed.", "Many"),
        ("The Army withdrew. Army units returned.", "Army"),
        ("Two soldiers died. Victoria Smith, a nurse, was hurt.", "Victoria"),
        ("Sergeant Paris was wounded.", "Paris"),
        ("Colonel Ali Hassan gave the order.", "Ali"),
        ("Meanwhile, shelling went on.", "Meanwhile"),
        ("On Sunday the truce began.", "Sunday"),
        ('He said: "No."', "No"),
        ("Then the Centre was evacuated.", "Centre"),
        ("South of the river, shells fell.", "South"),
        ("Reporters quoted Sydney Carton as a witness.", "Sydney"),
        ("Of those held, most were freed.", "Of"),
        ("The strike hit Hit-and-run units. Hit again, they fled.", "Hit"),
        ("President Jordan Bardella spoke.", "Jordan"),
        ("Islamic State of Iraq and the Levant fighters fled.", "Levant"),
        ("Captain Israel Cohen was killed.", "Israel"),
        ("In May the siege was lifted.", "May"),
        ("Prime Minister Theresa May condemned it.", "May"),
        ("Sources said the AK-47 rifles came by sea. Sources agreed.", "Sources"),
        ("Dr. Chad Smith treated the wounded.", "Chad"),
        ("Save the Children closed its office.", "Save"),
        ("Both were released. Both went home.", "Both"),
        ("Several Toyota trucks burned.", "Toyota"),
        ("Grad rockets fell. Grad launchers were destroyed.", "Grad"),
        ("General Chad Brown and Sergeant Georgia Hill were wounded.", "Chad"),
        ("General Chad Brown and Sergeant Georgia Hill were wounded.", "Georgia"),
        ("A convoy of Ford pickups and Ural trucks left.", "Ural"),
        ("A U.S. airstrike near Sarmada killed two.", "U.S."),
        ("The wall was built about 575 B.C. by a king.", "B.C."),
        ("He was killed in Syria on Thanksgiving Day.", "Day"),
        ("The Islamic Movement of Uzbekistan and the Caucasus claimed it.", "Caucasus"),
    ],
)
def test_names_that_are_words_people_or_groups_are_not_places(text: str, trap: str) -> None:
    assert trap not in [one.ref.text for one in places(text)]


def test_a_country_that_an_actor_took_is_only_borne() -> None:
    found = {one.ref.text: one.borne for one in places("Forces of Jordan entered Daraa.", actors=[(0, 16)])}
    assert found == {"Jordan": True, "Daraa": False}


def test_what_no_gazetteer_knows_lies_inside_the_area_that_the_text_names() -> None:
    one = place("Troops recaptured the Qorbaxan district in Iraq's western Anbar province.", "Qorbaxan district")
    assert (one.ref.lat, one.ref.lon, one.ref.id) == (None, None, None)
    assert one.ref.within == "Anbar, Iraq"
    assert (one.ref.precision, one.ref.method) == ("admin1", "enclosing-area")


def test_an_unknown_place_told_from_a_known_one_stands_where_the_offset_leads() -> None:
    one = place("Troops reached Zurqabad, about 40 km east of Mosul.", "Zurqabad")
    assert one.ref.method == "relative"
    assert km_from(one, 36.33, 43.57) < 15
    assert one.ref.relative is not None and (one.ref.relative.km, one.ref.relative.bearing) == (40.0, 90.0)


def test_a_known_place_told_from_another_keeps_its_own_point() -> None:
    text = "Troops reached the city of Rawa, about 80 km east of al-Qaim."
    assert km_from(place(text, "Rawa"), 34.48, 41.92) < 10
    assert km_from(place(text, "al-Qaim"), 34.39, 40.99) < 10


def test_miles_and_points_between_directions_are_understood() -> None:
    one = place("The convoy was hit 10 miles north-east of Kirkuk.", "Kirkuk")
    assert one.ref.relative is not None
    assert (one.ref.relative.km, one.ref.relative.bearing) == (16.1, 45.0)
    assert one.ref.precision == "near"


def test_a_part_of_an_area_moves_into_that_part() -> None:
    whole, north = place("Shelling in Aleppo province, Syria.", "Aleppo"), place("Shelling in northern Aleppo province, Syria.", "Aleppo")
    assert north.ref.lat is not None and whole.ref.lat is not None
    assert north.ref.lat > whole.ref.lat
    assert north.ref.relative is not None and north.ref.relative.part == "northern"


def test_a_name_alone_is_the_city_and_with_its_type_the_area() -> None:
    assert place("Rebels shelled Aleppo in Syria.", "Aleppo").ref.precision == "point"
    assert place("Rebels shelled Aleppo province in Syria.", "Aleppo").ref.precision == "admin1"


def test_a_river_is_a_line_pinned_near_the_towns_of_the_report() -> None:
    one = place("In Syria the group holds a strip along the Euphrates near Mayadin.", "Euphrates")
    assert one.ref.precision == "line" and one.ref.geometry is not None and one.ref.geometry["type"] == "LineString"
    assert km_from(one, 35.02, 40.45) < 60


def test_a_road_between_two_towns_is_one_line() -> None:
    found = [one for one in places("Fighting cut the Homs-Palmyra road in Syria.") if "road" in one.ref.text]
    assert [one.ref.precision for one in found] == ["line"]
    assert found[0].ref.geometry is not None and len(found[0].ref.geometry["coordinates"]) == 2


def test_descriptions_are_given_only_when_asked_and_go_to_the_place_they_mean() -> None:
    text = "Troops entered the city of Mosul. Civilians left the city. The border stayed shut."
    assert all(not one.nominal for one in places(text))
    told = {one.ref.anaphor or one.ref.text: one.ref for one in places(text, nominal=True) if one.nominal}
    assert told["the city"].text == "Mosul"
    assert told["The border"].lat is None


def test_sites_without_a_name_are_told_of_and_left_open() -> None:
    text = "Shells hit a hospital and two bridges in Mosul. The city of Mosul had four markets."
    found = [one for one in places(text, nominal=True) if one.nominal]
    assert {"a hospital", "two bridges", "four markets"} <= {one.ref.text for one in found}
    assert all(one.ref.lat is None and one.borne for one in found if one.ref.text != "Mosul")
    assert "The city" not in {one.ref.text for one in found}


def test_one_unknown_name_harms_no_other() -> None:
    assert {"Mosul", "Tikrit"} <= {one.ref.text for one in places("Shells hit Mosul, Xqzzyv-Wrrp and Tikrit in Iraq.")}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("aA bB-'’.,\nالقМосул0km of in the"), max_size=120))
def test_any_text_gives_mentions_that_lie_in_it(text: str) -> None:
    for one in places(text, nominal=True):
        assert 0 <= one.start < one.end <= len(text)
        if one.ref.anaphor is None:
            assert text[one.start : one.end] == one.ref.text
        assert (one.ref.lat is None) == (one.ref.lon is None)


def test_a_text_of_nothing_but_names_is_bounded() -> None:
    found = places(" ".join(f"Qal{k} Al-Zub{k}, " for k in range(3000)))
    assert len(found) <= 6000


def test_a_village_before_its_oblast_and_country_is_a_place_in_that_oblast() -> None:
    [town, *_] = places("Ivanivka, Kherson Oblast, Ukraine. Taken by Russia in 2022.")
    assert town.ref.text == "Ivanivka"
    assert town.ref.within is not None and "Kherson" in town.ref.within


def test_a_village_that_no_gazetteer_knows_stays_inside_the_area_behind_it() -> None:
    [town, *_] = places("Zorvalnykivets, Kherson Oblast, Ukraine. Taken by Russia in 2022.")
    assert (town.ref.text, town.ref.method, town.ref.lat) == ("Zorvalnykivets", "enclosing-area", None)
    assert town.ref.within == "Kherson, Ukraine"


def test_a_person_before_an_office_of_a_country_is_no_place_in_it() -> None:
    found = [mention.ref.text for mention in places("The town was visited by Joanna Belwick, Ukraine envoy of a charity.")]
    assert "Joanna Belwick" not in found and "Belwick" not in found


def test_towns_of_the_pack_go_by_their_names_in_the_press() -> None:
    found = places("In Iraq they took al-Qaim, Rawa, Hawija and Tal Afar; in Syria Abu Kamal and Mayadin.")
    names = {one.ref.text: one.ref.name for one in found if one.ref.precision == "point"}
    assert names == {name: name for name in ("al-Qaim", "Rawa", "Hawija", "Tal Afar", "Abu Kamal", "Mayadin")}


def test_husaybah_is_a_town_beside_al_qaim() -> None:
    one = place("Fighters entered Husaybah in Iraq.", "Husaybah")
    assert one.ref.name == "Husaybah"


def test_a_dam_is_no_town_though_its_noun_is_in_lower_case() -> None:
    one = place("Troops took the Mosul dam on Sunday.", "Mosul")
    assert one.ref.name == "Mosul Dam"


def test_the_name_of_a_country_is_no_other_spelling_of_a_town_elsewhere() -> None:
    [one] = places("Near Isfahan in Iran nobody spoke of Iraq.")[-1:]
    assert one.ref.id == "IQ" and all(candidate.id == "IQ" for candidate in one.candidates)


@pytest.mark.parametrize("text", ["The United States strongly condemns the attack.", "Talks with the Government of Iraq went on."])
def test_a_country_in_an_actors_name_is_told_of_as_a_place(text: str) -> None:
    doc = load_model()(text)
    taken = [(actor.start, actor.end) for actor in find_actors(doc)]
    assert [one.ref.precision for one in find_places(doc, actors=taken) if one.borne] == ["country"]


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
def test_villages_of_ukraines_fronts_are_found_in_their_oblast(text: str, name: str, lat: float, lon: float) -> None:
    assert km_from(place(text, name), lat, lon) < 15


def test_a_name_that_goes_on_behind_its_article_is_not_the_place_of_its_first_word() -> None:
    one = place("Near Dayr Az Zayr, strikes destroyed a bridge.", "Dayr")
    assert one.ref.text == "Dayr Az Zayr"
    assert one.ref.lat is None or km_from(one, 35.34, 40.14) < 150


def test_two_names_side_by_side_stay_two() -> None:
    assert [one.ref.text for one in places("In Damascus Al Mazzeh was hit.")] == ["Damascus", "Al Mazzeh"]


def test_the_city_of_a_long_report_is_the_one_that_it_names_most() -> None:
    roads = " ".join(f"A road leads to {name}." for name in ("Iraq", "Syria", "Turkey", "Iran", "Jordan", "Kuwait", "Lebanon"))
    text = f"Mosul was shelled. Mosul fell. Troops entered Mosul from Hammam al-Alil. {roads} Fires burned in the city."
    (city,) = [one for one in places(text, nominal=True) if one.nominal and one.ref.anaphor == "the city"]
    assert city.ref.name == "Mosul"


def test_the_area_is_around_the_place_last_named_and_not_that_place() -> None:
    (area,) = [one for one in places("Militants attacked Hit. The army retook the area.", nominal=True) if one.nominal]
    assert (area.ref.text, area.ref.anaphor, area.ref.precision) == ("Hit", "the area", "near")
    assert area.ref.relative is not None
