"""The actors that acronyms and short forms stand for."""

from __future__ import annotations

from heldby.reading.mentions.actors import find_actors, resolve_bare_nouns
from heldby.reading.parse.model.load import load_model
from mention_helpers import actor_ids as ids
from mention_helpers import actor_mentions as mentions


def party_of_militants(text: str) -> str | None:
    """Return the id of the party that the bare "Militants" of a text belong to."""
    doc = load_model()(text)
    found = find_actors(doc)
    (at,) = (n for n, mention in enumerate(found) if mention.text == "Militants")
    party = resolve_bare_nouns(doc, found).get(at)
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
    assert party_of_militants("Troops moved against Boko Haram on Sunday. Militants still hold two villages.") == "boko-haram"
    assert party_of_militants("The Free Syrian Army attacked Islamic State near Azaz. Militants still hold two villages.") is None
    fired_at = "The Free Syrian Army left Azaz to Islamic State. Militants fired at fighters of the Free Syrian Army on Sunday."
    assert party_of_militants(fired_at) == "islamic-state"
