"""Whom names and phrases mean, without reading a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.reference.actors import load
from heldby.reference.actors.word_keys import fold, fold_words

ACTORS = load()
EXAMPLES = [(actor.id, example) for actor in ACTORS for example in actor.examples]


def resolved(text: str, on: dt.date | None = None, countries: Sequence[str] = ()) -> str | None:
    actor = ACTORS.resolve(text, on, countries=countries)
    return actor.id if actor else None


@pytest.mark.parametrize(("actor_id", "example"), EXAMPLES)
def test_examples_resolve_to_their_actor(actor_id: str, example: str) -> None:
    assert resolved(example) == actor_id


def test_every_side_and_whole_is_an_actor_we_know() -> None:
    named = {side.side for actor in ACTORS for side in actor.sides} | {actor.part_of for actor in ACTORS if actor.part_of}
    assert {actor_id for actor_id in named if ACTORS.get(actor_id) is None} == set()


def test_names_are_spelled_once_an_actor() -> None:
    for actor in ACTORS:
        assert len({*actor.aliases}) == len(actor.aliases), actor.id


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
def test_phrases_name_their_actor(phrase: str, actor_id: str) -> None:
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
def test_what_names_nobody_for_sure_stays_open(phrase: str) -> None:
    assert resolved(phrase) is None


def test_a_shared_acronym_needs_a_country() -> None:
    assert resolved("SNA") is None
    assert resolved("SNA fighters", countries=["SY"]) == "syrian-national-army"
    assert resolved("SNA", countries=["SO"]) == "government-of-somalia"


def test_a_shared_name_goes_to_who_existed_then() -> None:
    assert resolved("ISI", dt.date(2009, 5, 1), countries=["IQ"]) == "islamic-state-of-iraq"
    assert resolved("ISI", dt.date(2020, 5, 1), countries=["IQ"]) == "government-of-pakistan"


@pytest.mark.parametrize(
    ("actor_id", "on", "side"),
    [
        ("ypg", None, "syrian-democratic-forces"),
        ("rapid-support-forces", dt.date(2022, 1, 1), "government-of-sudan"),
        ("rapid-support-forces", dt.date(2023, 6, 1), "rapid-support-forces"),
        ("government-of-afghanistan", dt.date(2020, 1, 1), "government-of-afghanistan"),
        ("government-of-afghanistan", dt.date(2022, 1, 1), "taliban"),
        ("tiger-forces", dt.date(2016, 1, 1), "government-of-syria"),
        ("iswap", dt.date(2019, 1, 1), "islamic-state"),
        ("nobody-we-know", None, "nobody-we-know"),
    ],
)
def test_sides_follow_the_date_and_the_whole(actor_id: str, on: dt.date | None, side: str) -> None:
    assert ACTORS.side(actor_id, on) == side


def test_a_side_may_hold_in_one_country_alone() -> None:
    day = dt.date(2016, 3, 1)
    assert ACTORS.side("government-of-russia", day, country="SY") == "government-of-syria"
    assert ACTORS.side("government-of-russia", day, country="UA") == "government-of-russia"


def test_finding_quotes_the_text_and_tells_words_from_acronyms() -> None:
    text = "This is what the SDF and IS-linked cells said. WHO IS IT THAT IS COMING? Al-Shabaab's men, the Houthis, U.S. Central Command."
    found = [(text[start:end], actor.id) for start, end, actor in ACTORS.find(text)]
    assert found == [
        ("SDF", "syrian-democratic-forces"),
        ("IS", "islamic-state"),
        ("Al-Shabaab", "al-shabaab"),
        ("Houthis", "houthis"),
        ("U.S. Central Command", "government-of-united-states"),
    ]


def test_spellings_of_the_arabic_article_and_accents_fold_alike() -> None:
    assert fold("Ahrar ash-Sham") == fold("Ahrar al-Sham") == fold("ahrar el Sham")
    assert fold("Recep Tayyip Erdoğan") == fold("Recep Tayyip Erdogan")
    assert fold("Da’esh") == fold("Daesh")


@given(st.text(max_size=200))
def test_folded_words_lie_where_they_say(text: str) -> None:
    words = fold_words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(left.end <= right.start for left, right in pairwise(words))


@given(
    st.lists(
        st.sampled_from(["IS", "the", "Syrian", "army", "al-", "Nusra", "Front", "'s", "\n", "U.S.", "-led", "é", "(SDF)"]), max_size=12
    )
)
def test_finding_never_overlaps(parts: list[str]) -> None:
    spans = [(start, end) for start, end, _ in ACTORS.find(" ".join(parts))]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
