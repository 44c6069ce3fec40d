"""Forms of a sentence that tell who holds, took or left a place."""

import datetime as dt
from functools import cache

import pytest

from heldby.model import Claim, Report
from heldby.reading import Reader


@cache
def reader() -> Reader:
    return Reader()


def claims(text: str, *types: str) -> list[Claim]:
    return [c for c in reader().read(Report(id="r", sha256="", text=text)).claims if c.type in types]


@pytest.mark.parametrize(
    ("text", "actor", "place"),
    [
        ("Syrian rebels are in control of Idlib.", "Syrian rebels", "Idlib"),
        ("The town of Azaz is in the hands of the rebels.", "rebels", "Azaz"),
        ("Palmyra remains under the control of Islamic State.", "Islamic State", "Palmyra"),
        ("They fled to Manbij, the town that Islamic State holds in the north.", "Islamic State", "Manbij"),
    ],
)
def test_who_holds_a_place(text: str, actor: str, place: str) -> None:
    told = claims(text, "holds")
    assert any(actor in [a.text for a in c.actor] and place in [p.text for p in c.place] for c in told)


def test_what_was_in_somebodys_hands_is_not_told_as_held() -> None:
    assert not [c for c in claims("Anah had been in the hands of the militants since 2014.", "holds") if c.confidence > 0.5]


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
def test_who_took_a_place(text: str, actor: str, target: str | None, place: str) -> None:
    told = claims(text, "capture")
    assert any(
        actor in [a.text for a in c.actor]
        and place in [p.text for p in c.place]
        and (target is None or target in [t.text for t in c.target])
        and c.confidence > 0.7
        for c in told
    )


def test_a_flag_raised_over_a_town_is_its_capture() -> None:
    (told,) = claims("The Syrian army raised its flag over Daraa on Thursday.", "capture")
    assert ([ref.text for ref in told.actor], [ref.text for ref in told.place]) == (["Syrian army"], ["Daraa"])


def test_who_drives_others_out_of_a_town_takes_it() -> None:
    for text in ("Turkish troops drove Islamic State out of al-Bab.", "Turkish troops ousted Islamic State from al-Bab."):
        (told,) = claims(text, "capture")
        assert [[ref.text for ref in role] for role in (told.actor, told.target)] == [["Turkish troops"], ["Islamic State"]]


def test_no_town_named_before_is_the_desert_that_was_cleared() -> None:
    text = (
        '"The border is ours," the prime minister said in Baghdad. In the last operation the army and the Popular Mobilization Forces '
        "cleared the desert of western Anbar of militants, he said."
    )
    assert "Baghdad" not in [place.text for claim in claims(text, "capture", "advance") for place in claim.place]


def test_the_city_is_not_where_somebody_spoke() -> None:
    text = (
        "Syrian troops reached the western half of Deir al-Zor on Tuesday. A frigate fired at the town of al-Shola, the ministry "
        "in Moscow said. Islamic State still holds much of the city."
    )
    held = claims(text, "holds", "partly_holds")
    assert {place.text for claim in held for place in claim.place} == {"Deir al-Zor"}


def test_who_lost_what_it_held_captured_nothing() -> None:
    text = (
        "Iraqi soldiers took Rawa from Islamic State. The group has lost 95 percent of the land that it held in Iraq and Syria in "
        "2014, a coalition spokesman said."
    )
    assert [[place.text for place in claim.place] for claim in claims(text, "capture")] == [["Rawa"]]


def test_what_somebody_calls_for_has_not_happened() -> None:
    for text in (
        "Officials called for the rebels to leave Aleppo.",
        "The commander said his troops would be leaving Aleppo.",
        "The commander is committed to withdrawing his troops from Aleppo.",
    ):
        assert {claim.status for claim in claims(text, "withdraw")} <= {"planned", "expected", "attempted", "hypothetical"}


def test_what_an_operation_is_for_has_not_happened() -> None:
    for text in (
        "BAGHDAD - Iraq began an offensive on Sunday to drive Islamic State out of Tal Afar, the group's last stronghold in the north.",
        "The army launched an operation to retake Tal Afar from Islamic State.",
    ):
        assert {claim.status for claim in claims(text, "capture")} <= {"planned", "expected", "attempted", "hypothetical"}


def test_leaflets_are_no_airstrike() -> None:
    assert claims("The air force has dropped thousands of leaflets over the town.", "airstrike") == []
    assert claims("The air force has dropped barrel bombs on the town.", "airstrike")


def test_who_stands_in_one_list_does_the_same() -> None:
    (told,) = claims("The army, Hezbollah and their allies captured Palmyra from Islamic State.", "capture")
    assert {ref.text for ref in told.actor} >= {"army", "Hezbollah"}


def test_the_attack_is_of_the_day_on_which_it_was_told() -> None:
    text = (
        "A car bomb killed nine people near a barracks in Kabul on Friday. The Taliban claimed responsibility. Doctors said the attack "
        "wounded forty more."
    )
    found = reader().read(Report(id="r", sha256="", text=text, published=dt.date(2019, 1, 21))).claims
    (wounded,) = (claim for claim in found if claim.type == "wounded")
    assert wounded.when is not None and wounded.when.first == dt.date(2019, 1, 18)


def test_all_that_a_sentence_tells_lies_where_it_says() -> None:
    text = "Near Ar Raqqah, two strikes destroyed three tunnels and five fighting positions."
    told = [c for c in reader().read(Report(id="r", sha256="", text=text)).claims if c.type in ("airstrike", "destroy", "other")]
    assert {place.text for claim in told for place in claim.place} == {"Ar Raqqah"}
    assert all(claim.place for claim in told)


def test_a_loss_lies_before_the_day_it_was_told() -> None:
    text, told_on = "For the first time since June 2015 rebels are back after losing the town of Menagh.", dt.date(2016, 2, 7)
    (told,) = (c for c in reader().read(Report(id="r", sha256="", text=text, published=told_on)).claims if c.type == "lost")
    assert told.when is not None and told.when.last == told_on


def test_a_capture_that_is_celebrated_has_happened() -> None:
    (told,) = claims("The SDF celebrated the liberation of Raqqa on Friday.", "capture")
    assert (told.status, [ref.text for ref in told.place]) == ("happened", ["Raqqa"])


def test_the_town_that_one_leaves_for_is_not_the_town_that_one_leaves() -> None:
    told = claims("The fighters withdrew from Raqqa to Mayadin.", "withdraw")
    assert told
    assert all("Mayadin" not in [p.text for p in c.place] for c in told)


def test_troops_of_no_stated_land_are_those_of_the_towns_in_their_sentence() -> None:
    text = "Iraqi jets struck al-Qaim, Rawa, Anah and Hit. Across the border, government troops took Mayadin and Abu Kamal."
    assert {ref.id for claim in claims(text, "capture") for ref in claim.actor} == {"government-of-syria"}


def test_parties_that_share_a_noun_act_together() -> None:
    (told,) = claims("Army and tribal units captured the town of Rumana on Saturday.", "capture")
    assert [ref.text for ref in told.actor] == ["Army", "tribal units"]


def test_who_acts_after_an_announcement_is_not_who_it_is_about() -> None:
    text = "One day after Damascus proclaimed the capture of Abu Kamal, militants came out of tunnels behind the lines of the army."
    (told,) = claims(text, "capture")
    assert "militants" not in [ref.text for ref in told.actor]


def test_what_stands_before_what_is_announced_of_it_is_its_subject() -> None:
    text = "Hawija, the last town of the north that Islamic State controlled, has fallen to government forces, the minister announced."
    (told,) = claims(text, "capture")
    assert ([ref.text for ref in told.actor], [ref.text for ref in told.place]) == (["government forces"], ["Hawija"])


def test_a_tie_of_nobody_to_nobody_is_no_claim() -> None:
    text = "In Syria and Iraq, allies and their allies fought, members of a group among them. Allied with whom, nobody said."
    assert all(c.actor or c.target for c in claims(text, "allied_with", "part_of", "backs", "leads", "fights"))


def test_a_dateline_is_no_part_of_the_news() -> None:
    told = claims("BAGHDAD, Oct 5, 2017 (Wire) - Hawija has fallen to government forces, officials said.", "capture")
    assert told
    assert all("BAGHDAD" not in [p.text for p in c.place] for c in told)


@pytest.mark.parametrize(
    ("text", "act", "killed"),
    [
        ("Car bombs kill nine in Baghdad, police say", "bombing", 9),
        ("Suicide attack kills 18 in Iraq oasis town: officials", "bombing", 18),
        ("Wave of attacks kills 30 in Iraq", "attack", 30),
        ("Drone strike kills 4 in Yemen", "airstrike", 4),
        ("Rocket attack kills 2 in Aleppo", "shelling", 2),
        ("Massive explosion rocks Qamishli", "bombing", None),
    ],
)
def test_a_headline_tells_what_did_harm_and_how_many_it_killed(text: str, act: str, killed: int | None) -> None:
    told = claims(text, act, "killed")
    assert [c.type for c in told if c.kind == "event"] == [act]
    assert [c.value and c.value.low for c in told if c.kind == "figure"] == ([killed] if killed else [])


def test_who_kills_is_no_means_of_killing() -> None:
    assert not claims("Gunmen wound 3 in Basra", "bombing", "shelling", "airstrike")
