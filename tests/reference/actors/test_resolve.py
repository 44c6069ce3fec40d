"""Tests of resolving phrases to actors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from heldby.reference.actors import load_actors, resolve_actor

ACTORS = load_actors()
EXAMPLES = [(actor.id, example) for actor in ACTORS for example in actor.examples]


def resolved(text: str, on: dt.date | None = None, countries: Sequence[str] = ()) -> str | None:
    actor = resolve_actor(ACTORS, text, on, countries=countries)
    return actor.id if actor else None


@pytest.mark.parametrize(("actor_id", "example"), EXAMPLES)
def test_examples_resolve_to_their_actor(actor_id: str, example: str) -> None:
    assert resolved(example) == actor_id


@pytest.mark.parametrize(
    ("phrase", "actor_id"),
    [
        ("Malian soldiers", "government-of-mali"),
        ("the Ukrainian armed forces", "government-of-ukraine"),
        ("Turkish F-16 jets", "government-of-turkey"),
        ("Russia’s Defence Ministry", "government-of-russia"),
        ("Ethiopia's army", "government-of-ethiopia"),
        ("U.S. special operations forces", "government-of-united-states"),
        ("Ministry of Defence of Azerbaijan", "government-of-azerbaijan"),
        ("President Assad's troops", "government-of-syria"),
        ("fighters loyal to General Haftar", "libyan-national-army"),
        ("members of the Islamic State group", "islamic-state"),
        ("Iran-backed Houthi rebels", "houthis"),
        ("US-backed Syrian Democratic Forces", "syrian-democratic-forces"),
        ("Jabhat An-Nusra", "al-nusra-front"),
        ("Jabhat al Nusra", "al-nusra-front"),
        ("Hizbullah fighters", "hezbollah"),
        ("Pakistani Taliban", "ttp"),
    ],
)
def test_phrase_resolves_to_its_actor(phrase: str, actor_id: str) -> None:
    assert resolved(phrase) == actor_id


@pytest.mark.parametrize(
    "phrase",
    [
        "rebels",
        "the army",
        "Kurdish forces",
        "Syrian and Russian warplanes",
        "Syrians",
        "pro-Iranian militias",
        "anti-Russian fighters",
        "Hezbollah-led forces",
        "Libyan militias",
        "Iraqi tribal volunteers",
        "is",
        "us",
        "",
        "...",
    ],
)
def test_ambiguous_phrase_is_not_resolved(phrase: str) -> None:
    assert resolved(phrase) is None


def test_shared_acronym_needs_a_country() -> None:
    assert resolved("SNA") is None
    assert resolved("SNA fighters", countries=["SY"]) == "syrian-national-army"
    assert resolved("SNA", countries=["SO"]) == "government-of-somalia"


def test_shared_name_resolves_to_the_actor_that_existed_then() -> None:
    assert resolved("ISI", dt.date(2009, 5, 1), countries=["IQ"]) == "islamic-state-of-iraq"
    assert resolved("ISI", dt.date(2020, 5, 1), countries=["IQ"]) == "government-of-pakistan"
