from hypothesis import given, settings
from hypothesis import strategies as st

from heldby.events import build_events
from heldby.model import Claim, PlaceRef, Value
from sample_claims import IRAQ, QAIM, RAWA, STATE, claim, day

DAYS = {"a": day("2017-11-03"), "b": day("2017-11-04"), "c": day("2017-11-05"), "d": day("2017-12-20")}


def dead(report: str, low: float, high: float | None) -> Claim:
    return claim(report, "killed", target=(STATE,), kind="figure", value=Value(low=low, high=high, unit="people"))


TOLD = [
    claim("a", "capture", IRAQ, target=(STATE,), when="2017-11-03", quote="Iraqi forces took al-Qaim from IS on Friday"),
    claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03", quote="Al-Qaim falls to the army of Iraq"),
    claim("c", "capture", IRAQ, quote="The army has recaptured al-Qaim, its spokesman said"),
    claim("d", "capture", IRAQ, when="2017-12-20", quote="Iraqi troops took al-Qaim again"),
    claim("a", "capture", IRAQ, place=RAWA, when="2017-11-03", start=60, quote="They took Rawa too"),
    claim("a", "airstrike", IRAQ, when="2017-11-03", start=90, quote="Jets bombed a depot in al-Qaim"),
]


def reports(claims: list[Claim]) -> set[tuple[str, tuple[str, ...]]]:
    return {(event.type, event.reports) for event in build_events(claims, published=DAYS)}


def test_one_event_however_many_reports_tell_it_and_others_apart():
    assert reports(TOLD) == {("capture", ("a", "b", "c")), ("capture", ("d",)), ("capture", ("a",)), ("airstrike", ("a",))}


def test_an_event_counts_independent_voices_and_says_why_its_claims_were_joined():
    (event,) = build_events(TOLD[:3], published=DAYS, families={"a": "a", "b": "a", "c": "c"})
    assert event.families == 2 and event.reports == ("a", "b", "c")
    assert "place" in event.explanation and "2 independent voices" in event.explanation
    assert event.when and event.when.first == event.when.last == day("2017-11-03") and not event.when.estimated


def test_an_event_that_no_text_dates_is_estimated_from_publication():
    (event,) = build_events([TOLD[2]], published=DAYS)
    assert event.when and event.when.estimated and event.when.last == day("2017-11-05")
    (undated,) = build_events([TOLD[2]], published={"c": None})
    assert undated.when is None


def test_numbers_keep_their_spread_and_are_never_averaged():
    claims = [
        *(claim(name, "bombing", STATE, when="2017-11-03", quote="A bomb went off in the market of al-Qaim") for name in "abc"),
        dead("a", 12, 12), dead("b", 12, 30), dead("c", 30, None),
    ]  # fmt: skip
    (event,) = build_events(claims, published=DAYS)
    (spread,) = event.value
    assert (spread.low, spread.high, spread.likeliest) == (12, 30, 12) and len(spread.claims) == 3


@settings(deadline=None, max_examples=30)
@given(st.permutations(TOLD))
def test_the_order_of_claims_does_not_matter(order: list[Claim]):
    assert build_events(order, published=DAYS) == build_events(TOLD, published=DAYS)


def test_a_report_from_elsewhere_changes_no_other_event():
    far = QAIM.model_copy(update={"id": "marib", "name": "Marib", "lat": 15.4, "lon": 45.3, "country": "YE", "within": "Yemen"})
    before = {event.id for event in build_events(TOLD, published=DAYS)}
    later = claim("e", "capture", STATE, place=far, quote="Marib was taken")
    more = build_events([*TOLD, later], published={**DAYS, "e": day("2019-01-01")})
    assert before < {event.id for event in more} and len(more) == len(before) + 1


def test_a_claim_without_a_place_has_the_only_one_that_its_report_names():
    bomb = claim("a", "bombing", when="2017-11-03", place=None, quote="A bomb went off at dawn", start=40)
    near = [claim("a", "holds", IRAQ, quote="Iraqi forces hold al-Qaim"), bomb]
    other = claim("b", "bombing", when="2017-11-03", quote="An explosion shook al-Qaim")
    far = claim("b", "bombing", when="2017-11-03", place=RAWA, quote="An explosion shook Rawa")
    assert ("bombing", ("a", "b")) in reports([*near, other])
    assert ("bombing", ("a", "b")) not in reports([*near, far])


def test_a_town_that_its_province_is_called_after_may_stand_for_the_province():
    idlib = {"text": "Idlib", "id": "idlib", "name": "Idlib", "within": "Idlib, Syria", "country": "SY", "lat": 35.93, "lon": 36.63}
    town = QAIM.model_copy(update=idlib)
    south = town.model_copy(update={"id": "hish", "text": "Hish", "name": "Hish", "lat": 35.54})

    def struck(report: str, place: PlaceRef, quote: str) -> Claim:
        return claim(report, "airstrike", STATE, place=place, when="2017-11-03", quote=quote)

    one, other = struck("a", town, "Warplanes bombed a market in Idlib"), struck("b", south, "Raids on Hish before dawn")
    elsewhere = struck("b", south.model_copy(update={"within": "Hama, Syria"}), "Raids on Hish before dawn")
    assert ("airstrike", ("a", "b")) in reports([one, other]) and ("airstrike", ("a", "b")) not in reports([one, elsewhere])
