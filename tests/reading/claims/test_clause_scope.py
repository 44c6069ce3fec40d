"""What belongs to another clause of the sentence does not fill a claim's roles."""

from __future__ import annotations

import pytest

from shared_reader import claims_of


def captures(text: str) -> dict[str, tuple[set[str], set[str]]]:
    """Return the places and the targets of the captures of a text, by their first actor."""
    found = claims_of(text, "capture")
    return {c.actor[0].text: ({p.text for p in c.place}, {t.text for t in c.target}) for c in found if c.actor}


def test_while_parts_the_places_and_parties_of_two_captures() -> None:
    found = captures("Army units captured Hit and Anah, while peshmerga fighters took Sinjar.")
    assert found["Army units"] == ({"Hit", "Anah"}, set())
    assert found["peshmerga fighters"] == ({"Sinjar"}, set())


def test_hands_and_control_on_the_two_sides_of_a_while() -> None:
    text = "Fallujah is now in the army's hands, while Hit and Rutba remain under Islamic State control."
    held = {c.actor[0].text: {p.text for p in c.place} for c in claims_of(text, "holds") if c.actor}
    assert held["army"] == {"Fallujah"}


@pytest.mark.parametrize(
    "text",
    [
        "Two weeks after Houthi fighters captured Harad, mourners gathered in Aden on Friday.",
        "A day before government troops captured Marib, envoys met in Muscat on Monday.",
    ],
)
def test_the_day_of_the_main_clause_is_not_that_of_an_act_it_is_counted_from(text: str) -> None:
    found = claims_of(text, "capture")
    assert found and all(c.when is None for c in found)


def test_a_relative_clause_keeps_its_month() -> None:
    found = claims_of("Government troops captured Baiji from militants who had seized it from police in June.", "capture")
    by_actor = {c.actor[0].text: c.when for c in found if c.actor}
    assert by_actor["Government troops"] is None


def test_what_is_left_out_is_not_held() -> None:
    held = claims_of("The army holds all of Hit except the industrial district.", "holds")
    assert [[p.text for p in c.place] for c in held] == [["Hit"]]
