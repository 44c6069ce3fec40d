"""The actors that a sentence mentions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heldby.reading.mentions.actors import find_actors
from heldby.reading.parse.model.load import load_model
from mention_helpers import actor_ids as ids
from mention_helpers import actor_mentions as mentions


def texts(text: str) -> list[str]:
    return [mention.text for mention in mentions(text)]


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
def test_mentions_are_what_an_annotator_would_mark(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected


def test_actors_inside_adjectives_are_nested() -> None:
    nested = {m.text: m.id for m in mentions("The IS-held town was hit by Russian airstrikes and rebel shelling.", nested=True) if m.nested}
    assert nested == {"IS": "islamic-state", "Russian": "government-of-russia", "rebel": None}


def test_verb_is_not_an_actor() -> None:
    assert texts("The town is empty and it is raining on us.") == []


def test_number_after_name_is_an_age_only_on_its_own() -> None:
    assert texts("Near Ar Raqqah, 15 strikes engaged two tactical units.") == ["tactical units"]
    assert texts("Qasem Dheisi, 42, was killed in Rafah.") == ["Qasem Dheisi"]


def test_namesake_in_another_country_is_not_the_known_actor() -> None:
    assert ids("The Syrian Observatory for Human Rights spoke of Hit.") == {"Syrian Observatory for Human Rights": "sohr"}
    assert ids("The Yemeni Observatory for Human Rights spoke of Hit.") == {"Yemeni Observatory for Human Rights": None}


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
def test_mentions_quote_the_text_and_outer_ones_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = find_actors(load_model()(text))
    assert all(text[m.start : m.end] == m.text and m.text.strip() for m in found)
    free = [m for m in found if not m.nested]
    assert all(left.end <= right.start for left, right in pairwise(free))


@pytest.mark.parametrize("text", ["Chad Wells, an aid worker, said the rebels had shelled Goma.", "Jordan Hale, an analyst, said so."])
def test_the_given_name_of_a_person_is_no_country(text: str) -> None:
    assert not {"government-of-chad", "government-of-jordan"} & set(ids(text).values())


def test_an_age_is_no_part_of_a_description() -> None:
    assert "old commander" not in ids("The 36-year-old commander and four bodyguards were killed in Hajin.")
