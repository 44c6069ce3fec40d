"""Constructions of harm."""

import pytest

from shared_reader import claims_of


@pytest.mark.parametrize(
    ("text", "act", "killed"),
    [
        ("Car bombs kill nine in Baghdad, police say", "bombing", 9),
        ("Suicide attack kills 18 in Iraq oasis town: officials", "bombing", 18),
        ("Wave of attacks kills 30 in Iraq", "attack", 30),
        ("Drone strike kills 4 in Yemen", "airstrike", 4),
        ("Rocket attack kills 2 in Aleppo", "shelling", 2),
        ("Massive explosion rocks Qamishli", "bombing", None),
    ],
)
def test_headline_gives_the_act_and_the_number_killed(text: str, act: str, killed: int | None) -> None:
    found = claims_of(text, act, "killed")
    assert [c.type for c in found if c.kind == "event"] == [act]
    assert [c.value and c.value.low for c in found if c.kind == "figure"] == ([killed] if killed else [])


def test_gunmen_are_not_a_means() -> None:
    assert not claims_of("Gunmen wound 3 in Basra", "bombing", "shelling", "airstrike")
