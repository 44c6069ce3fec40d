"""What statements imply about the days around them."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    infer_control,
)
from sample_claims import IRAQ, STATE, at, claim, day

DAYS = {"a": day("2017-10-20"), "b": day("2017-11-04"), "c": day("2017-11-06")}


def test_loser_held_the_place_for_a_while():
    taken = claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03")
    before = at(infer_control(ControlInput([taken], published=DAYS)), "qaim", "2017-10-15")
    assert before and before.side == "islamic-state" and before.p < 0.97


def test_fight_is_not_news_of_who_holds_a_place():
    old = claim("x", "capture", STATE, when="2014-06-10")
    fight = claim("a", "clash", IRAQ, target=(STATE,), when="2017-10-19")
    days = {**DAYS, "x": day("2014-06-12")}
    without_fight = [old, claim("b", "holds", IRAQ)]
    quiet, busy = (
        at(infer_control(ControlInput(claims, published=days)), "qaim", "2017-11-06") for claims in (without_fight, [*without_fight, fight])
    )
    assert quiet and busy and quiet.holder == busy.holder == "Government of Iraq"
