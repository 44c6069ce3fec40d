"""Place names without a gazetteer entry."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    infer_control,
)
from heldby.model import PlaceRef
from sample_claims import IRAQ, RAWA, STATE, claim, day

DAYS = {"a": day("2017-10-20"), "b": day("2017-11-04"), "c": day("2017-11-06")}


def test_bare_name_is_the_only_place_of_that_name():
    bare = PlaceRef(text="Rawa", name="Rawa", precision="unknown", method="none")
    named, unplaced = claim("a", "holds", STATE, place=RAWA), claim("b", "capture", IRAQ, place=bare, when="2017-11-03")
    (one,) = infer_control(ControlInput([named, unplaced], published=DAYS))
    assert one.id == "rawa" and one.intervals[-1].holder == "Government of Iraq"
    other = RAWA.model_copy(update={"id": "other-rawa", "lat": 30.0})
    three = infer_control(ControlInput([named, unplaced, claim("c", "holds", STATE, place=other)], published=DAYS))
    assert len(three) == 3
