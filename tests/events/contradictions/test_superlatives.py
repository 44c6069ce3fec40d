"""Superlatives and claimed shares that the record contradicts."""

from __future__ import annotations

import datetime as dt

from heldby.control import ControlInput, infer_control
from heldby.events import find_contradictions
from heldby.model import Claim, Control, Interval, Value
from sample_claims import IRAQ, QAIM, RAWA, STATE, claim, day

DAYS = {name: day("2017-11-03") for name in "abcd"}


def kinds(claims: list[Claim], published: dict[str, dt.date | None] = DAYS, families: dict[str, str] | None = None) -> list[str]:
    controls = infer_control(ControlInput(claims, published=published))
    return [one.kind for one in find_contradictions(claims, controls, families=families, published=published)]


def test_last_stronghold_with_others_in_the_record():
    claims = [claim("a", "holds", STATE, held_as="last"), claim("b", "holds", STATE, place=RAWA)]
    controls = infer_control(ControlInput(claims, published=DAYS))
    (found,) = find_contradictions(claims, controls, published=DAYS)
    assert found.kind == "superlative" and "Rawah" in found.reason and found.place == "Al-Qa'im"


def test_superlative_in_an_undated_report_is_compared_with_undated_reports():
    claims = [claim("a", "holds", STATE, held_as="last"), claim("a", "holds", STATE, place=RAWA, start=50)]
    published = {"a": None}
    (found,) = find_contradictions(claims, infer_control(ControlInput(claims, published=published)), published=published)
    assert found.kind == "superlative" and found.first is None


def test_share_that_the_places_in_the_record_contradict():
    towns = [QAIM.model_copy(update={"id": f"town{i}", "name": f"Town {i}"}) for i in range(6)]
    held = [claim("a", "holds", STATE, place=town) for town in towns]
    too_high = claim("b", "territory", IRAQ, place=None, kind="figure", value=Value(low=95, high=None, unit="%"))
    modest = claim("b", "territory", STATE, place=None, kind="figure", value=Value(low=95, high=None, unit="%"))
    assert kinds([*held, too_high]) == ["share"]
    assert kinds([*held, modest]) == []


def test_lost_share_is_compared_with_reported_holds_and_not_with_hindsight():
    value = Value(low=95, high=None, unit="%")
    lost = claim("b", "territory", STATE, target=(STATE,), place=None, kind="figure", value=value, when="2014-12-31")

    def found(*, hindsight: bool) -> list[str]:
        held = Interval(
            first=day("2013-12-31"), last=None, holder="Islamic State", side="islamic-state", status="held", p=0.8, inferred=hindsight
        )
        towns = [Control(place=f"Town {n}", id=f"town{n}", lat=None, lon=None, precision="point", intervals=(held,)) for n in range(6)]
        return [one.kind for one in find_contradictions([lost], towns, published=DAYS)]

    assert found(hindsight=False) == ["share"]
    assert found(hindsight=True) == []


def test_last_place_of_some_size_or_in_some_part_is_not_compared():
    def found(quote: str) -> list[str]:
        return kinds([claim("a", "holds", STATE, held_as="last", quote=quote), claim("b", "holds", STATE, place=RAWA)])

    assert found("the group's last stronghold in Iraq") == ["superlative"]
    assert found("the group's last large town in Iraq") == found("its last stronghold in northern Iraq") == []


def test_place_of_which_nothing_was_heard_for_long_contradicts_no_superlative():
    published = {"a": day("2017-11-03"), "b": day("2017-09-03")}
    claims = [claim("a", "holds", STATE, held_as="last"), claim("b", "holds", STATE, place=RAWA)]
    assert kinds(claims, published) == []
    assert kinds(claims, {**published, "b": day("2017-10-20")}) == ["superlative"]
