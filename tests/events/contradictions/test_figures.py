"""Figures that cannot both be right."""

from __future__ import annotations

import datetime as dt

from heldby.control import ControlInput, infer_control
from heldby.events import find_contradictions
from heldby.model import Claim, SourceRef, Value
from sample_claims import STATE, claim, day

DAYS = {name: day("2017-11-03") for name in "abcd"}


def kinds(claims: list[Claim], published: dict[str, dt.date | None] = DAYS, families: dict[str, str] | None = None) -> list[str]:
    controls = infer_control(ControlInput(claims, published=published))
    return [one.kind for one in find_contradictions(claims, controls, families=families, published=published)]


def test_figures_contradict_only_if_their_ranges_do_not_overlap():
    def dead(report: str, low: float | None, high: float | None) -> Claim:
        value = Value(low=low, high=high, unit="people")
        return claim(report, "killed", target=(STATE,), when="2017-11-03", kind="figure", value=value)

    assert kinds([dead("a", 12, 12), dead("b", 30, 30)]) == ["numbers"]
    assert kinds([dead("a", 12, None), dead("b", 30, 30)]) == []
    assert kinds([dead("a", 12, 12), dead("b", 30, 30)], families={"a": "x", "b": "x"}) == []


def dead(report: str, number: float, **more: object) -> Claim:
    return claim(report, "killed", when="2017-11-03", kind="figure", value=Value(low=number, high=number, unit="people"), **more)


def test_later_higher_toll_of_the_same_outlet_or_speaker_is_an_update():
    published = {"a": day("2017-11-03"), "b": day("2017-11-04")}

    def found(*claims: Claim, outlets: dict[str, str | None]) -> list[str]:
        return [one.kind for one in find_contradictions(claims, published=published, outlets=outlets)]

    same, different = {"a": "Courier", "b": "Courier"}, {"a": "Courier", "b": "Post"}
    assert found(dead("a", 12), dead("b", 30), outlets=same) == []
    assert found(dead("a", 30), dead("b", 12), outlets=same) == ["numbers"]
    assert found(dead("a", 12), dead("b", 30), outlets=different) == ["numbers"]
    assert found(dead("a", 12), dead("b", 30, quote="the toll rose to 30"), outlets=different) == []
    governor = {"source": SourceRef(text="the governor")}
    assert found(dead("a", 12, **governor), dead("b", 30, **governor), outlets=different) == []


def test_two_speakers_diverge_even_in_one_report():
    army, monitor = SourceRef(text="the army"), SourceRef(text="a monitor")
    assert kinds([dead("a", 12, source=army), dead("a", 30, source=monitor, start=9)]) == ["numbers"]
    assert kinds([dead("a", 12, source=army), dead("a", 30, source=army, start=9)]) == []


def test_dead_of_an_air_strike_and_of_a_clash_are_not_compared():
    claims = [dead("a", 12), dead("b", 30), claim("a", "airstrike", when="2017-11-03"), claim("b", "clash", when="2017-11-03")]
    assert "numbers" not in kinds(claims)
    assert "numbers" in kinds([*claims[:3], claim("b", "airstrike", when="2017-11-03")])
