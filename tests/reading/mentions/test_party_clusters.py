"""Phrases that denote one party, from their words alone."""

from __future__ import annotations

from functools import cache

import pytest

from heldby.model import Report
from heldby.reading import Reader
from heldby.reading.mentions.party_clusters import party_keys


@cache
def reader() -> Reader:
    return Reader()


def parties(text: str) -> dict[str, str]:
    """Return the party key of each phrase."""
    analysed = reader().analyser.analyse(Report(id="r", sha256="", text=text))
    return {analysed.phrase_text(n): key for n, key in enumerate(party_keys(analysed.parsed))}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Coalition military forces took Hit. The Coalition lost a jet.", "Coalition military forces", "Coalition"),
        ("Ostian Democratic Forces (ODF) took Hit. ODF fighters left.", "Ostian Democratic Forces", "ODF fighters"),
        ("The Ostian Army took Hit. The army then left it.", "Ostian Army", "army"),
        ("ISIL took Hit. ISIL militants then left it.", "ISIL", "ISIL militants"),
        ("YPG took Hit. YPG fighters then left it.", "YPG", "YPG fighters"),
    ],
)
def test_forms_of_one_name_share_a_key(text: str, one: str, other: str) -> None:
    found = parties(text)
    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The Syrian Army took Hit from the Free Syrian Army.", "Syrian Army", "Free Syrian Army"),
        ("ISIL took Hit from YPG.", "ISIL", "YPG"),
        ("Daesh took Hit. ISIL then left it.", "Daesh", "ISIL"),  # the same party, but the report does not say so
    ],
)
def test_different_names_get_different_keys(text: str, one: str, other: str) -> None:
    found = parties(text)
    assert found[one] != found[other]
