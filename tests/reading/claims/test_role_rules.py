"""The clause decides who acts and who suffers."""

from shared_reader import claims_of


def _names(refs) -> set[str]:
    return {ref.text for ref in refs}


def test_who_was_driven_out_captured_nothing() -> None:
    for claim in claims_of("Chadian troops were driven out of Fada by rebels on Friday.", "capture"):
        assert _names(claim.actor) == {"rebels"} and "Chadian troops" in _names(claim.target)


def test_force_sent_after_a_clash_is_no_party_of_it() -> None:
    (clash,) = claims_of("The Lebanese army deployed in Tripoli after clashes between Sunni and Alawite gunmen.", "clash")
    assert _names([*clash.actor, *clash.target]) == {"Sunni and Alawite gunmen"}


def test_passive_beside_another_clause_names_nobody() -> None:
    text = "Islamic State captured Ras al-Ain and Tell Abyad, and Qamishli was shelled."
    assert all(not claim.actor for claim in claims_of(text, "shelling"))


def test_whole_is_not_counted_beside_its_part() -> None:
    counted = [c.value.low for c in claims_of("Two of five militants who attacked Damaturu were shot dead.", "killed") if c.value]
    assert counted == [2]


def test_age_is_no_part_of_a_person() -> None:
    for claim in claims_of("The 36-year-old commander and four bodyguards were killed in Hajin.", "kill"):
        assert not any(name.startswith("old") for name in _names(claim.target))


def test_both_agents_of_a_siege_besiege() -> None:
    for claim in claims_of("Kadugli has been encircled by RSF and SPLM-N troops.", "besieged"):
        assert not {"RSF", "SPLM-N troops"} & _names(claim.target)


def test_spokesman_stands_for_his_party_and_a_minister_for_his_state() -> None:
    (ours,) = claims_of('"Goma is under our complete control," the M23\'s spokesman Willy Ngoma told reporters.', "holds")
    assert {ref.id for ref in ours.actor} == {"m23"}
    (theirs,) = claims_of('"We hold Sake," the defence minister told reporters in Goma. The town was quiet.', "holds")
    assert {ref.id for ref in theirs.actor} == {"government-of-democratic-republic-of-the-congo"}


def test_from_whom_a_place_was_taken_did_not_take_it() -> None:
    for claim in claims_of("Sake was liberated from M23 fighters on Friday.", "capture"):
        assert not claim.actor and _names(claim.target) == {"M23 fighters"}


def test_what_is_his_is_held_by_the_speaker() -> None:
    (holds,) = claims_of("On June 28, 2018 Khalifa Haftar announced on television that Derna was his.", "holds")
    assert _names(holds.actor) == {"Khalifa Haftar"}


def test_area_around_the_last_town_of_a_party_is_not_held() -> None:
    text = "The town of Sukhna fell to the army on Saturday. It was the last town that Islamic State held in Homs province."
    assert all("Homs province" not in _names(claim.place) for claim in claims_of(text, "holds"))


def test_excluded_party_did_not_act() -> None:
    (holds,) = claims_of("The army, and not the rebels, holds Palmyra.", "holds")
    assert _names(holds.actor) == {"army"}
    (both,) = claims_of("Not only the army, but also Hezbollah, holds Palmyra.", "holds")
    assert "Hezbollah" in _names(both.actor)


def test_federal_control_is_that_of_the_state() -> None:
    (holds,) = claims_of("Kombolcha, in Ethiopia, is under federal control.", "holds")
    assert [ref.id for ref in holds.actor] == ["government-of-ethiopia"]
