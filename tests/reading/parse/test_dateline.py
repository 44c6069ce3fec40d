"""Datelines, which are not places where something happened."""

from __future__ import annotations

import pytest

from heldby.model import Report
from heldby.reading.parse.dateline import find_dateline


@pytest.mark.parametrize(
    "opening",
    [
        "BAGHDAD, Nov 3, 2017 (Valley Wire) - ",
        "QAMISHLI - ",
        "BEIRUT/AMMAN (Valley Wire) — ",
        "Erbil, Iraq, 5 October 2017 – ",
        "A Title of Ours\n\nHOMS, Aug 6 - ",
    ],
)
def test_dateline_ends_where_story_starts(opening: str) -> None:
    text = opening + "Troops seized the town."
    start, end = find_dateline(text)
    assert text[end:] == "Troops seized the town."
    assert start < end


@pytest.mark.parametrize(
    "text",
    [
        "Troops seized Hama - Rebels fled.",
        "The army - Backed by jets - advanced.",
        "On Monday, rebels left.",
        "",
        "Aleppo - Rebels advance",
    ],
)
def test_ordinary_opening_is_not_a_dateline(text: str) -> None:
    assert find_dateline(text) == (0, 0)


def test_no_claim_uses_the_dateline() -> None:
    from heldby.reading import Reader

    text = "QAMISHLI - Kurdish forces captured the town of Rabia from Islamic State on Monday."
    claims = Reader().read(Report(id="r", sha256="", text=text)).claims
    assert claims and all(not c.quote.startswith("QAMISHLI") for c in claims)
    assert all(p.text != "QAMISHLI" for c in claims for p in c.place)
