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
