"""The claims in the public format."""

from shared_reader import claims_of


def test_actors_keep_text_order() -> None:
    text = "Iraqi troops, border guards and Popular Mobilization fighters captured Akashat on Saturday."
    (capture,) = claims_of(text, "capture")
    assert [ref.text for ref in capture.actor] == ["Iraqi troops", "border guards", "Popular Mobilization fighters"]


def test_speaker_holds_what_he_calls_ours() -> None:
    for quote in ("Lyman is ours", "We control Lyman", "Lyman is under our complete control"):
        held = claims_of(f'"{quote}," Denis Pushilin said.', "holds")
        assert [[a.text for a in claim.actor] for claim in held] == [["Denis Pushilin"]], quote


def test_the_first_word_of_a_town_is_not_a_person() -> None:
    captured = claims_of("Tigrayan forces took the town of Abiy Addi on 14 January.", "capture")
    assert [[p.name for p in claim.place] for claim in captured] == [["Abiy Addi"]]


def test_who_takes_a_place_in_a_relative_clause_is_what_the_clause_describes() -> None:
    found = claims_of("The army captured Hajin from rebels, who had taken it from Islamic State in May.", "capture")
    assert {(claim.actor[0].text, claim.target[0].text) for claim in found} == {("army", "rebels"), ("rebels", "Islamic State")}


def test_a_denial_needs_a_word_that_denies() -> None:
    (found,) = claims_of("Hawija, the last town that Islamic State controlled, has fallen to government forces.", "capture")
    assert found.status == "happened"
