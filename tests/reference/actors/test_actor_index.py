"""Tests of the actor file and its index: consistent entries, sides by date and country, names found in a text."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.reference.actors import load_actors

ACTORS = load_actors()


def test_every_side_and_whole_is_a_listed_actor() -> None:
    named = {period.side for actor in ACTORS for period in actor.sides} | {actor.part_of for actor in ACTORS if actor.part_of}
    assert {actor_id for actor_id in named if ACTORS.get(actor_id) is None} == set()


def test_no_actor_lists_an_alias_twice() -> None:
    for actor in ACTORS:
        assert len({*actor.aliases}) == len(actor.aliases), actor.id


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
def test_side_follows_the_date_and_the_parent_actor(actor_id: str, on: dt.date | None, side: str) -> None:
    assert ACTORS.side(actor_id, on) == side


def test_side_may_apply_to_one_country_only() -> None:
    day = dt.date(2016, 3, 1)
    assert ACTORS.side("government-of-russia", day, country="SY") == "government-of-syria"
    assert ACTORS.side("government-of-russia", day, country="UA") == "government-of-russia"


def test_find_quotes_the_text_and_separates_acronyms_from_words() -> None:
    text = "This is what the SDF and IS-linked cells said. WHO IS IT THAT IS COMING? Al-Shabaab's men, the Houthis, U.S. Central Command."
    found = [(text[start:end], actor.id) for start, end, actor in ACTORS.find(text)]
    assert found == [
        ("SDF", "syrian-democratic-forces"),
        ("IS", "islamic-state"),
        ("Al-Shabaab", "al-shabaab"),
        ("Houthis", "houthis"),
        ("U.S. Central Command", "government-of-united-states"),
    ]


@given(
    st.lists(
        st.sampled_from(["IS", "the", "Syrian", "army", "al-", "Nusra", "Front", "'s", "\n", "U.S.", "-led", "é", "(SDF)"]), max_size=12
    )
)
def test_found_names_never_overlap(parts: list[str]) -> None:
    spans = [(start, end) for start, end, _ in ACTORS.find(" ".join(parts))]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
