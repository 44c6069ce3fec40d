"""A place that two parties claim in one sentence is disputed."""

from heldby.control import ControlInput, infer_control
from heldby.model import ActorRef, SourceRef
from sample_claims import IRAQ, STATE, at, claim, day

DAYS = {"a": day("2017-11-04"), "b": day("2017-11-04")}


def _said(report: str, party: ActorRef, start: int = 0):
    source = SourceRef(text=party.text, kind="named", id=party.id)
    return claim(report, "holds", party, when="2017-11-03", start=start).model_copy(update={"source": source})


def _answer(*claims):
    return at(infer_control(ControlInput([*claims], published=DAYS)), "qaim", "2017-11-04")


def test_rival_claims_of_one_sentence_make_nobody_the_holder() -> None:
    found = _answer(_said("a", IRAQ), _said("a", STATE))
    assert found and (found.holder is None or found.inferred) and found.p < 0.6


def test_claims_of_two_sentences_are_weighed() -> None:
    found = _answer(_said("a", IRAQ), claim("b", "holds", STATE, when="2017-11-03"))
    assert found and found.holder == "Islamic State"
