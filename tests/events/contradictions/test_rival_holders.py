"""Contradictions between claims about who took or holds a place."""

from __future__ import annotations

import datetime as dt

from heldby.control import ControlInput, infer_control
from heldby.events import find_contradictions
from heldby.model import Claim, SourceRef
from sample_claims import IRAQ, STATE, claim, day

DAYS = {name: day("2017-11-03") for name in "abcd"}


def kinds(claims: list[Claim], published: dict[str, dt.date | None] = DAYS, families: dict[str, str] | None = None) -> list[str]:
    controls = infer_control(ControlInput(claims, published=published))
    return [one.kind for one in find_contradictions(claims, controls, families=families, published=published)]


def test_two_holders_of_one_place_on_one_day():
    claims = [claim("a", "holds", STATE), claim("b", "holds", IRAQ)]
    (found,) = find_contradictions(claims, published=DAYS)
    assert found.kind == "two_holders" and set(found.claims) == {one.id for one in claims}
    assert "Islamic State" in found.reason and "Government of Iraq" in found.reason and found.first == day("2017-11-03")


def test_family_does_not_contradict_itself():
    assert kinds([claim("a", "holds", STATE), claim("b", "holds", IRAQ)], families={"a": "a", "b": "a"}) == []


def test_loser_may_hold_a_place_until_the_day_it_falls():
    assert kinds([claim("a", "holds", STATE), claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03")]) == []


def test_denial_contradicts_what_another_report_asserts():
    claims = [
        claim("a", "capture", IRAQ, when="2017-11-03"),
        claim("b", "capture", IRAQ, when="2017-11-03", status="denied", source=SourceRef(text="Amaq")),
    ]
    (found,) = find_contradictions(claims, published=DAYS)
    assert found.kind == "denied" and "Amaq denies it" in found.reason


def test_capture_announced_before_the_town_was_entered():
    claims = [claim("a", "capture", IRAQ, when="2017-11-03"), claim("b", "advance", IRAQ, when="2017-11-08")]
    later = {**DAYS, "b": day("2017-11-08")}
    (found,) = find_contradictions(claims, published=later)
    assert found.kind == "capture_before_entry" and (found.first, found.last) == (day("2017-11-03"), day("2017-11-08"))
    lost = claim("c", "capture", STATE, when="2017-11-05")
    assert "capture_before_entry" not in kinds([*claims, lost], {**later, "c": day("2017-11-05")})
