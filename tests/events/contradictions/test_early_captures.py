"""Captures that were announced before the place was entered."""

from __future__ import annotations

from heldby.events import find_contradictions
from heldby.model import Claim
from sample_claims import IRAQ, STATE, claim, day

DAYS = {"a": day("2017-11-03"), "b": day("2017-11-08"), "c": day("2017-11-05")}
TAKEN = claim("a", "capture", IRAQ, when="2017-11-03", quote="captured al-Qaim")


def early(*claims: Claim) -> list[Claim]:
    found = [one for one in find_contradictions(claims, published=DAYS) if one.kind == "capture_before_entry"]
    return [claim for one in found for claim in claims if claim.id in one.claims]


def test_capture_announced_before_the_town_was_entered():
    entry = claim("b", "advance", IRAQ, when="2017-11-08")
    (found,) = find_contradictions([TAKEN, entry], published=DAYS)
    assert found.kind == "capture_before_entry" and (found.first, found.last) == (day("2017-11-03"), day("2017-11-08"))
    assert early(TAKEN, entry, claim("c", "capture", STATE, when="2017-11-05")) == []


def test_capture_that_is_reported_again_was_not_announced_too_early():
    again = claim("b", "capture", IRAQ, when="2017-11-08", quote="the army proclaimed the liberation of al-Qaim")
    only_then = claim("b", "capture", IRAQ, when="2017-11-08", quote="the army captured al-Qaim only on Wednesday")
    assert early(TAKEN, again) == []
    assert early(TAKEN, only_then) == [TAKEN, only_then]


def test_fight_into_a_town_shows_that_it_had_not_been_taken():
    mopping_up = claim("b", "clash", IRAQ, when="2017-11-08", quote="troops fought the last militants in al-Qaim")
    entering = claim("b", "clash", IRAQ, when="2017-11-08", quote="troops fought their way into al-Qaim")
    assert early(TAKEN, mopping_up) == []
    assert early(TAKEN, entering) == [TAKEN, entering]


def test_part_of_a_town_is_taken_before_the_whole():
    part = claim("a", "capture", IRAQ, when="2017-11-03", quote="troops took the centre of al-Qaim")
    assert early(part, claim("b", "advance", IRAQ, when="2017-11-08")) == []
