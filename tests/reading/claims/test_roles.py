"""The phrases that fill the roles of claims."""

from __future__ import annotations

from functools import cache

import pytest

from heldby.model import Report
from heldby.reading import Reader


@cache
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "type", "actors"),
    [
        ("Militias backed by Iran captured Hit.", "capture", {"Militias"}),
        ("Jets bombed Hit. Strikes against militants killed five people.", "killed", {"Jets", ""}),
        ("Rebels and the army captured Hit.", "capture", {"Rebels", "army"}),
    ],
)
def test_backer_or_target_is_not_the_actor(text: str, type: str, actors: set[str]) -> None:
    found = [claim for claim in reader().read(Report(id="r", sha256="", text=text)).claims if claim.type == type]
    assert found
    assert {ref.text for claim in found for ref in claim.actor} <= actors


def test_border_with_a_country_is_not_in_it() -> None:
    text = "The army captured the Rabia border crossing with Syria and the town of Hit on Wednesday."
    found = [claim for claim in reader().read(Report(id="r", sha256="", text=text)).claims if claim.type == "capture"]
    assert found
    assert "Syria" not in {ref.text for claim in found for ref in claim.place}


def test_actors_keep_text_order() -> None:
    text = "Iraqi troops, border guards and Popular Mobilization fighters captured Akashat on Saturday."
    (found,) = [claim for claim in reader().read(Report(id="r", sha256="", text=text)).claims if claim.type == "capture"]
    assert [ref.text for ref in found.actor] == ["Iraqi troops", "border guards", "Popular Mobilization fighters"]
