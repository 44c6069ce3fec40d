"""Finding places, with the shipped language model and the full gazetteer."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heldby.reading.mentions.actors import find_actors
from heldby.reading.mentions.places import find_places
from heldby.reading.parse.model.load import load_model
from mention_helpers import km_from, place, places


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenya's livestock minister said so.", "Kenya"),
        ("New Zealand officials said so.", "New Zealand"),
        ("The Iraqi army met Syria's defence ministry.", "Syria"),
    ],
)
def test_country_in_an_office_is_mention_only(text: str, name: str) -> None:
    doc = load_model()(text)
    found = [one for one in find_places(doc, actors=[(a.start, a.end) for a in find_actors(doc)]) if one.ref.text == name]
    assert [one.mention_only for one in found] == [True]


def test_country_in_an_actor_name_is_not_a_claim_place() -> None:
    found = {one.ref.text: one.mention_only for one in places("Forces of Jordan entered Daraa.", actors=[(0, 16)])}
    assert found == {"Jordan": True, "Daraa": False}


def test_unknown_place_lies_inside_the_named_area() -> None:
    one = place("Troops recaptured the Qorbaxan district in Iraq's western Anbar province.", "Qorbaxan district")
    assert (one.ref.lat, one.ref.lon, one.ref.id) == (None, None, None)
    assert one.ref.within == "Anbar, Iraq"
    assert (one.ref.precision, one.ref.method) == ("admin1", "enclosing-area")


def test_river_is_a_line_with_its_point_near_the_towns() -> None:
    one = place("In Syria the group holds a strip along the Euphrates near Mayadin.", "Euphrates")
    assert one.ref.precision == "line" and one.ref.geometry is not None and one.ref.geometry["type"] == "LineString"
    assert km_from(one, 35.02, 40.45) < 60


def test_road_between_two_towns_is_one_line() -> None:
    found = [one for one in places("Fighting cut the Homs-Palmyra road in Syria.") if "road" in one.ref.text]
    assert [one.ref.precision for one in found] == ["line"]
    assert found[0].ref.geometry is not None and len(found[0].ref.geometry["coordinates"]) == 2


def test_unknown_name_does_not_affect_others() -> None:
    assert {"Mosul", "Tikrit"} <= {one.ref.text for one in places("Shells hit Mosul, Xqzzyv-Wrrp and Tikrit in Iraq.")}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("aA bB-'’.,\nالقМосул0km of in the"), max_size=120))
def test_any_text_gives_mentions_inside_it(text: str) -> None:
    for one in places(text, nominal=True):
        assert 0 <= one.start < one.end <= len(text)
        if one.ref.anaphor is None:
            assert text[one.start : one.end] == one.ref.text
        assert (one.ref.lat is None) == (one.ref.lon is None)


def test_text_of_names_only_is_bounded() -> None:
    found = places(" ".join(f"Qal{k} Al-Zub{k}, " for k in range(3000)))
    assert len(found) <= 6000


def test_village_before_its_oblast_is_in_that_oblast() -> None:
    [town, *_] = places("Ivanivka, Kherson Oblast, Ukraine. Taken by Russia in 2022.")
    assert town.ref.text == "Ivanivka"
    assert town.ref.within is not None and "Kherson" in town.ref.within


def test_unknown_village_is_inside_the_area_after_it() -> None:
    [town, *_] = places("Zorvalnykivets, Kherson Oblast, Ukraine. Taken by Russia in 2022.")
    assert (town.ref.text, town.ref.method, town.ref.lat) == ("Zorvalnykivets", "enclosing-area", None)
    assert town.ref.within == "Kherson, Ukraine"


@pytest.mark.parametrize("text", ["The United States strongly condemns the attack.", "Talks with the Government of Iraq went on."])
def test_country_in_an_actor_name_is_a_mention(text: str) -> None:
    doc = load_model()(text)
    taken = [(actor.start, actor.end) for actor in find_actors(doc)]
    assert [one.ref.precision for one in find_places(doc, actors=taken) if one.mention_only] == ["country"]


def test_name_continues_after_an_arabic_article() -> None:
    one = place("Near Dayr Az Zayr, strikes destroyed a bridge.", "Dayr")
    assert one.ref.text == "Dayr Az Zayr"
    assert one.ref.lat is None or km_from(one, 35.34, 40.14) < 150


def test_adjacent_names_stay_separate() -> None:
    assert [one.ref.text for one in places("In Damascus Al Mazzeh was hit.")] == ["Damascus", "Al Mazzeh"]


@pytest.mark.parametrize("name", ["Kherson", "Luhansk", "Zaporizhzhia", "Tigray"])
def test_a_region_is_the_area_of_this_name_and_not_the_town(name: str) -> None:
    assert place(f"Troops captured most of {name} region.", name).ref.precision == "admin1"


def test_the_region_around_a_town_without_an_area_of_its_name_stays_with_the_town() -> None:
    assert place("Troops entered the Rawa region in Anbar.", "Rawa").ref.name == "Rawa"


@pytest.mark.parametrize(
    "text", ["Rebels captured Deir Ezzor airport.", "Rebels captured Tabqa air base.", "Rebels shelled Sinjar prison."]
)
def test_a_site_named_after_a_town_is_near_the_town_but_not_the_town(text: str) -> None:
    words = text.split(maxsplit=2)[2].rstrip(".")
    ref = place(text, words).ref
    assert (ref.text, ref.id, ref.precision) == (words, None, "near")
    assert ref.within
    assert ref.relative is None


def test_a_site_that_the_gazetteer_knows_keeps_its_entry() -> None:
    assert place("The army reached Mosul dam.", "Mosul dam").ref.id == "dam-mosul"


@pytest.mark.parametrize("around", ["countryside", "outskirts", "suburbs"])
def test_what_lies_around_a_town_is_near_it(around: str) -> None:
    assert place(f"Rebels shelled the Homs {around}.", "Homs").ref.precision == "near"


def test_the_town_before_a_suburb_does_not_name_the_suburb() -> None:
    found = {one.ref.text: one.ref.name for one in places("The army shelled the Damascus suburb of Douma.")}
    assert found == {"Damascus": "Damascus", "Douma": "Douma"}


def test_a_capitalised_conjunction_in_a_headline_ends_the_name() -> None:
    assert place("Taliban Seize Ghazni As Troops Withdraw", "Ghazni").ref.text == "Ghazni"


@pytest.mark.parametrize("text", ["Rebels shelled Aleppo on the first of Muharram.", "The army captured Aleppo on 14 Safar 1439."])
def test_months_of_the_islamic_calendar_are_no_places(text: str) -> None:
    assert [one.ref.text for one in places(text)] == ["Aleppo"]


def test_the_side_of_a_countryside_does_not_make_it_a_part_of_the_town() -> None:
    ref = place("Rebels shelled the northern Homs countryside.", "Homs").ref
    assert (ref.precision, ref.relative and ref.relative.bearing) == ("near", 0.0)


def test_the_countryside_of_a_town_is_one_place_with_it() -> None:
    assert [one.ref.text for one in places("Rebels shelled the Homs countryside.")] == ["Homs"]


def test_a_district_is_not_the_province_of_its_name_and_not_a_town_elsewhere() -> None:
    assert place("The Taliban captured Kunduz district.", "Kunduz district").ref.precision == "point"
    assert place("The Taliban captured Khost district in Baghlan province.", "Khost district").ref.id is None


@pytest.mark.parametrize("text", ["The army still has the airport of Mekelle.", "The rebels hold the base in Mekelle."])
def test_a_site_in_a_town_is_not_the_town(text: str) -> None:
    assert place(text, "Mekelle").ref.precision == "near"
