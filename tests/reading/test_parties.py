"""Whom a report speaks of, by its words alone: forms of one name, and who dealt the blows that a list counts."""

from __future__ import annotations

from functools import cache

import pytest

from heldby.model import Report
from heldby.reading import Reader
from heldby.reading.mentions.party_clusters import keys_of


@cache
def reader() -> Reader:
    return Reader()


def parties(text: str) -> dict[str, str]:
    """Each phrase with the key of its party."""
    prepared = reader().preparer.prepare(Report(id="r", sha256="", text=text))
    return {prepared.phrase_text(n): key for n, key in enumerate(keys_of(prepared.context))}


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
def test_forms_of_one_name_are_one_party(text: str, one: str, other: str) -> None:
    found = parties(text)
    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The Syrian Army took Hit from the Free Syrian Army.", "Syrian Army", "Free Syrian Army"),
        ("ISIL took Hit from YPG.", "ISIL", "YPG"),
        ("Daesh took Hit. ISIL then left it.", "Daesh", "ISIL"),  # one party to whoever knows it; no words of the report say so
    ],
)
def test_other_words_are_other_parties(text: str, one: str, other: str) -> None:
    found = parties(text)
    assert found[one] != found[other]


LIST = """On 3 March, {force} carried out nine strikes against {enemy} positions in Iraq.

- Near Hit, three strikes destroyed two bunkers.

- Near Rawa, two strikes engaged a {enemy} convoy and destroyed a truck.

- Near Anah, four strikes destroyed a bridge.
"""


@pytest.mark.parametrize(("force", "enemy"), [("French jets", "ISIL"), ("Russian warplanes", "YPG"), ("Turkish forces", "PKK")])
def test_the_blows_of_a_list_are_theirs_who_are_told_above_it_to_have_dealt_them(force: str, enemy: str) -> None:
    claims = reader().read(Report(id="r", sha256="", text=LIST.format(force=force, enemy=enemy))).claims
    items = [claim for claim in claims if claim.type == "destroy"]
    assert len({claim.start for claim in items}) >= 3
    assert all([ref.text for ref in claim.actor] == [force] for claim in items)


def test_where_two_are_told_to_have_dealt_such_blows_the_list_names_neither() -> None:
    text = LIST.format(force="French jets", enemy="ISIL").replace("\n\n-", " Russian warplanes carried out ten strikes.\n\n-", 1)
    items = [claim for claim in reader().read(Report(id="r", sha256="", text=text)).claims if claim.type == "destroy"]
    assert len(items) >= 3
    assert not any({"French jets"} == {ref.text for ref in claim.actor} for claim in items)


@pytest.mark.parametrize(
    ("text", "type", "actors"),
    [
        ("Militias backed by Iran captured Hit.", "capture", {"Militias"}),
        ("Jets bombed Hit. Strikes against militants killed five people.", "killed", {"Jets", ""}),
        ("Rebels and the army captured Hit.", "capture", {"Rebels", "army"}),
    ],
)
def test_who_backs_or_is_struck_is_not_who_acts(text: str, type: str, actors: set[str]) -> None:
    found = [claim for claim in reader().read(Report(id="r", sha256="", text=text)).claims if claim.type == type]
    assert found
    assert {ref.text for claim in found for ref in claim.actor} <= actors


def test_a_border_with_a_country_is_not_in_it() -> None:
    text = "The army captured the Rabia border crossing with Syria and the town of Hit on Wednesday."
    found = [claim for claim in reader().read(Report(id="r", sha256="", text=text)).claims if claim.type == "capture"]
    assert found
    assert "Syria" not in {ref.text for claim in found for ref in claim.place}


def test_who_is_named_first_comes_first() -> None:
    text = "Iraqi troops, border guards and Popular Mobilization fighters captured Akashat on Saturday."
    (found,) = [claim for claim in reader().read(Report(id="r", sha256="", text=text)).claims if claim.type == "capture"]
    assert [ref.text for ref in found.actor] == ["Iraqi troops", "border guards", "Popular Mobilization fighters"]
