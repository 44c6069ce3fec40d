"""The places of claims."""

import pytest

from shared_reader import claims_of


def test_town_of_an_earlier_speech_is_not_a_cleared_desert() -> None:
    text = (
        '"The border is ours," the prime minister said in Baghdad. In the last operation the army and the Popular Mobilization Forces '
        "cleared the desert of western Anbar of militants, he said."
    )
    assert "Baghdad" not in [place.text for claim in claims_of(text, "capture", "advance") for place in claim.place]


def test_the_city_is_not_the_speakers_seat() -> None:
    text = (
        "Syrian troops reached the western half of Deir al-Zor on Tuesday. A frigate fired at the town of al-Shola, the ministry "
        "in Moscow said. Islamic State still holds much of the city."
    )
    held = claims_of(text, "holds", "partly_holds")
    places = {place.text for claim in held for place in claim.place}
    assert "Deir al-Zor" in places and "Moscow" not in places


def test_speakers_seat_is_not_the_place_of_the_event() -> None:
    text = "Russian jets bombed the town of Douma, the defence ministry in Moscow said."
    places = {p.text for c in claims_of(text) for p in c.place}
    assert "Douma" in places and "Moscow" not in places


def test_all_claims_of_a_sentence_have_its_place() -> None:
    text = "Near Ar Raqqah, two strikes destroyed three tunnels and five fighting positions."
    found = claims_of(text, "airstrike", "destroy", "other")
    assert {place.text for claim in found for place in claim.place} == {"Ar Raqqah"}
    assert all(claim.place for claim in found)


def test_dateline_is_not_a_place_of_the_news() -> None:
    found = claims_of("BAGHDAD, Oct 5, 2017 (Wire) - Hawija has fallen to government forces, officials said.", "capture")
    assert found
    assert all("BAGHDAD" not in [p.text for p in c.place] for c in found)


def test_the_city_after_its_outskirts_is_that_city_and_not_where_the_report_was_filed() -> None:
    text = "AMMAN, June 3 (Wire) - Rebel fighters shelled the outskirts of Daraa on Friday and captured the city, a spokesman said."
    (capture,) = claims_of(text, "capture")
    assert [(p.name, p.precision) for p in capture.place] == [("Daraa", "point")]


def test_a_suburb_is_not_its_city() -> None:
    (shelling,) = claims_of("The army shelled the Aleppo suburb of Anadan.", "shelling")
    assert [p.text for p in shelling.place] == ["Anadan"]


def test_the_city_is_not_a_point_at_a_distance_from_a_town() -> None:
    text = "Fighters advanced about 30 km from Shaddadi on Friday. More than half of the city remains under the control of Islamic State."
    assert all(place.name != "Shaddadi" for claim in claims_of(text, "holds", "partly_holds") for place in claim.place)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The army withdrew to El Obeid on Saturday.", []),
        ("Russian troops retreated from Kherson to the left bank and Henichesk.", ["Kherson"]),
        ("Troops withdrew from Kobo into Alamata.", ["Kobo"]),
    ],
)
def test_where_somebody_withdraws_to_is_not_left(text: str, places: list[str]) -> None:
    assert [place.text for claim in claims_of(text, "withdraw") for place in claim.place] == places


def test_a_road_to_a_town_is_not_the_town_and_a_dateline_is_not_the_place() -> None:
    text = "NAIROBI, May 16, 2024 (Border Wire) - The rebels took Mellit and control the roads to Kutum and Nyala."
    places = {place.text for claim in claims_of(text, "capture", "holds") for place in claim.place}
    assert "Mellit" in places and not places & {"Kutum", "Nyala", "NAIROBI"}


def test_the_town_is_the_one_that_the_sentence_before_begins_with_even_if_no_gazetteer_has_it() -> None:
    text = "Rebels took Bria. At Kongbo, government troops repelled an attack. They still hold the town, an officer said."
    (held,) = claims_of(text, "holds")
    assert [p.text for p in held.place] == ["Kongbo"]


def test_a_language_or_a_name_in_the_sentence_before_is_not_the_town() -> None:
    text = "Rebels took Bria. Their leader spoke to us in English. They still hold the town, an officer said."
    assert [p.text for claim in claims_of(text, "holds") for p in claim.place] == ["Bria"]


def test_the_town_is_left_although_only_its_airport_was_taken() -> None:
    text = "The army has retaken the airport at Bria, 330 km north of Bangui, on Friday. Rebel fighters left the town on Thursday."
    (left,) = claims_of(text, "withdraw")
    assert [(p.text, p.relative) for p in left.place] == [("Bria", None)]
