"""Candidates that the rules exclude."""

from shared_reader import claims_of


def test_dropping_leaflets_is_not_an_airstrike() -> None:
    assert claims_of("The air force has dropped thousands of leaflets over the town.", "airstrike") == []
    assert claims_of("The air force has dropped barrel bombs on the town.", "airstrike")


def test_land_that_a_party_held_was_not_captured_by_it() -> None:
    text = (
        "Iraqi soldiers took Rawa from Islamic State. The group has lost 95 percent of the land that it held in Iraq and Syria in "
        "2014, a coalition spokesman said."
    )
    assert [[place.text for place in claim.place] for claim in claims_of(text, "capture")] == [["Rawa"]]
