from heldby.events import build_events
from heldby.model import Value
from sample_claims import QAIM, RAWA, STATE, claim, day

DAYS = {"a": day("2017-11-04"), "b": day("2017-11-04")}


def test_a_toll_without_an_act_tells_of_the_event_that_another_report_names():
    blast = claim("a", "bombing", STATE, quote="A car bomb went off in al-Qaim")
    toll = claim("b", "killed", kind="figure", quote="Twelve dead in al-Qaim car bomb", value=Value(low=12, high=12, unit="people"))
    (event,) = build_events([blast, toll], published=DAYS)
    assert event.type == "bombing" and event.reports == ("a", "b")


def test_a_toll_alone_is_a_killing_and_an_expected_one_is_nothing():
    toll = claim("b", "killed", kind="figure", place=RAWA, value=Value(low=12, high=12, unit="people"))
    assert [event.type for event in build_events([toll], published=DAYS)] == ["kill"]
    assert build_events([claim("b", "killed", kind="figure", status="expected", place=QAIM)], published=DAYS) == []
