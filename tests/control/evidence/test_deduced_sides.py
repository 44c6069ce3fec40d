"""Captures that name no side: who took or lost the place follows from who held it and who speaks."""

from __future__ import annotations

import pytest

from heldby.control import ControlInput, infer_control
from heldby.model import ActorRef, SourceRef
from sample_claims import IRAQ, STATE, at, claim, day

HELD = claim("a", "holds", STATE)
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-04")}
ARMY = SourceRef(text="Iraq's army", kind="named", id=IRAQ.id)


def answer(*claims, on="2017-11-05"):
    return at(infer_control(ControlInput([*claims], published=DAYS)), "qaim", on)


def test_party_that_announces_a_capture_took_the_place_and_the_answer_is_marked_as_inferred():
    said = claim("b", "capture", when="2017-11-03").model_copy(update={"source": ARMY})
    found = answer(HELD, said)
    assert found and found.holder == "Government of Iraq" and found.inferred


def test_place_that_fell_is_lost_by_its_holder_and_nobody_is_named_as_taker():
    found = answer(HELD, claim("b", "capture", when="2017-11-03"))
    assert found and (found.holder is None or found.p < answer(HELD).p)
    assert found.holder not in ("Government of Iraq",)


def test_holder_that_announces_a_capture_has_lost_the_place():
    holds = claim("a", "holds", IRAQ)
    said = claim("b", "capture", when="2017-11-03").model_copy(update={"source": ARMY})
    found, before = answer(holds, said), answer(holds)
    assert found and before and (found.holder is None or found.p < before.p)


def test_capture_without_sides_says_nothing_about_a_place_that_nobody_is_known_to_hold():
    assert answer(claim("b", "capture", when="2017-11-03")) is None


@pytest.mark.parametrize(("entered", "holder"), [("2017-11-06", "Government of Iraq"), ("2017-12-20", "Islamic State")])
def test_entry_soon_after_the_other_side_announced_its_withdrawal_is_a_gain(entered: str, holder: str):
    leaving = claim("b", "withdraw", STATE, status="planned")
    entry = claim("c", "advance", IRAQ, when=entered)
    days = {**DAYS, "c": day(entered)}
    found = at(infer_control(ControlInput([HELD, leaving, entry], published=days)), "qaim", entered)
    assert found and (found.holder == holder or (holder == "Islamic State" and found.holder is None))


def test_place_that_has_not_fallen_is_still_held():
    fight = claim("b", "clash", STATE, target=(IRAQ,), when="2017-11-03")
    stands = claim("b", "capture", status="denied", when="2017-11-04")
    doubtful, sure = answer(HELD, fight), answer(HELD, fight, stands)
    assert doubtful and sure and sure.holder == "Islamic State" and sure.p > doubtful.p


REBELS = ActorRef(text="rebels")
GANG = ActorRef(text="M23", id="m23", name="March 23 Movement")


def test_the_rebels_are_the_only_rebel_party_that_held_the_place_before():
    took, back, now = claim("a", "capture", GANG, when="2017-10-10"), claim("a", "capture", IRAQ, when="2017-10-18"), "2017-11-03"
    found = answer(took, back, claim("b", "capture", REBELS, when=now))
    assert found and found.holder == "March 23 Movement" and found.inferred


def test_the_rebels_are_nobody_where_two_rebel_parties_were_or_none():
    first, second = claim("a", "capture", GANG, when="2017-10-10"), claim("a", "capture", STATE, when="2017-10-18")
    without = answer(first, second)
    assert answer(first, second, claim("b", "capture", REBELS, when="2017-11-03")) == without
    assert answer(claim("b", "capture", REBELS, when="2017-11-03")) is None


def test_place_that_never_fell_is_held_by_its_state_since_the_first_attack_unless_the_state_attacks_it():
    raid = claim("a", "shelling", STATE, when="2017-10-12")
    stands = claim("b", "capture", status="denied", quote="It was shelled but never taken", when="2017-11-04")
    found = answer(raid, stands, on="2017-10-12")
    assert found and (found.holder, found.inferred, str(found.first), found.onset) == ("Government of Iraq", True, "2017-10-12", "by")
    assert answer(claim("a", "shelling", IRAQ, when="2017-10-12"), stands) is None


def test_place_whose_loss_a_party_denies_is_that_partys():
    group = SourceRef(text="Islamic State", kind="named", id=STATE.id)
    found = answer(claim("b", "capture", status="denied", when="2017-11-04").model_copy(update={"source": group}))
    assert found and found.holder == "Islamic State" and found.inferred


GUARD = ActorRef(text="border guards", id="kataib-hezbollah", name="Kata'ib Hezbollah")


def test_handover_within_a_side_changes_the_holder_and_not_the_side():
    allies = {"kataib-hezbollah": IRAQ.id}
    took, gave = claim("a", "capture", GUARD, when="2017-10-18"), claim("b", "surrender", GUARD, target=(IRAQ,), when="2017-11-03")
    left = claim("b", "withdraw", GUARD, when="2017-11-03")
    controls = infer_control(ControlInput([took, gave, left], published=DAYS, sides=allies))
    before, after = at(controls, "qaim", "2017-11-01"), at(controls, "qaim", "2017-11-04")
    assert before and after and (before.holder, after.holder) == ("Kata'ib Hezbollah", "Government of Iraq")
    assert before.side == after.side == IRAQ.id
