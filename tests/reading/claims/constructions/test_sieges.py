"""Sieges that are over."""

from __future__ import annotations

import pytest

from shared_reader import claims_of


@pytest.mark.parametrize(
    "text",
    ["Government forces lifted their siege of Taiz on Friday.", "The siege of Taiz is over.", "The blockade of Taiz was broken on Friday."],
)
def test_an_ended_siege_is_a_former_one(text: str) -> None:
    (found,) = claims_of(text, "besieged")
    assert (found.status, found.held_as, [p.text for p in found.place]) == ("happened", "former", ["Taiz"])
    assert not claims_of(text, "besiege")


@pytest.mark.parametrize(
    "text", ["The siege of Taiz is not over.", "The army will lift its siege of Taiz.", "Rebels tried to break the siege of Taiz."]
)
def test_a_siege_that_goes_on_is_no_former_one(text: str) -> None:
    assert all(c.held_as != "former" for c in claims_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Our partners describe the town of Bambari as besieged.",
        "Bambari is under siege, aid workers said.",
        "Bambari is surrounded by rebel fighters.",
    ],
)
def test_a_place_described_as_besieged_is_besieged(text: str) -> None:
    (found,) = claims_of(text, "besieged")
    assert (found.status, [p.text for p in found.place]) == ("ongoing", ["Bambari"])
    assert (found.claim_confidence or 0) >= 0.6


@pytest.mark.parametrize("text", ["The rebels cut every road to Goma.", "Rebel fighters closed the last road into Goma on Friday."])
def test_who_cuts_all_roads_to_a_place_besieges_it(text: str) -> None:
    (found,) = claims_of(text, "besiege")
    assert [p.text for p in found.place] == ["Goma"]


@pytest.mark.parametrize("text", ["Goma is nearly encircled.", "Sake is almost surrounded, the governor said."])
def test_a_place_that_is_nearly_encircled_is_not_besieged(text: str) -> None:
    assert not claims_of(text, "besieged") and not claims_of(text, "besiege")
