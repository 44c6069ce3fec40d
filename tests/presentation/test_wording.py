"""Tests of the words of situation reports and alerts."""

from __future__ import annotations

import datetime as dt

import pytest

from heldby.model import TYPES, Value
from heldby.presentation.wording import LABELS, MAX_NAME, NOUNS, joined, name, period, probability, sentence, value_range


def test_every_type_of_claim_has_a_noun_and_every_figure_a_label() -> None:
    assert set(NOUNS) == {type for types in TYPES.values() for type in types}
    assert set(LABELS) == set(TYPES["figure"])


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        ([(24, 24)], "24"), ([(10, 25)], "10 to 25"), ([(30, 30), (50, None)], "30 to 50 or more"), ([(30, None)], "at least 30"),
        ([(None, 5)], "up to 5"), ([(None, None)], "an unknown number of"), ([(1500, 2000), (900, 900)], "900 to 2,000"),
        ([(20, None), (60, 60)], "20 to 60"), ([(2.5, 2.5)], "2.5"), ([], "an unknown number of"),
    ],
)  # fmt: skip
def test_range_covers_the_bounds_of_every_report(bounds: list[tuple[float | None, float | None]], text: str) -> None:
    assert value_range([Value(low=low, high=high) for low, high in bounds]) == text


def test_approximate_figure_is_about_a_number() -> None:
    assert value_range([Value(low=1500, high=1500, approx=True)]) == "about 1,500"


def test_probability_never_looks_certain() -> None:
    assert probability(0.9999) == "probability 0.99"


def test_period_names_a_month_once() -> None:
    days = dt.date(2017, 11, 1), dt.date(2017, 11, 20), dt.date(2017, 12, 2)
    assert [period(days[0], days[1]), period(days[0], days[2]), period(days[0], days[0])] == [
        "1 to 20 November 2017", "1 November 2017 to 2 December 2017", "1 November 2017",
    ]  # fmt: skip


def test_hostile_names_stay_one_short_line() -> None:
    assert name("A\nB\u202e\x00C") == "A B C" and len(name("x" * 10_000)) == MAX_NAME
    assert sentence("the army left...") == "The army left..."


def test_long_lists_say_how_many_names_are_left_out() -> None:
    assert joined(["A", "B", "A", "", "C", "D"]) == "A, B and 2 more" and joined(["A"]) == "A" and joined([]) == ""
