"""What an event takes from its claims."""

from __future__ import annotations

from heldby.events import build_events
from heldby.model import Claim, Value
from sample_claims import IRAQ, RAWA, STATE, claim, day

DAYS = {"a": day("2017-11-03"), "b": day("2017-11-04"), "c": day("2017-11-05"), "d": day("2017-12-20")}


def dead(report: str, low: float, high: float | None) -> Claim:
    return claim(report, "killed", target=(STATE,), kind="figure", value=Value(low=low, high=high, unit="people"))


CLAIMS = [
    claim("a", "capture", IRAQ, target=(STATE,), when="2017-11-03", quote="Iraqi forces took al-Qaim from IS on Friday"),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03", quote="Al-Qaim falls to the army of Iraq"),
    claim("c", "capture", IRAQ, quote="The army has recaptured al-Qaim, its spokesman said"),
    claim("d", "capture", IRAQ, when="2017-12-20", quote="Iraqi troops took al-Qaim again"),
    claim("a", "capture", IRAQ, place=RAWA, when="2017-11-03", start=60, quote="They took Rawa too"),
    claim("a", "airstrike", IRAQ, when="2017-11-03", start=90, quote="Jets bombed a depot in al-Qaim"),
]


def test_event_counts_families_and_says_why_its_claims_were_joined():
    (event,) = build_events(CLAIMS[:3], published=DAYS, families={"a": "a", "b": "a", "c": "c"})
    assert event.families == 2 and event.reports == ("a", "b", "c")
    assert "place" in event.explanation and "2 independent voices" in event.explanation
    assert event.when and event.when.first == event.when.last == day("2017-11-03") and not event.when.estimated


def test_time_of_an_undated_event_is_estimated_from_publication():
    (event,) = build_events([CLAIMS[2]], published=DAYS)
    assert event.when and event.when.estimated and event.when.last == day("2017-11-05")
    (undated,) = build_events([CLAIMS[2]], published={"c": None})
    assert undated.when is None
