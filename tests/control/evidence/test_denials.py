"""Claims inside a denial."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    infer_control,
)
from sample_claims import IRAQ, STATE, at, claim, day

DAYS = {"a": day("2017-10-20"), "b": day("2017-11-04"), "c": day("2017-11-06")}


def test_capture_inside_a_denial_does_not_count():
    quote = "A military source denied on Monday that the group had retaken the town."
    reject = claim("b", "reject", STATE, quote=quote, start=100).model_copy(update={"end": 100 + len(quote)})
    inner = claim("b", "capture", STATE, start=135, quote="that the group had retaken the town").model_copy(update={"end": 170})
    taken = claim("a", "capture", IRAQ, target=(STATE,), when="2017-10-18")
    kept = at(infer_control(ControlInput([taken, reject, inner], published=DAYS)), "qaim", "2017-11-04")
    lost = at(infer_control(ControlInput([taken, inner], published=DAYS)), "qaim", "2017-11-04")
    assert kept and kept.holder == "Government of Iraq"
    assert (lost and lost.p < kept.p) or lost.holder != kept.holder
