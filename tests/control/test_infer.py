"""Control inferred from claims, day by day."""

from __future__ import annotations

import random

from heldby.control import (
    ControlInput,
    infer_control,
)
from sample_claims import IRAQ, RAWA, STATE, at, claim, day

FALL = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
]
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05")}


def test_capture_changes_the_holder_on_its_day_and_is_cited():
    found = infer_control(ControlInput(FALL, published=DAYS))
    before, after = at(found, "qaim", "2017-11-02"), at(found, "qaim", "2017-11-03")
    assert before and before.holder == "Islamic State" and FALL[0].id in before.claims
    assert after and after.holder == "Government of Iraq" and after.p > 0.9 and {FALL[1].id, FALL[2].id} == set(after.claims)


def test_reports_published_after_the_known_on_day_do_not_count():
    found = infer_control(ControlInput(FALL, published=DAYS, known_on=day("2017-11-02")))
    interval = at(found, "qaim", "2017-11-02")
    assert interval and interval.holder == "Islamic State"
    assert {c for control in found for i in control.intervals for c in i.claims} == {FALL[0].id}


def test_undated_claims_of_an_undated_report_give_no_date():
    (found,) = infer_control(ControlInput([claim("a", "holds", STATE)], published={"a": None}))
    (interval,) = found.intervals
    assert (interval.first, interval.last, interval.holder, interval.status) == (None, None, "Islamic State", "held")


def test_silence_turns_into_unknown_and_never_into_the_other_side():
    found = infer_control(ControlInput([*FALL, claim("z", "holds", STATE, place=RAWA)], published={**DAYS, "z": day("2040-01-01")}))
    late = at(found, "qaim", "2039-01-01")
    assert late and late.status == "unknown" and late.holder is None and late.claims == ()


def test_order_of_claims_does_not_matter():
    claims = [*FALL, claim("e", "clash", IRAQ, target=(STATE,), when="2017-10-30"), claim("a", "holds", STATE, place=RAWA)]
    shuffled = random.Random(7).sample(claims, len(claims))
    assert infer_control(ControlInput(claims, published=DAYS)) == infer_control(ControlInput(shuffled, published=DAYS))
