"""The actors that pronouns and descriptions refer to."""

from __future__ import annotations

from heldby.reading.mentions.actors import find_actors, resolve_nominals
from heldby.reading.parse.model.load import load_model


def antecedents(text: str) -> dict[str, str | None]:
    doc = load_model()(text)
    found = find_actors(doc)
    return {a.text: None if a.antecedent is None else found[a.antecedent].text for a in resolve_nominals(doc, found)}


def test_forces_refer_to_earlier_mention_with_that_noun() -> None:
    found = antecedents("Iraqi forces took Rawa from Islamic State. An officer said that the forces first took the crossing.")
    assert found["forces"] == "Iraqi forces"


def test_description_refers_to_nearest_fitting_actor() -> None:
    found = antecedents("Al-Shabaab seized the town of Adale on Monday. The group later said it had killed ten soldiers.")
    assert found["group"] == "Al-Shabaab"


def test_its_allies_refers_to_coordinated_party() -> None:
    assert antecedents("The Ethiopian army and its allies entered Mekelle.")["its"] == "Ethiopian army"


def test_pronoun_without_earlier_actor_stays_open() -> None:
    assert antecedents("It said the road was cut.")["It"] is None


def test_expletive_it_is_not_an_anaphor() -> None:
    assert "it" not in antecedents("The Taliban left Ghazni. On Friday it was reported that they had come back.")


def test_speaker_is_not_an_actor_in_its_own_statement() -> None:
    assert antecedents("The road was cut by Boko Haram, it said.")["it"] is None


def test_object_pronoun_is_not_the_subject() -> None:
    assert antecedents("Kenyan soldiers attacked Al-Shabaab on Sunday, killing dozens of them.")["them"] != "Kenyan soldiers"
