"""Families of reports that are copies or rewrites."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.events import find_families
from heldby.model import Report

STORY = (
    "Government troops entered the market town of Sarab on Tuesday after a week of shelling, residents said. "
    "Fighters of the Northern Front had withdrawn across the river during the night and blew up the bridge behind them. "
    "A spokesman for the army said eleven soldiers were wounded by mines left in the grain silos on the eastern edge of the town."
)
OTHER = (
    "Aid workers reached the besieged hill district of Marwan for the first time in four months. "
    "The convoy of forty lorries carried flour, medicine and fuel, and left before dark under a truce that both sides kept."
)


def report(name: str, text: str) -> Report:
    return Report(id=name, sha256=name, text=text)


def test_copies_and_rewrites_are_one_family_and_another_story_is_not():
    rewrite = STORY.replace("residents said", "according to residents").replace("eleven", "11") + " (Reporting by our staff)"
    found = find_families([report("a", STORY), report("b", STORY), report("c", rewrite), report("d", OTHER)])
    assert found["a"] == found["b"] == found["c"] == "a" and found["d"] == "d"


def test_reports_without_words_are_families_of_their_own():
    assert find_families([report("a", ""), report("b", " ... ")]) == {"a": "a", "b": "b"}


@settings(deadline=None, max_examples=25)
@given(st.permutations([("a", STORY), ("b", STORY + " More follows."), ("c", OTHER), ("d", OTHER), ("e", "Nothing of note happened.")]))
def test_order_of_reports_does_not_matter(order):
    assert find_families(report(*one) for one in order) == {"a": "a", "b": "a", "c": "c", "d": "c", "e": "e"}
