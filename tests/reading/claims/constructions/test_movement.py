"""Constructions of movement."""

from shared_reader import claims_of


def test_driving_a_party_out_of_a_town_is_a_capture() -> None:
    for text in ("Turkish troops drove Islamic State out of al-Bab.", "Turkish troops ousted Islamic State from al-Bab."):
        (capture,) = claims_of(text, "capture")
        assert [[ref.text for ref in role] for role in (capture.actor, capture.target)] == [["Turkish troops"], ["Islamic State"]]
