"""Tests of the actor file and its index: consistent entries, sides by date and country, names found in a text."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heldby.reference.actors import load_actors
from heldby.reference.actors.loader import FOLDER, read_toml

ACTORS = load_actors()
ROWS = [(path.stem, row) for path in sorted(FOLDER.glob("*.toml")) for row in read_toml(path)["actor"]]
FILES_WITHOUT_SOURCES = {
    "afghanistan-pakistan", "central-africa", "horn-of-africa", "iraq-syria", "israel-palestine-lebanon", "libya", "myanmar-asia",
    "outlets", "sahel-nigeria", "sudan", "ukraine", "world", "yemen-gulf",
}  # fmt: skip
"""The files whose entries do not all name their sources yet. No file may be added."""
SOURCE = re.compile(r"(Wikipedia|UCDP|GTD): \S.*")


def test_every_side_and_whole_is_a_listed_actor() -> None:
    named = {period.side for actor in ACTORS for period in actor.sides} | {actor.part_of for actor in ACTORS if actor.part_of}
    assert {actor_id for actor_id in named if ACTORS.get(actor_id) is None} == set()


def test_no_actor_lists_an_alias_twice() -> None:
    for actor in ACTORS:
        assert len({*actor.aliases}) == len(actor.aliases), actor.id


def test_only_a_government_has_entries_in_several_files() -> None:
    times = Counter(row["id"] for _, row in ROWS if not row["id"].startswith("government-of-"))
    assert [actor_id for actor_id, count in times.items() if count > 1] == []


def test_an_entry_of_a_government_names_a_country() -> None:
    assert {row["id"] for _, row in ROWS if row["id"].startswith("government-of-")} - {*ACTORS.countries} <= {
        "government-of-national-accord",
        "government-of-national-unity",
    }


def test_every_shared_name_is_decided_by_a_country() -> None:
    """Each actor that shares a name is chosen where a text names one of its countries and no other."""
    for lengths in ACTORS.names.by_first.values():
        for spellings in (found for table in lengths.values() for found in table.values()):
            ids = {spelling.id for spelling in spellings}
            for actor in (ACTORS.by_id[actor_id] for actor_id in ids if len(ids) > 1):
                assert any(ACTORS.choose(ids, None, {code: 1}) is actor for code in actor.countries), (actor.id, spellings[0].keys)


def test_every_entry_names_its_sources() -> None:
    without = [row["id"] for file, row in ROWS if not row.get("sources") and file not in FILES_WITHOUT_SOURCES]
    assert without == []
    assert [source for actor in ACTORS for source in actor.sources if not SOURCE.fullmatch(source)] == []


def test_no_actor_ends_before_it_begins() -> None:
    spans = [(actor.id, actor.first, actor.last) for actor in ACTORS] + [
        (actor.id, period.first, period.last) for actor in ACTORS for period in actor.sides
    ]
    assert [name for name, first, last in spans if first and last and last < first] == []


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
        ("npfl", dt.date(1992, 10, 15), "npfl"),
        ("npfl", dt.date(1999, 5, 1), "government-of-liberia"),
        ("frci", dt.date(2011, 3, 31), "frci"),
        ("frci", dt.date(2012, 1, 1), "government-of-ivory-coast"),
        ("pro-gbagbo-forces", dt.date(2004, 11, 6), "government-of-ivory-coast"),
        ("mpci", dt.date(2002, 12, 1), "forces-nouvelles"),
        ("kamajors", dt.date(1998, 3, 1), "government-of-sierra-leone"),
        ("okba-ibn-nafaa", None, "aqim"),
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
