"""Constructions of movement."""

from shared_reader import claims_of


def test_driving_a_party_out_of_a_town_is_a_capture() -> None:
    for text in ("Turkish troops drove Islamic State out of al-Bab.", "Turkish troops ousted Islamic State from al-Bab."):
        (capture,) = claims_of(text, "capture")
        assert [[ref.text for ref in role] for role in (capture.actor, capture.target)] == [["Turkish troops"], ["Islamic State"]]


def test_a_party_that_was_driven_out_lost_the_town_to_the_agent() -> None:
    (capture,) = claims_of("Boko Haram was driven out of Mubi by Nigerian troops on Monday.", "capture")
    assert [[ref.text for ref in role] for role in (capture.actor, capture.target)] == [["Nigerian troops"], ["Boko Haram"]]


def test_who_withdraws_leaves_the_place() -> None:
    (withdrawal,) = claims_of("Russian troops withdrew from Kherson on Friday.", "withdraw")
    assert [[ref.text for ref in role] for role in (withdrawal.actor, withdrawal.place)] == [["Russian troops"], ["Kherson"]]
