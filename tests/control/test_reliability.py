from heldby.control import infer_control, source_records
from told_claims import IRAQ, QAIM, STATE, claim, day

TOWNS = [QAIM.model_copy(update={"id": f"town{i}", "name": f"Town {i}"}) for i in range(8)]
TRUE = [claim(f"{outlet}{i}", "holds", STATE, place=town) for outlet in ("wire", "daily", "radio") for i, town in enumerate(TOWNS)]
FALSE = [claim(f"herald{i}", "holds", IRAQ, place=town) for i, town in enumerate(TOWNS)]
PUBLISHED = {one.report: day("2017-10-01") for one in [*TRUE, *FALSE]}
SOURCES = {report: report.rstrip("0123456789") for report in PUBLISHED}


def test_an_outlet_that_others_bear_out_is_more_reliable_and_the_evidence_is_shown():
    controls = infer_control([*TRUE, *FALSE], published=PUBLISHED)
    found = {one.source: one for one in source_records([*TRUE, *FALSE], controls, SOURCES, published=PUBLISHED) if one.side is None}
    assert found["herald"].estimate < 0.5 < 0.8 < found["wire"].estimate
    assert set(found["herald"].claims) == {one.id for one in FALSE} and found["wire"].claims == ()


def test_a_reliability_that_is_weighed_in_makes_the_consensus_surer():
    plain = infer_control([*TRUE, *FALSE], published=PUBLISHED)
    weighed = infer_control([*TRUE, *FALSE], published=PUBLISHED, sources=SOURCES)
    assert all(one.intervals[-1].p < other.intervals[-1].p for one, other in zip(plain, weighed, strict=True))


def test_an_outlet_alone_with_its_word_is_not_judged():
    controls = infer_control(TRUE[:1], published=PUBLISHED)
    assert source_records(TRUE[:1], controls, SOURCES, published=PUBLISHED) == []
