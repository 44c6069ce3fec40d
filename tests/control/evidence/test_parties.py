"""Which actors can hold a place."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    infer_control,
)
from heldby.model import ActorRef
from sample_claims import IRAQ, STATE, at, claim, day

HELD = claim("a", "holds", STATE)
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-04"), "c": day("2017-11-06")}


def test_actor_that_is_also_the_target_is_removed_from_a_capture():
    both = claim("b", "capture", IRAQ, STATE, target=(STATE,), when="2017-11-03")
    after = at(infer_control(ControlInput([HELD, both], published=DAYS)), "qaim", "2017-11-03")
    assert after and after.holder == "Government of Iraq"
    alone = claim("b", "capture", STATE, target=(STATE,), when="2017-11-03")
    assert infer_control(ControlInput([alone], published=DAYS)) == []


def test_people_who_flee_hold_nothing():
    fled = claim("b", "withdraw", ActorRef(text="Thousands of people"), when="2017-11-03")
    assert infer_control(ControlInput([fled], published=DAYS)) == []


def test_capital_at_the_head_of_a_sentence_is_not_a_name():
    for words in ("Militants", "Elite units", "Tribal fighters"):
        assert infer_control(ControlInput([claim("b", "holds", ActorRef(text=words))], published=DAYS)) == []
    assert infer_control(ControlInput([claim("b", "holds", ActorRef(text="Sand Column fighters"))], published=DAYS))
