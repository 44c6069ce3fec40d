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
