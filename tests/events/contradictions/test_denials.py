"""Claims that one report asserts and another denies."""

from __future__ import annotations

from heldby.events import find_contradictions
from heldby.model import ActorRef, Claim, PlaceRef, SourceRef
from sample_claims import IRAQ, STATE, claim, day

DAYS = {name: day("2017-11-03") for name in "abcd"}
SYRIA = PlaceRef(text="Syria", name="Syria", id="syria", country="SY", precision="country", method="exact")
MILITIA = ActorRef(text="Popular Mobilization Forces", id="popular-mobilization-forces", name="Popular Mobilization Forces")


def reasons(*claims: Claim) -> list[str]:
    return [one.reason for one in find_contradictions(claims, published=DAYS) if one.kind == "denied"]


def test_denial_contradicts_what_another_report_asserts():
    claims = [
        claim("a", "capture", IRAQ, when="2017-11-03"),
        claim("b", "capture", IRAQ, when="2017-11-03", status="denied", source=SourceRef(text="Amaq")),
    ]
    (found,) = find_contradictions(claims, published=DAYS)
    assert found.kind == "denied" and "Amaq denies it" in found.reason


def test_denied_loss_contradicts_the_capture():
    taken = claim("a", "capture", IRAQ, when="2017-11-03")
    denial = claim("b", "lost", STATE, status="denied", source=SourceRef(text="Amaq"))
    assert reasons(taken, denial) == ["One report says: Government of Iraq took Al-Qa'im. Amaq denies it."]
    fallen = claim("b", "capture", STATE, status="denied", source=SourceRef(text="Amaq"), quote="denied that al-Qaim had fallen")
    assert len(reasons(taken, fallen)) == 1
    own = claim("a", "capture", STATE, when="2017-11-03")
    assert reasons(own, denial) == []


def test_denial_of_an_attack_by_unnamed_aircraft_contradicts_the_air_strike():
    strike = claim("a", "airstrike", IRAQ, when="2017-11-03")
    assert len(reasons(strike, claim("b", "airstrike", ActorRef(text="aircraft"), status="denied", quote="its aircraft had struck"))) == 1
    assert len(reasons(strike, claim("b", "attack", IRAQ, status="denied", quote="denied the attack"))) == 1
    assert reasons(strike, claim("b", "airstrike", STATE, status="denied")) == []
    assert reasons(strike, claim("b", "capture", IRAQ, status="denied")) == []


def test_silence_is_no_denial():
    lost = claim("b", "lost", STATE, status="denied", quote="Amaq has not acknowledged the loss of the town")
    assert reasons(claim("a", "capture", IRAQ, when="2017-11-03"), lost) == []


def test_speaker_does_not_deny_what_the_same_report_quotes_from_him():
    spoken = {"source": SourceRef(text="the army"), "quote": "troops entered al-Qaim"}
    entered = claim("a", "advance", IRAQ, when="2017-11-03", **spoken)
    assert reasons(entered, claim("a", "advance", IRAQ, status="denied", start=9, **spoken)) == []
    assert len(reasons(entered, claim("b", "advance", IRAQ, status="denied", source=SourceRef(text="Amaq")))) == 1


def test_denied_capture_is_not_contradicted_by_news_of_a_part_or_of_a_month():
    denial = claim("b", "capture", IRAQ, status="denied", when="2017-11-03", quote="had captured the town")
    assert reasons(claim("a", "capture", IRAQ, when="2017-11-03", quote="captured 40 percent of the town"), denial) == []
    assert reasons(claim("a", "capture", IRAQ, when="2017-11-01/2017-11-30", quote="took it this month"), denial) == []


def test_denial_about_a_country_names_the_same_actor():
    entered = claim("a", "advance", IRAQ, place=SYRIA, when="2017-11-03")
    assert reasons(entered, claim("b", "advance", MILITIA, place=SYRIA, status="denied", quote="had entered Syria")) == []
    assert len(reasons(entered, claim("b", "advance", IRAQ, place=SYRIA, status="denied", quote="had entered Syria"))) == 1


def test_direction_in_the_country_does_not_make_the_town_a_part():
    denial = claim("b", "capture", STATE, status="denied", source=SourceRef(text="Amaq"), quote="denied that al-Qaim had fallen")
    for quote in ("In the centre-west, they seized al-Qaim", "In the centre of the country, they seized al-Qaim"):
        assert len(reasons(claim("a", "capture", IRAQ, when="2017-11-03", quote=quote), denial)) == 1
    centre = claim("a", "capture", IRAQ, when="2017-11-03", quote="they seized the centre of al-Qaim")
    assert reasons(centre, denial) == []
