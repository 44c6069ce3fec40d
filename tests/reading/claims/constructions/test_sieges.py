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
