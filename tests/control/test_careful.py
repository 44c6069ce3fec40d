"""What a careful reader would not take from a claim's letter: who cannot hold, what is denied, what a name means, what was so before."""

from heldby.control import ControlInput, infer_control
from heldby.model import ActorRef, PlaceRef
from sample_claims import IRAQ, RAWA, STATE, at, claim, day

KURDS = ActorRef(text="peshmerga", id="peshmerga", name="Peshmerga")
HELD = claim("a", "holds", STATE)
DAYS = {"a": day("2017-10-20"), "b": day("2017-11-04"), "c": day("2017-11-06")}


def test_what_a_report_says_is_denied_is_no_capture():
    quote = "A military source denied on Monday that the group had retaken the town."
    reject = claim("b", "reject", STATE, quote=quote, start=100).model_copy(update={"end": 100 + len(quote)})
    inner = claim("b", "capture", STATE, start=135, quote="that the group had retaken the town").model_copy(update={"end": 170})
    taken = claim("a", "capture", IRAQ, target=(STATE,), when="2017-10-18")
    kept = at(infer_control(ControlInput([taken, reject, inner], published=DAYS)), "qaim", "2017-11-04")
    lost = at(infer_control(ControlInput([taken, inner], published=DAYS)), "qaim", "2017-11-04")
    assert kept and kept.holder == "Government of Iraq"
    assert (lost and lost.p < kept.p) or lost.holder != kept.holder


def test_no_one_takes_a_place_from_himself():
    both = claim("b", "capture", IRAQ, STATE, target=(STATE,), when="2017-11-03")
    after = at(infer_control(ControlInput([HELD, both], published=DAYS)), "qaim", "2017-11-03")
    assert after and after.holder == "Government of Iraq"
    alone = claim("b", "capture", STATE, target=(STATE,), when="2017-11-03")
    assert infer_control(ControlInput([alone], published=DAYS)) == []


def test_people_who_flee_hold_nothing():
    fled = claim("b", "withdraw", ActorRef(text="Thousands of people"), when="2017-11-03")
    assert infer_control(ControlInput([fled], published=DAYS)) == []


def test_what_is_taken_from_a_side_was_that_sides_for_a_while():
    taken = claim("b", "capture", IRAQ, target=(STATE,), when="2017-11-03")
    before = at(infer_control(ControlInput([taken], published=DAYS)), "qaim", "2017-10-15")
    assert before and before.side == "islamic-state" and before.p < 0.97


def test_a_fight_is_no_news_of_who_holds_a_place():
    old = claim("x", "capture", STATE, when="2014-06-10")
    fight = claim("a", "clash", IRAQ, target=(STATE,), when="2017-10-19")
    days = {**DAYS, "x": day("2014-06-12")}
    told = [old, claim("b", "holds", IRAQ)]
    quiet, busy = (at(infer_control(ControlInput(claims, published=days)), "qaim", "2017-11-06") for claims in (told, [*told, fight]))
    assert quiet and busy and quiet.holder == busy.holder == "Government of Iraq"


def test_a_bare_name_is_the_one_place_that_is_called_so():
    bare = PlaceRef(text="Rawa", name="Rawa", precision="unknown", method="none")
    named, unplaced = claim("a", "holds", STATE, place=RAWA), claim("b", "capture", IRAQ, place=bare, when="2017-11-03")
    (one,) = infer_control(ControlInput([named, unplaced], published=DAYS))
    assert one.id == "rawa" and one.intervals[-1].holder == "Government of Iraq"
    other = RAWA.model_copy(update={"id": "other-rawa", "lat": 30.0})
    three = infer_control(ControlInput([named, unplaced, claim("c", "holds", STATE, place=other)], published=DAYS))
    assert len(three) == 3


def test_a_loss_told_first_and_its_taker_told_later_are_one_change():
    lost = claim("b", "capture", target=(STATE,), when="2017-11-03")
    taken = claim("c", "capture", KURDS, when="2017-11-06")
    found = infer_control(ControlInput([HELD, lost, taken], published=DAYS))
    between = at(found, "qaim", "2017-11-04")
    assert between and between.holder == "Peshmerga"


def test_a_capital_at_the_head_of_a_sentence_is_no_name():
    for words in ("Militants", "Elite units", "Tribal fighters"):
        assert infer_control(ControlInput([claim("b", "holds", ActorRef(text=words))], published=DAYS)) == []
    assert infer_control(ControlInput([claim("b", "holds", ActorRef(text="Sand Column fighters"))], published=DAYS))
