"""Places that only undated reports speak of."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    infer_control,
)
from heldby.model import Claim, Interval
from sample_claims import IRAQ, QAIM, STATE, claim

NO_DAY = {"a": None, "b": None}


def only_interval(*claims: Claim) -> Interval:
    (control,) = infer_control(ControlInput(claims, published=NO_DAY))
    (interval,) = control.intervals
    assert (interval.first, interval.last) == (None, None)
    return interval


def test_march_on_a_town_does_not_displace_its_stated_holder():
    stated = claim("a", "holds", STATE, start=50, held_as="last", confidence=0.6)
    march = [claim("a", "advance", IRAQ, target=(STATE,), start=start, confidence=0.8) for start in (10, 90, 130)]
    block = claim("a", "repel", STATE, target=(IRAQ,), status="attempted", start=170)
    answer = only_interval(stated, *march, block)
    assert (answer.holder, answer.status, answer.claims) == ("Islamic State", "held", (stated.id,))
    assert 0.6 < answer.p < 0.9


def test_single_capture_makes_its_actor_the_holder():
    taken = claim("a", "capture", IRAQ, target=(STATE,), confidence=0.95)
    answer = only_interval(taken)
    assert (answer.holder, answer.claims) == ("Government of Iraq", (taken.id,)) and 0.8 < answer.p < 0.97


def test_order_of_the_text_decides_between_a_hold_and_a_capture():
    statements = [claim("a", "holds", STATE, start=10), claim("a", "capture", IRAQ, target=(STATE,), start=60)]
    assert only_interval(*statements).holder == "Government of Iraq"
    lost_again = [claim("a", "capture", IRAQ, target=(STATE,), start=10), claim("a", "capture", STATE, target=(IRAQ,), start=60)]
    assert only_interval(*lost_again).holder == "Islamic State"


def test_second_undated_report_raises_the_probability_whatever_its_id():
    one, other = claim("a", "holds", STATE), claim("b", "holds", STATE)
    assert only_interval(one, other).p > only_interval(one).p
    against = infer_control(ControlInput([one, claim("b", "holds", IRAQ)], published=NO_DAY))[0].intervals[0]
    swapped = infer_control(ControlInput([claim("a", "holds", IRAQ), other], published=NO_DAY))[0].intervals[0]
    assert against.side is None and swapped.side is None and against.status == swapped.status == "unknown"


def test_denied_or_attempted_capture_is_not_a_capture():
    assert only_interval(claim("a", "capture", IRAQ, target=(STATE,), status="attempted")).holder is None
    held = claim("a", "holds", STATE, start=0, place=QAIM)
    assert only_interval(held, claim("a", "capture", IRAQ, status="denied", start=40)).holder == "Islamic State"


def test_fight_alone_leaves_the_holder_unknown():
    answer = only_interval(claim("a", "advance", IRAQ, target=(STATE,)))
    assert answer.holder is None and answer.side is None
