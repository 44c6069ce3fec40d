"""Who is a private person: the rule of docs/redaction.md, by examples."""

from __future__ import annotations

import pytest

from heldby.release.people import people_in

PUBLIC = (
    ("Governor Walid Hamdani spoke.", "Walid Hamdani"),
    ("The army spokesman, Omar Haddad, said so.", "Omar Haddad"),
    ("The spokeswoman of Operational Command South, Natalia Humeniuk, said so.", "Natalia Humeniuk"),
    ("Lieutenant General Abdul Amir al-Jabouri said so.", "Abdul Amir al-Jabouri"),
    ("Walid Hamdani, the mayor of the town, fled.", "Walid Hamdani"),
    ("Walid Hamdani, who commands the brigade, fled.", "Walid Hamdani"),
)
PRIVATE = (
    ("Fatima Salim, 34, fled.", "Fatima Salim"),
    ("Fatima Salim (34) fled.", "Fatima Salim"),
    ("A 34-year-old baker Walid Hamdani died.", "Walid Hamdani"),
    ("Fatima Salim, a cousin of the governor, fled.", "Fatima Salim"),
    ("Walid Hamdani, the governor's driver, fled.", "Walid Hamdani"),
    ("Resident Walid Hamdani met Governor Omar Haddad.", "Walid Hamdani"),
    ("Sergeant Walid Hamdani was captured.", "Walid Hamdani"),
    ("She gave her name as Zainab.", "Zainab"),
    ("Journalist Walid Hamdani was killed.", "Walid Hamdani"),
)


@pytest.mark.parametrize(("text", "name"), PUBLIC)
def test_a_person_with_an_office_or_a_command_is_public(text: str, name: str) -> None:
    found = people_in(text, [name])
    assert name in found.public and name not in found.private


@pytest.mark.parametrize(("text", "name"), PRIVATE)
def test_a_person_with_an_age_a_civilian_role_or_a_low_rank_is_private(text: str, name: str) -> None:
    found = people_in(text, ())
    assert name in found.private and name not in found.public


def test_a_speaker_without_an_office_is_private() -> None:
    assert people_in("Walid Hamdani said the town had fallen.", ["Walid Hamdani"]).private == {"Walid Hamdani"}


def test_the_head_of_a_hospital_holds_no_public_office() -> None:
    text = "Walid Hamdani, head of the hospital, said so."
    assert people_in(text, ["Walid Hamdani"]) == (set(), {"Walid Hamdani"})


@pytest.mark.parametrize("name", ["Haider al-Abadi", "Sudan Doctors Network", "Iraqi Army", "residents", "Joint Force", "United Nations"])
def test_listed_persons_and_parties_are_no_private_persons(name: str) -> None:
    assert people_in(f"{name} said so.", [name]).private == set()
