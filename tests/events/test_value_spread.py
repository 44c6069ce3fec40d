"""Figures of one event."""

from __future__ import annotations

from heldby.events import build_events
from heldby.model import Claim, Value
from sample_claims import STATE, claim, day

DAYS = {"a": day("2017-11-03"), "b": day("2017-11-04"), "c": day("2017-11-05"), "d": day("2017-12-20")}


def dead(report: str, low: float, high: float | None) -> Claim:
    return claim(report, "killed", target=(STATE,), kind="figure", value=Value(low=low, high=high, unit="people"))


def test_figures_keep_their_spread_and_are_not_averaged():
    claims = [
        *(claim(name, "bombing", STATE, when="2017-11-03", quote="A bomb went off in the market of al-Qaim") for name in "abc"),
        dead("a", 12, 12), dead("b", 12, 30), dead("c", 30, None),
    ]  # fmt: skip
    (event,) = build_events(claims, published=DAYS)
    (spread,) = event.value
    assert (spread.low, spread.high, spread.likeliest) == (12, 30, 12) and len(spread.claims) == 3
