"""The actors that acronyms and short forms stand for."""

from __future__ import annotations

import pytest

from heldby.reading.mentions.actors import find_actors, resolve_bare_nouns
from heldby.reading.parse.model.load import load_model
from mention_helpers import actor_ids as ids
from mention_helpers import actor_mentions as mentions


def party_of(noun: str, text: str, country: str) -> str | None:
    """Return the id of the party that a bare noun of a text about a country stands for."""
    doc = load_model()(text)
    found = find_actors(doc)
    (at,) = (n for n, mention in enumerate(found) if mention.text == noun)
    party = resolve_bare_nouns(doc, found, countries=[country]).get(at)
    return party.id if party else None


def test_bracketed_acronym_takes_the_name_before_it() -> None:
    text = "The Northern Shield Brigade (NSB) took the bridge. The NSB later withdrew."
    assert {m.name for m in mentions(text) if m.text == "NSB"} == {"Northern Shield Brigade"}


def test_short_form_takes_id_of_longer_form() -> None:
    found = ids("The US-led coalition bombed Raqqa. The coalition said twelve fighters died.")
    assert found["coalition"] == "global-coalition"


def test_army_stays_open_if_two_are_possible() -> None:
    found = ids("The Syrian army and the Iraqi army met at the border. The army then moved north.")
    assert found["army"] is None


def test_country_of_places_resolves_army() -> None:
    assert ids("The army took the hill.", countries=["ML"])["army"] == "government-of-mali"


def test_bare_militants_belong_to_the_only_possible_party() -> None:
    assert party_of("Militants", "Troops moved against Boko Haram on Sunday. Militants still hold two villages.", "NG") == "boko-haram"
    assert party_of("Militants", "The Free Syrian Army attacked Islamic State near Azaz. Militants still hold two villages.", "SY") is None
    fired_at = "The Free Syrian Army left Azaz to Islamic State. Militants fired at fighters of the Free Syrian Army on Sunday."
    assert party_of("Militants", fired_at, "SY") == "islamic-state"


def test_people_who_act_stand_for_their_state_abroad_only() -> None:
    assert party_of("Russians", "In Ukraine, the town of Izium is lost: the Russians hold it.", "UA") == "government-of-russia"
    assert party_of("Syrians", "In Homs, a city in Syria, the Syrians hold the bridge.", "SY") is None


@pytest.mark.parametrize("phrase", ["army's 15th Infantry Division", "federal garrison", "government's troops", "army trucks"])
def test_units_of_the_army_belong_to_the_government(phrase: str) -> None:
    assert ids(f"The {phrase} reached the town.", countries=["SD"])[phrase] == "government-of-sudan"


@pytest.mark.parametrize("phrase", ["anti-government forces", "former army officers", "pro-government militias"])
def test_others_than_the_army_stay_open(phrase: str) -> None:
    assert ids(f"The {phrase} reached the town.", countries=["ML"])[phrase] is None


def test_the_army_is_not_a_rebel_army_once_the_government_is_named() -> None:
    found = ids("Ethiopia's government fights the Oromo Liberation Army. The army took Dessie.", countries=["ET"])
    assert found["army"] == "government-of-ethiopia"


def test_dateline_is_no_part_of_a_name() -> None:
    found = ids("MISRATA - Forces of the Government of National Accord stormed Gharyan.")
    assert found["Forces of the Government of National Accord"] == "government-of-national-accord"
