"""An entry into a place is its capture, unless fighting went on; an approach is not."""

from __future__ import annotations

import pytest

from heldby.control import ControlInput, infer_control
from heldby.control.evidence.entries import enters
from heldby.model import PlaceRef
from sample_claims import IRAQ, STATE, at, claim, day

HELD = claim("a", "holds", STATE)
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-04"), "c": day("2017-11-06")}


def town(name: str) -> PlaceRef:
    return PlaceRef(text=name, name=name, id=name.casefold(), precision="point")


def entry(quote: str, place: str = "Bria", **more):
    return claim("b", "advance", IRAQ, place=town(place), quote=quote, **more)


@pytest.mark.parametrize(
    "quote",
    [
        "Government troops entered Bria at dawn",
        "A battalion marched into the town of Bria",
        "Bria was entered by the army on Tuesday night",
        "They are in Kaga and Bria, both of which they entered on Sunday",
        "Rebel fighters came back to Bria on Monday",
        "Columns rolled into the strategic port of Bria",
        "They entered Kaga and Bria without a shot",
        "On Thursday the army moved in from the south",
        "In Bria they arrived on Sunday night",
    ],
)
def test_going_into_a_place_is_an_entry(quote: str):
    assert enters(entry(quote), town("Bria"))


@pytest.mark.parametrize(
    "quote",
    [
        "Troops entered the outskirts of Bria",
        "Troops entered the eastern part of Bria",
        "Troops entered the Bornou district of Bria",
        "The column advanced towards Bria",
        "They moved on to Bria",
        "They came within 5 km of Bria",
        "Troops are poised to enter Bria",
        "They moved in armoured cars",
    ],
)
def test_going_near_a_place_is_no_entry(quote: str):
    assert not enters(entry(quote), town("Bria"))


def holder(*claims, on="2017-11-07"):
    found = at(infer_control(ControlInput([HELD, *claims], published=DAYS)), "qaim", on)
    return found and found.holder


def advance(quote: str):
    return claim("b", "advance", IRAQ, when="2017-11-03", quote=quote)


def test_who_entered_holds_the_place_from_that_day():
    controls = infer_control(ControlInput([HELD, advance("Iraqi forces entered al-Qaim")], published=DAYS))
    before, after = at(controls, "qaim", "2017-11-02"), at(controls, "qaim", "2017-11-04")
    assert before and after and (before.holder, after.holder) == ("Islamic State", "Government of Iraq")


def test_who_only_came_near_or_went_on_fighting_does_not():
    assert holder(advance("Iraqi forces advanced towards al-Qaim")) == "Islamic State"
    fighting = claim("c", "clash", IRAQ, target=(STATE,), when="2017-11-05", status="ongoing")
    assert holder(advance("Iraqi forces entered al-Qaim"), fighting) != "Government of Iraq"
