"""Reports that cannot be about armed conflict are not parsed."""

from __future__ import annotations

from functools import cache

import pytest

from heldby.model import Report
from heldby.reading import Reader
from heldby.reading.reading import IRRELEVANT
from heldby.reading.relevance import load_model

BAKERY = (
    "The bakery on the corner of the market square has sold bread for forty years. Its owner gets up at three in the morning to "
    "knead the dough, and the first customers wait at the door before the sun is up. This spring she wants to try a new recipe with "
    "nuts and honey, which her grandmother wrote down in a small book. Children like the sweet rolls best, while their parents prefer "
    "the dark loaf. In summer, the family closes the shop for two weeks and goes to the lake, where they swim, read and cook together. "
    "Last year they brought home a cat, which now sleeps in the window all day long. On Sundays she bakes cakes with apples and cream, and "
    "whoever comes late finds none."
)
CLAIM = "Government forces recaptured the town of Rabia from the rebels on Monday, and twelve soldiers were killed in the fighting. "


@cache
def readers() -> tuple[Reader, Reader]:
    """Return the reader as it is, and one that parses all."""
    return Reader(), Reader(parse_all=True)


def report(text: str, **fields: object) -> Report:
    return Report(id="r", sha256="", text=text, **fields)  # type: ignore[arg-type]


def test_report_about_something_else_is_not_read_further() -> None:
    reading = readers()[0].read(report(BAKERY))
    assert (reading.mentions, reading.claims, reading.notes) == ((), (), (IRRELEVANT,)) and reading.skipped


def test_reader_that_parses_all_reads_it() -> None:
    reading = readers()[1].read(report(BAKERY))
    assert reading.mentions and not reading.skipped


@pytest.mark.parametrize("text", [BAKERY + " " + CLAIM + BAKERY, f"{CLAIM}{BAKERY}\n\n{BAKERY}", BAKERY * 20 + CLAIM])
def test_claim_in_a_report_about_something_else_is_found(text: str) -> None:
    assert "capture" in {claim.type for claim in readers()[0].read(report(text)).claims}


def test_claim_in_the_title_alone_makes_a_report_relevant() -> None:
    assert not readers()[0].read(report(BAKERY, title="Rebels capture town after heavy fighting, dozens of soldiers killed")).skipped


@pytest.mark.parametrize("text", [BAKERY[:200], "Zorbul kranek vostim prelag. " * 40])
def test_short_text_and_unknown_words_are_always_read(text: str) -> None:
    assert not readers()[0].read(report(text)).skipped


@pytest.mark.parametrize(
    "text",
    [
        "We wrote on Monday that the battalion had left the town of Halen. That is not so. It has not left, and holds the town and its "
        "airport, the mayor told us. We apologise to our readers. ",
        "The men of the brigade who hold the town say that the other side is six kilometres away. Every second house has lost its roof. ",
        "The guard controls these five terminals, and nobody has attacked them. The ports are closed, the oil company said on Friday. ",
    ],
)
def test_few_words_about_who_holds_a_place_are_enough(text: str) -> None:
    assert not readers()[0].read(report(f"{text}{BAKERY}")).skipped and not readers()[0].read(report(text * 6)).skipped


def test_decision_does_not_depend_on_the_other_reports() -> None:
    reports = [
        report(text).model_copy(update={"id": str(n)}) for n, text in enumerate([BAKERY, CLAIM, BAKERY + CLAIM, BAKERY, "", CLAIM * 9])
    ]
    assert list(readers()[0].read_all(reports)) == [readers()[0].read(one) for one in reports]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Syrian", "Israeli"), ("ISIS", "Hezbollah"), ("regime", "government"), ("terrorists", "fighters"), ("liberated", "captured")],
)
def test_parties_and_loaded_words_do_not_change_the_score(one: str, other: str) -> None:
    text = "The {} forces reached the town on Monday, the ministry said, and many people left their homes."
    assert load_model().score(text.format(one)) == load_model().score(text.format(other))
