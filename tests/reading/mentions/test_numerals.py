"""Numbers in digits and in words."""

from hypothesis import given
from hypothesis import strategies as st

from heldby.reading.mentions.numerals import parse_number, words_to_number


@given(st.integers(0, 10**9))
def test_commas_do_not_change_a_number(n: int) -> None:
    assert parse_number(str(n)) == parse_number(f"{n:,}") == n


@given(st.integers(1, 9), st.integers(1, 9))
def test_hundreds_and_units_add_up(hundreds: int, ones: int) -> None:
    names = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert words_to_number([names[hundreds - 1], "hundred", "and", names[ones - 1]]) == 100 * hundreds + ones


@given(st.integers(1000, 10**9), st.sampled_from(" \u00a0\u2009\u202f"))
def test_spaces_between_thousands_do_not_change_a_number(n: int, space: str) -> None:
    assert parse_number(f"{n:,}".replace(",", space)) == n


def test_lakh_and_crore_are_indian_sizes() -> None:
    assert words_to_number(["two", "crore", "fifty", "lakh"]) == 25_000_000
    assert parse_number("1,20,000") == 120_000
