"""Finding quoted words in a report."""

from __future__ import annotations

import pytest

from heldby.reading.llm.report_text import ReportText

TEXT = "IS fighters left Rawa.\n\nThis is Rawa 🏙 city: the\n  army of al-Qā’im took Rawa."


def passages(words: str) -> list[str]:
    return [TEXT[start:end] for start, end in ReportText(TEXT).find_all(words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("IS", ["IS"]),
        ("Rawa", ["Rawa", "Rawa", "Rawa"]),
        ("the army", ["the\n  army"]),
        ("took Rawa.", ["took Rawa."]),
        ("🏙 city", ["🏙 city"]),
        ("al-Qā’im", ["al-Qā’im"]),
        (" left \n Rawa ", ["left Rawa"]),
        ("Raw", []),
        ("rawa", []),
        ("al-Qa'im", []),
        ("", []),
        (" \n", []),
        (".*", []),
    ],
)
def test_words_are_found_letter_by_letter(words: str, found: list[str]) -> None:
    assert passages(words) == found


def test_name_is_taken_from_the_quote_else_from_before_it() -> None:
    text = ReportText(TEXT)
    second, third = text.find_all("Rawa")[1:]
    quote = text.find_all("took Rawa.")[0]
    assert text.find_near("Rawa", quote) == third
    assert text.find_near("Rawa", text.find_all("army")[0]) == second
    assert text.find_near("took", text.find_all("IS")[0]) == (quote[0], quote[0] + 4)
    assert text.find_near("Mosul", quote) is None


def test_leading_article_is_not_part_of_a_name() -> None:
    start, end = ReportText(TEXT).find_near("the army", (0, 5)) or (0, 0)
    assert TEXT[start:end] == "army"


def test_quote_is_taken_from_the_part_that_the_model_was_shown() -> None:
    text = ReportText(TEXT)
    assert text.find_quote("Rawa", (30, len(TEXT))) == text.find_all("Rawa")[1]
    assert text.find_quote("IS", (30, len(TEXT))) == (0, 2)


def test_long_repetitive_text_is_searched() -> None:
    text = ReportText("a " * 120_000)
    assert text.find_all("a " * 500 + "b") == [] and text.find_all("a b") == []
