"""The selection of the phrases that fill roles."""

from shared_reader import claims_of


def test_all_parties_of_a_list_act() -> None:
    (capture,) = claims_of("The army, Hezbollah and their allies captured Palmyra from Islamic State.", "capture")
    assert {ref.text for ref in capture.actor} >= {"army", "Hezbollah"}
