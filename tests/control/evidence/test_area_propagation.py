"""Statements about areas."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    infer_control,
)
from sample_claims import ANBAR, IRAQ, STATE, at, claim, day

FALL = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
]
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05")}


def test_area_has_a_record_only_with_claims_and_counts_weakly_for_its_towns():
    alone = infer_control(ControlInput([FALL[0]], published=DAYS))
    both = infer_control(ControlInput([FALL[0], claim("d", "holds", STATE, place=ANBAR)], published={**DAYS, "d": day("2017-10-20")}))
    assert [control.id for control in alone] == ["qaim"] and {control.id for control in both} == {"qaim", "anbar"}
    one, two = at(alone, "qaim", "2017-10-20"), at(both, "qaim", "2017-10-20")
    assert one and two and one.p < two.p < 0.99
