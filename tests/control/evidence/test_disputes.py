"""A gain that one party claims and the other denies makes a place contested, unless another source confirms it.

So do two claims to a place in one sentence.
"""

from __future__ import annotations

from heldby.control import ControlInput, infer_control
from heldby.model import ActorRef, SourceRef
from sample_claims import IRAQ, STATE, at, claim, day

DAYS = {"a": day("2017-10-20"), "b": day("2017-11-04"), "c": day("2017-11-05"), "d": day("2017-11-06")}
HELD = claim("a", "holds", STATE)
ARMY = SourceRef(text="Iraq's army", kind="named", id=IRAQ.id)
GROUP = SourceRef(text="Islamic State", kind="named", id=STATE.id)


def said(report: str, type: str, *actors: ActorRef, by: SourceRef | None = None, **more):
    return claim(report, type, *actors, **more).model_copy(update={"source": by})


CLAIMED = said("b", "capture", IRAQ, by=ARMY, when="2017-11-04")
DENIED = said("b", "capture", status="denied", by=GROUP, when="2017-11-04")


def status(*claims, on="2017-11-06"):
    found = at(infer_control(ControlInput([HELD, *claims], published=DAYS)), "qaim", on)
    return found and (found.status, found.holder)


def test_claim_and_denial_make_a_place_contested():
    assert status(CLAIMED) == ("held", "Government of Iraq")
    assert status(CLAIMED, DENIED) == ("contested", None)


def test_denial_by_a_party_suffices_where_nobody_is_known_to_have_held_the_place():
    found = at(infer_control(ControlInput([CLAIMED, DENIED], published=DAYS)), "qaim", "2017-11-05")
    assert found and found.status == "contested"


def test_what_others_confirm_is_not_contested():
    told = claim("c", "capture", IRAQ, when="2017-11-04")
    admitted = said("c", "withdraw", STATE, by=GROUP, when="2017-11-04")
    assert status(CLAIMED, DENIED, told) == status(CLAIMED, DENIED, admitted) == ("held", "Government of Iraq")


def test_outlets_word_and_a_denial_that_was_given_up_are_no_dispute():
    own = claim("b", "capture", IRAQ, when="2017-11-04")
    assert status(own, DENIED) == ("held", "Government of Iraq")
    first = DENIED.model_copy(update={"quote": "At first denied that the town had fallen"})
    assert status(CLAIMED, first) != ("contested", None)


def test_dispute_ends_with_the_next_report_of_the_holder():
    later = claim("d", "holds", IRAQ, when="2017-11-06")
    assert status(CLAIMED, DENIED, later, on="2017-11-07") == ("held", "Government of Iraq")


def test_contested_place_counts_as_contested_although_its_holder_was_known():
    monitor = claim("b", "contests", IRAQ, STATE, when="2017-11-04")
    assert status(monitor, on="2017-11-04") == ("contested", None)


def test_rival_claims_of_one_sentence_make_a_place_contested():
    rival = said("b", "holds", STATE, by=GROUP, when="2017-11-04")
    assert status(said("b", "holds", IRAQ, by=ARMY, when="2017-11-04"), rival, on="2017-11-04") == ("contested", None)


def test_claims_of_two_sentences_are_weighed():
    later = said("b", "holds", STATE, by=GROUP, when="2017-11-04", start=500)
    assert status(said("c", "holds", IRAQ, by=ARMY, when="2017-11-04"), later, on="2017-11-04") != ("contested", None)
