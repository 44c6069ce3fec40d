"""Events from the claims of several reports."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.events import build_events
from heldby.model import Claim, PlaceRef, Value
from sample_claims import IRAQ, QAIM, RAWA, STATE, claim, day

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


def events_by_reports(claims: list[Claim]) -> set[tuple[str, tuple[str, ...]]]:
    return {(event.type, event.reports) for event in build_events(claims, published=DAYS)}


def test_reports_of_one_event_are_joined_and_other_events_stay_apart():
    assert events_by_reports(CLAIMS) == {("capture", ("a", "b", "c")), ("capture", ("d",)), ("capture", ("a",)), ("airstrike", ("a",))}


@settings(deadline=None, max_examples=30)
@given(st.permutations(CLAIMS))
def test_order_of_claims_does_not_matter(order: list[Claim]):
    assert build_events(order, published=DAYS) == build_events(CLAIMS, published=DAYS)


def test_report_from_elsewhere_changes_no_other_event():
    far = QAIM.model_copy(update={"id": "marib", "name": "Marib", "lat": 15.4, "lon": 45.3, "country": "YE", "within": "Yemen"})
    before = {event.id for event in build_events(CLAIMS, published=DAYS)}
    later = claim("e", "capture", STATE, place=far, quote="Marib was taken")
    more = build_events([*CLAIMS, later], published={**DAYS, "e": day("2019-01-01")})
    assert before < {event.id for event in more} and len(more) == len(before) + 1


def test_claim_without_a_place_takes_the_only_one_of_its_report():
    bomb = claim("a", "bombing", when="2017-11-03", place=None, quote="A bomb went off at dawn", start=40)
    near = [claim("a", "holds", IRAQ, quote="Iraqi forces hold al-Qaim"), bomb]
    other = claim("b", "bombing", when="2017-11-03", quote="An explosion shook al-Qaim")
    far = claim("b", "bombing", when="2017-11-03", place=RAWA, quote="An explosion shook Rawa")
    assert ("bombing", ("a", "b")) in events_by_reports([*near, other])
    assert ("bombing", ("a", "b")) not in events_by_reports([*near, far])


def test_town_may_stand_for_the_province_named_after_it():
    idlib = {"text": "Idlib", "id": "idlib", "name": "Idlib", "within": "Idlib, Syria", "country": "SY", "lat": 35.93, "lon": 36.63}
    town = QAIM.model_copy(update=idlib)
    south = town.model_copy(update={"id": "hish", "text": "Hish", "name": "Hish", "lat": 35.54})

    def struck(report: str, place: PlaceRef, quote: str) -> Claim:
        return claim(report, "airstrike", STATE, place=place, when="2017-11-03", quote=quote)

    one, other = struck("a", town, "Warplanes bombed a market in Idlib"), struck("b", south, "Raids on Hish before dawn")
    elsewhere = struck("b", south.model_copy(update={"within": "Hama, Syria"}), "Raids on Hish before dawn")
    assert ("airstrike", ("a", "b")) in events_by_reports([one, other]) and ("airstrike", ("a", "b")) not in events_by_reports(
        [one, elsewhere]
    )


def test_casualties_without_an_act_join_the_event_of_another_report():
    blast = claim("a", "bombing", STATE, quote="A car bomb went off in al-Qaim")
    toll = claim("b", "killed", kind="figure", quote="Twelve dead in al-Qaim car bomb", value=Value(low=12, high=12, unit="people"))
    (event,) = build_events([blast, toll], published=DAYS)
    assert event.type == "bombing" and event.reports == ("a", "b")


def test_casualties_alone_are_a_killing_and_expected_ones_are_not_an_event():
    toll = claim("b", "killed", kind="figure", place=RAWA, value=Value(low=12, high=12, unit="people"))
    assert [event.type for event in build_events([toll], published=DAYS)] == ["kill"]
    assert build_events([claim("b", "killed", kind="figure", status="expected", place=QAIM)], published=DAYS) == []
