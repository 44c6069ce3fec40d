"""Statements that repeat one another or are parts of one change."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    infer_control,
)
from heldby.model import ActorRef
from sample_claims import IRAQ, STATE, at, claim, day

KURDS = ActorRef(text="peshmerga", id="peshmerga", name="Peshmerga")
HELD = claim("a", "holds", STATE)
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-04"), "c": day("2017-11-06")}


def test_loss_and_a_later_report_of_its_taker_are_one_change():
    lost = claim("b", "capture", target=(STATE,), when="2017-11-03")
    taken = claim("c", "capture", KURDS, when="2017-11-06")
    found = infer_control(ControlInput([HELD, lost, taken], published=DAYS))
    between = at(found, "qaim", "2017-11-04")
    assert between and between.holder == "Peshmerga"


def test_hold_in_a_sentence_about_a_capture_ends_with_it():
    # "seized al-Qaim, the group's last stronghold": one sentence, two claims
    claims = [claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"), claim("b", "holds", STATE)]
    interval = at(infer_control(ControlInput(claims, published=DAYS)), "qaim", "2017-11-03")
    assert interval and (interval.holder, interval.status) == ("Government of Iraq", "held") and interval.p > 0.7


def test_family_counts_as_one_source():
    copies = [claim(f"copy{i}", "capture", IRAQ, when="2017-11-03") for i in range(5)]
    days = {one.report: day("2017-11-04") for one in copies}
    once = at(infer_control(ControlInput(copies[:1], published=days)), "qaim", "2017-11-03")
    as_copies = at(
        infer_control(ControlInput(copies, families={one.report: "copy0" for one in copies}, published=days)), "qaim", "2017-11-03"
    )
    apart = at(infer_control(ControlInput(copies, published=days)), "qaim", "2017-11-03")
    assert once and as_copies and apart and once.p == as_copies.p < apart.p


def test_troops_that_enter_a_place_which_the_other_side_just_left_hold_it():
    left = claim("b", "withdraw", STATE, when="2017-11-03")
    entered = claim("c", "advance", IRAQ, when="2017-11-04")
    found = infer_control(ControlInput([HELD, left, entered], published=DAYS))
    interval = at(found, "qaim", "2017-11-04")
    assert interval and (interval.holder, interval.status) == ("Government of Iraq", "held")


def test_an_advance_without_a_withdrawal_takes_nothing():
    found = infer_control(ControlInput([HELD, claim("c", "advance", IRAQ, when="2017-11-04")], published=DAYS))
    interval = at(found, "qaim", "2017-11-04")
    assert interval and interval.holder != "Government of Iraq"


def test_the_entry_that_a_capture_followed_leaves_no_doubt_about_it():
    # "entered the outskirts of al-Qaim on Friday and took the town"
    claims = [claim("b", "advance", IRAQ, when="2017-11-03"), claim("b", "capture", IRAQ, when="2017-11-03", start=40)]
    both, capture = (at(infer_control(ControlInput(found, published=DAYS)), "qaim", "2017-11-04") for found in (claims, claims[1:]))
    assert both and capture and (both.holder, both.status, both.p) == (capture.holder, "held", capture.p)
