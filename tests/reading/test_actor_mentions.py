"""Who is spoken of in a sentence, and whom short forms, descriptions and pronouns mean."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heldby.reading.mentions.actors import ActorMention, bare_parties, find_actors, noun_phrase_span, resolve_nominals
from heldby.reading.parse.model.load import load_model


def mentions(text: str, *, nested: bool = False, **context: object) -> list[ActorMention]:
    return [m for m in find_actors(load_model()(text), **context) if nested or not m.nested]  # type: ignore[arg-type]


def texts(text: str) -> list[str]:
    return [mention.text for mention in mentions(text)]


def ids(text: str, **context: object) -> dict[str, str | None]:
    return {mention.text: mention.id for mention in mentions(text, nested=True, **context)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Malian soldiers backed by local self-defence militias entered Timbuktu on Friday.",
            ["Malian soldiers", "local self-defence militias"],
        ),
        ("About 300 Taliban fighters attacked the several remaining police posts.", ["Taliban fighters"]),
        ("The Houthis fired missiles at Saudi soldiers.", ["Houthis", "Saudi soldiers"]),
        ("Residents fled as gunmen stormed the market.", ["Residents", "gunmen"]),
        ("The Ministry of Defence of Ukraine said two villages were lost.", ["Ministry of Defence of Ukraine"]),
        ("Members of Boko Haram abducted at least 40 women.", ["Members of Boko Haram", "women"]),
        ("Turkish and Russian troops patrolled the road.", ["Turkish and Russian troops"]),
        ("The US-led coalition struck a convoy.", ["US-led coalition", "convoy"]),
        ("Ethiopia accused Eritrea of arming the rebels.", ["Ethiopia", "Eritrea", "rebels"]),
    ],
)
def test_mentions_are_what_an_annotator_would_copy(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected


def test_actors_inside_adjectives_are_nested() -> None:
    nested = {m.text: m.id for m in mentions("The IS-held town was hit by Russian airstrikes and rebel shelling.", nested=True) if m.nested}
    assert nested == {"IS": "islamic-state", "Russian": "government-of-russia", "rebel": None}


def test_a_verb_is_no_actor() -> None:
    assert texts("The town is empty and it is raining on us.") == []


def test_a_number_behind_a_name_is_an_age_only_where_it_stands_alone() -> None:
    assert texts("Near Ar Raqqah, 15 strikes engaged two tactical units.") == ["tactical units"]
    assert texts("Qasem Dheisi, 42, was killed in Rafah.") == ["Qasem Dheisi"]


def test_acronyms_in_brackets_take_the_name_before_them() -> None:
    text = "The Northern Shield Brigade (NSB) took the bridge. The NSB later withdrew."
    assert {m.name for m in mentions(text) if m.text == "NSB"} == {"Northern Shield Brigade"}


def test_short_forms_take_the_id_of_the_longer_one() -> None:
    found = ids("The US-led coalition bombed Raqqa. The coalition said twelve fighters died.")
    assert found["coalition"] == "global-coalition"


def test_a_namesake_of_another_land_is_not_the_one_that_is_known() -> None:
    assert ids("The Syrian Observatory for Human Rights spoke of Hit.") == {"Syrian Observatory for Human Rights": "sohr"}
    assert ids("The Yemeni Observatory for Human Rights spoke of Hit.") == {"Yemeni Observatory for Human Rights": None}


def test_the_army_stays_open_where_two_could_be_meant() -> None:
    found = ids("The Syrian army and the Iraqi army met at the border. The army then moved north.")
    assert found["army"] is None


def test_places_tell_whose_army_it_is() -> None:
    assert ids("The army took the hill.", countries=["ML"])["army"] == "government-of-mali"


def whose(text: str) -> str | None:
    """The id of the party that the bare "Militants" of a text are of."""
    doc = load_model()(text)
    found = find_actors(doc)
    (at,) = (n for n, mention in enumerate(found) if mention.text == "Militants")
    party = bare_parties(doc, found).get(at)
    return party.id if party else None


def test_bare_militants_are_those_of_the_one_party_that_is_named() -> None:
    assert whose("Troops moved against Boko Haram on Sunday. Militants still hold two villages.") == "boko-haram"
    assert whose("The Free Syrian Army attacked Islamic State near Azaz. Militants still hold two villages.") is None
    fired_at = "The Free Syrian Army left Azaz to Islamic State. Militants fired at fighters of the Free Syrian Army on Sunday."
    assert whose(fired_at) == "islamic-state"


def test_the_forces_are_those_named_before_by_that_noun() -> None:
    found = antecedents("Iraqi forces took Rawa from Islamic State. An officer said that the forces first took the crossing.")
    assert found["forces"] == "Iraqi forces"


def antecedents(text: str) -> dict[str, str | None]:
    doc = load_model()(text)
    found = find_actors(doc)
    return {a.text: None if a.antecedent is None else found[a.antecedent].text for a in resolve_nominals(doc, found)}


def test_pronouns_and_descriptions_point_at_the_nearest_fitting_actor() -> None:
    found = antecedents("Al-Shabaab seized the town of Adale on Monday. The group later said it had killed ten soldiers.")
    assert found["group"] == "Al-Shabaab"


def test_its_allies_are_those_of_the_party_beside_them() -> None:
    assert antecedents("The Ethiopian army and its allies entered Mekelle.")["its"] == "Ethiopian army"


def test_a_pronoun_with_nobody_before_it_stays_open() -> None:
    assert antecedents("It said the road was cut.")["It"] is None


def test_it_that_stands_for_nothing_is_left_alone() -> None:
    assert "it" not in antecedents("The Taliban left Ghazni. On Friday it was reported that they had come back.")


def test_who_says_so_is_not_who_is_spoken_of() -> None:
    assert antecedents("The road was cut by Boko Haram, it said.")["it"] is None


def test_those_who_are_killed_are_not_those_who_kill() -> None:
    assert antecedents("Kenyan soldiers attacked Al-Shabaab on Sunday, killing dozens of them.")["them"] != "Kenyan soldiers"


def test_any_noun_gives_its_phrase() -> None:
    doc = load_model()("They blew up two small railway bridges.")
    bridges = next(token for token in doc if token.text == "bridges")
    start, end = noun_phrase_span(bridges)
    assert doc.text[start:end] == "small railway bridges"


WORDS = [
    "Iraqi",
    "forces",
    "IS",
    "-",
    "held",
    "the",
    "rebels",
    "(SDF)",
    "Mr",
    "Abu",
    "al-Adnani",
    "and",
    "Syria",
    "'s",
    "army",
    "of",
    ",",
    "it",
    "\n\n",
    "US-led",
    "coalition",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_mentions_quote_the_text_and_free_ones_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = find_actors(load_model()(text))
    assert all(text[m.start : m.end] == m.text and m.text.strip() for m in found)
    free = [m for m in found if not m.nested]
    assert all(left.end <= right.start for left, right in pairwise(free))
