"""Constructions of control."""

import pytest

from shared_reader import claims_of


@pytest.mark.parametrize(
    ("text", "actor", "place"),
    [
        ("Syrian rebels are in control of Idlib.", "Syrian rebels", "Idlib"),
        ("The town of Rawa is held by Islamic State.", "Islamic State", "Rawa"),
        ("Islamic State has held the town of Rawa since 2014.", "Islamic State", "Rawa"),
        ("The town of Azaz is in the hands of the rebels.", "rebels", "Azaz"),
        ("Palmyra remains under the control of Islamic State.", "Islamic State", "Palmyra"),
        ("They fled to Manbij, the town that Islamic State holds in the north.", "Islamic State", "Manbij"),
    ],
)
def test_holder_and_place_are_found(text: str, actor: str, place: str) -> None:
    found = claims_of(text, "holds")
    assert any(actor in [a.text for a in c.actor] and place in [p.text for p in c.place] for c in found)


def test_control_in_the_past_is_not_control() -> None:
    assert not [c for c in claims_of("Anah had been in the hands of the militants since 2014.", "holds") if c.status == "ongoing"]


@pytest.mark.parametrize(
    ("text", "type", "holder", "place"),
    [
        ("Raqqa is the last stronghold of Islamic State in Syria.", "holds", "Islamic State", "Raqqa"),
        ("Rebel fighters hold parts of Daraa.", "partly_holds", "Rebel fighters", "Daraa"),
    ],
)
def test_each_statement_of_control_is_one_claim(text: str, type: str, holder: str, place: str) -> None:
    found = claims_of(text, type)
    assert len(found) == 1
    assert holder in {found[0].actor[0].name, found[0].actor[0].text}
    assert place in {p.text for p in found[0].place}


def test_a_stronghold_is_held() -> None:
    (held,) = claims_of("Rawa is the last major stronghold of Islamic State.", "holds")
    assert [a.id for a in held.actor] == ["islamic-state"] and [p.text for p in held.place] == ["Rawa"] and held.held_as == "last"
