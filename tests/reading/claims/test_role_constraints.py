"""The constraints on the roles of claims."""

from __future__ import annotations

import pytest

from shared_reader import claims_of


@pytest.mark.parametrize(
    ("text", "type", "actors"),
    [
        ("Militias backed by Iran captured Hit.", "capture", {"Militias"}),
        ("Jets bombed Hit. Strikes against militants killed five people.", "killed", {"Jets", ""}),
        ("Rebels and the army captured Hit.", "capture", {"Rebels", "army"}),
    ],
)
def test_backer_or_target_is_not_the_actor(text: str, type: str, actors: set[str]) -> None:
    found = claims_of(text, type)
    assert found
    assert {ref.text for claim in found for ref in claim.actor} <= actors


def test_border_with_a_country_is_not_in_it() -> None:
    found = claims_of("The army captured the Rabia border crossing with Syria and the town of Hit on Wednesday.", "capture")
    assert found
    assert "Syria" not in {ref.text for claim in found for ref in claim.place}


def test_party_that_withdrew_did_not_capture() -> None:
    captures = claims_of("The town of Rabia was captured on Sunday after Islamic State fighters withdrew.", "capture")
    assert captures and all("islamic-state" not in {a.id for a in c.actor} for c in captures)


def test_destination_of_a_withdrawal_is_not_its_place() -> None:
    found = claims_of("The fighters withdrew from Raqqa to Mayadin.", "withdraw")
    assert found
    assert all("Mayadin" not in [p.text for p in c.place] for c in found)


def test_parties_that_share_a_noun_act_together() -> None:
    (capture,) = claims_of("Army and tribal units captured the town of Rumana on Saturday.", "capture")
    assert [ref.text for ref in capture.actor] == ["Army", "tribal units"]


def test_party_that_acts_after_an_announced_capture_did_not_capture() -> None:
    text = "One day after Damascus proclaimed the capture of Abu Kamal, militants came out of tunnels behind the lines of the army."
    (capture,) = claims_of(text, "capture")
    assert "militants" not in [ref.text for ref in capture.actor]
