"""Figures that cannot both be right."""

from __future__ import annotations

import datetime as dt

from heldby.control import ControlInput, infer_control
from heldby.events import find_contradictions
from heldby.model import Claim, Value
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
