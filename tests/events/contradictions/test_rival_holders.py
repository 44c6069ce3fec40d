"""Two holders of one place."""

from __future__ import annotations

import datetime as dt

from heldby.control import ControlInput, infer_control
from heldby.events import find_contradictions
from heldby.model import ActorRef, Claim
from sample_claims import IRAQ, STATE, claim, day

DAYS = {name: day("2017-11-03") for name in "abcd"}


def kinds(claims: list[Claim], published: dict[str, dt.date | None] = DAYS, families: dict[str, str] | None = None) -> list[str]:
    controls = infer_control(ControlInput(claims, published=published))
    return [one.kind for one in find_contradictions(claims, controls, families=families, published=published)]


def test_two_holders_of_one_place_on_one_day():
    claims = [claim("a", "holds", STATE), claim("b", "holds", IRAQ)]
    (found,) = find_contradictions(claims, published=DAYS)
    assert found.kind == "two_holders" and set(found.claims) == {one.id for one in claims}
    assert "Islamic State" in found.reason and "Government of Iraq" in found.reason and found.first == day("2017-11-03")


def test_family_does_not_contradict_itself():
    assert kinds([claim("a", "holds", STATE), claim("b", "holds", IRAQ)], families={"a": "a", "b": "a"}) == []


def test_loser_may_hold_a_place_until_the_day_it_falls():
    assert kinds([claim("a", "holds", STATE), claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03")]) == []


def test_loser_that_still_holds_a_place_after_its_capture_is_a_second_holder():
    taken = claim("a", "capture", IRAQ, when="2017-11-02")
    held = claim("b", "holds", STATE, quote="al-Qaim remains in the hands of Islamic State")
    assert kinds([taken, held]) == ["two_holders"]
    assert kinds([taken, claim("c", "capture", STATE, when="2017-11-03"), held]) == []


def test_two_sides_may_hold_parts_of_a_place():
    claims = [claim("a", "holds", STATE, quote="holds the northern districts"), claim("b", "holds", IRAQ)]
    assert kinds(claims) == []


def test_unnamed_fighters_are_no_rival_holders():
    assert kinds([claim("a", "holds", IRAQ), claim("b", "holds", ActorRef(text="fighters"))]) == []
    assert kinds([claim("a", "holds", IRAQ), claim("b", "holds", ActorRef(text="Iraqis", name="Iraqis"))]) == []
    assert kinds([claim("a", "holds", IRAQ), claim("b", "holds", ActorRef(text="Rawa Brigade"))]) == ["two_holders"]
