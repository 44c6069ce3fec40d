"""Explanations of an answer: reasons for and against it, and what each source is worth."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    explain_place,
    infer_control,
)
from sample_claims import ANBAR, IRAQ, RAWA, STATE, claim, day

CLAIMS = [
    claim("a", "holds", STATE),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("c", "capture", IRAQ, target=(STATE,), when="2017-11-03"),
    claim("d", "holds", STATE, place=RAWA),
    claim("e", "capture", STATE, target=(IRAQ,), when="2017-11-03"),
]
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-03"), "c": day("2017-11-05"), "d": day("2017-11-05"), "e": day("2017-11-03")}


def test_explanation_lists_reasons_for_and_against_with_the_worth_of_each_source():
    argument = explain_place(ControlInput(CLAIMS, published=DAYS), "qaim", day("2017-11-10"))
    assert argument and argument.holder == "Government of Iraq" and (argument.voices_for, argument.voices_against) == (2, 1)
    bearing = {reason.claim: reason for reason in argument.reasons}
    loyal, hostile, early = bearing[CLAIMS[1].id], bearing[CLAIMS[4].id], bearing[CLAIMS[0].id]
    assert loyal.bearing == "for" and loyal.without is not None and loyal.without < argument.p
    assert hostile.bearing == "against" and hostile.without is not None and hostile.without > argument.p
    assert early.bearing == "aside"
    text = "\n".join(argument.lines({"b": "The Wire"}))
    assert "2 independent sources for it, one independent source against" in text and CLAIMS[1].quote in text
    assert "Government of Iraq took it from Islamic State (2017-11-03)" in text and "[The Wire, published 2017-11-03]" in text


def test_explanation_agrees_with_the_record():
    (control,) = [one for one in infer_control(ControlInput(CLAIMS, published=DAYS)) if one.id == "qaim"]
    argument = explain_place(ControlInput(CLAIMS, published=DAYS), "qaim")
    assert argument and argument.p == control.intervals[-1].p
    assert explain_place(ControlInput(CLAIMS, published=DAYS), "nowhere") is None


def test_explanation_agrees_with_the_record_where_areas_neighbours_and_reliability_count():
    anbar = claim("f", "holds", STATE, place=ANBAR)
    fights = [claim("g", "clash", IRAQ, target=(STATE,), place=RAWA, when=f"2017-11-{n:02}", start=10 * n) for n in range(1, 9)]
    late = claim("h", "capture", IRAQ, place=RAWA, when="2019-01-01")
    claims, days = [*CLAIMS, anbar, *fights, late], {**DAYS, "f": day("2017-11-04"), "g": day("2017-11-09"), "h": day("2019-01-01")}
    sources = {report: f"Outlet {number % 2}" for number, report in enumerate(sorted(days))}
    for control in infer_control(ControlInput(claims, published=days, outlets=sources)):
        for interval in control.intervals:
            argument = explain_place(ControlInput(claims, published=days, outlets=sources), control.id, interval.first)
            assert argument and (argument.side, argument.status, argument.p) == (interval.side, interval.status, interval.p)
