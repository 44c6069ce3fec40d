"""Constructions of capture and loss."""

import pytest

from shared_reader import claims_of


@pytest.mark.parametrize(
    ("text", "actor", "target", "place"),
    [
        (
            "The Syrian army wrested the town of Sukhna in Homs from Islamic State on Sunday.",
            "Syrian army",
            "Islamic State",
            "Sukhna",
        ),
        ("The city of Idlib has fallen to the rebels.", "rebels", None, "Idlib"),
        ("Syria's Deir al-Zor falls to government forces.", "government forces", None, "Deir al-Zor"),
        ("ISIS loses control of Jarablus to Turkish-backed rebels.", "Turkish-backed rebels", "ISIS", "Jarablus"),
        ("The Iraqi army declared victory over Islamic State in Mosul.", "Iraqi army", "Islamic State", "Mosul"),
    ],
)
def test_capture_has_actor_target_and_place(text: str, actor: str, target: str | None, place: str) -> None:
    found = claims_of(text, "capture")
    assert any(
        actor in [a.text for a in c.actor]
        and place in [p.text for p in c.place]
        and (target is None or target in [t.text for t in c.target])
        and c.confidence > 0.4
        for c in found
    )


def test_raising_a_flag_over_a_town_is_a_capture() -> None:
    (capture,) = claims_of("The Syrian army raised its flag over Daraa on Thursday.", "capture")
    assert ([ref.text for ref in capture.actor], [ref.text for ref in capture.place]) == (["Syrian army"], ["Daraa"])


def test_celebrated_capture_has_happened() -> None:
    (capture,) = claims_of("The SDF celebrated the liberation of Raqqa on Friday.", "capture")
    assert (capture.status, [ref.text for ref in capture.place]) == ("happened", ["Raqqa"])


def test_subject_before_the_reporting_verb_is_found() -> None:
    text = "Hawija, the last town of the north that Islamic State controlled, has fallen to government forces, the minister announced."
    (capture,) = claims_of(text, "capture")
    assert ([ref.text for ref in capture.actor], [ref.text for ref in capture.place]) == (["government forces"], ["Hawija"])


@pytest.mark.parametrize(
    ("text", "actor", "places"),
    [
        ("The army captured Palmyra.", "army", ["Palmyra"]),
        ("The Taliban captured Herat and Kandahar.", "Taliban", ["Herat", "Kandahar"]),
        ("Palmyra was seized by Islamic State.", "Islamic State", ["Palmyra"]),
        ("The fall of Kabul to the Taliban came on Sunday.", "Taliban", ["Kabul"]),
    ],
)
def test_a_short_sentence_gives_actor_and_all_places(text: str, actor: str, places: list[str]) -> None:
    (capture,) = claims_of(text, "capture")
    assert [ref.text for ref in capture.actor] == [actor]
    assert sorted(ref.text for ref in capture.place) == sorted(places)


def test_a_line_about_the_place_in_the_title_names_the_taker() -> None:
    title = "Rawa, Anbar, Iraq"
    found = claims_of(
        f"{title}. Captured by Islamic State on 20 June 2014. Recaptured by Iraq on 17 November 2017.", "capture", title=title
    )
    assert [c.actor[0].name for c in found] == ["Islamic State", "Government of Iraq"]
    assert all(c.confidence > 0.5 for c in found)


def test_a_flag_that_was_raised_over_a_place_is_its_owners() -> None:
    (found,) = claims_of("The Iraqi flag was raised over Rawa on Friday.", "capture")
    assert [a.id for a in found.actor] == ["government-of-iraq"] and [p.text for p in found.place] == ["Rawa"]


def test_retaken_from_one_party_by_another() -> None:
    (found,) = claims_of("Anah was retaken from Islamic State by Iraqi troops on Friday.", "capture")
    assert [a.text for a in found.actor] == ["Iraqi troops"] and [t.text for t in found.target] == ["Islamic State"]
