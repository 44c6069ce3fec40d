"""Changes of control since a day, and outlets that fell silent."""

from __future__ import annotations

import datetime as dt

from heldby.control import (
    ControlInput,
    find_changes,
    infer_control,
    silent_outlets,
)
from sample_claims import ANBAR, IRAQ, QAIM, RAWA, STATE, claim, day

CLAIMS = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("d", "holds", STATE, place=RAWA),
    claim("e", "capture", STATE, target=(IRAQ,), when="2017-11-03"),
]
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05"), "d": day("2017-11-05"), "e": day("2017-11-03")}


def test_changes_name_a_flip_and_leave_out_earlier_changes():
    controls = infer_control(ControlInput(CLAIMS[:4], published=DAYS))
    (flip,) = [one for one in find_changes(controls, day("2017-10-25")) if one.kind == "flip"]
    assert (flip.id, flip.before, flip.after, flip.on) == ("qaim", "Islamic State", "Government of Iraq", day("2017-11-03"))
    assert not any(one.kind == "flip" for one in find_changes(controls, day("2017-11-04")))


def test_fight_that_settles_is_not_a_flip():
    fights = [claim("f", "contests", IRAQ, target=(STATE,), when="2017-11-20"), claim("g", "contests", IRAQ, when="2017-11-21")]
    days = {**DAYS, "f": day("2017-11-20"), "g": day("2017-11-21"), "h": day("2018-06-01")}
    later = infer_control(ControlInput([*CLAIMS[1:3], *fights, claim("h", "holds", IRAQ)], published=days))
    kinds = [one.kind for one in find_changes(later, day("2017-11-10"))]
    assert "contested" in kinds and "settled" in kinds and "flip" not in kinds


def test_place_without_news_for_long_becomes_silent():
    controls = infer_control(
        ControlInput([*CLAIMS[1:3], claim("z", "holds", STATE, place=RAWA)], published={**DAYS, "z": day("2045-01-01")})
    )
    assert [one.id for one in find_changes(controls, day("2020-01-01")) if one.kind == "silent"] == ["qaim"]


def test_first_reported_holder_is_new_whoever_was_inferred_before():
    around = claim("x", "holds", STATE, place=ANBAR)
    claims = [around, claim("a", "holds", IRAQ), claim("b", "holds", IRAQ)]
    published: dict[str, dt.date | None] = {"x": day("2017-06-01"), "a": day("2017-11-09"), "b": day("2017-11-12")}
    (new,) = [one for one in find_changes(infer_control(ControlInput(claims, published=published)), day("2010-01-01")) if one.id == QAIM.id]
    assert (new.kind, new.after, new.on) == ("new", "Government of Iraq", day("2017-11-09"))


def test_outlets_that_stopped_publishing_are_listed():
    days = {f"r{i}": day(f"2017-10-0{i}") for i in range(1, 7)}
    outlets = {name: "Wire" if index < 3 else "Daily" for index, name in enumerate(sorted(days))}
    assert silent_outlets(days, outlets, day("2017-10-05")) == [("Wire", day("2017-10-03"))]
