"""The reliability of outlets and speakers."""

from __future__ import annotations

from heldby.control import (
    ControlInput,
    estimate_reliability,
    infer_control,
)
from heldby.model import SourceRef
from sample_claims import IRAQ, QAIM, STATE, claim, day

TOWNS = [QAIM.model_copy(update={"id": f"town{i}", "name": f"Town {i}"}) for i in range(8)]
TRUE = [claim(f"{outlet}{i}", "holds", STATE, place=town) for outlet in ("wire", "daily", "radio") for i, town in enumerate(TOWNS)]
FALSE = [claim(f"herald{i}", "holds", IRAQ, place=town) for i, town in enumerate(TOWNS)]
PUBLISHED = {one.report: day("2017-10-01") for one in [*TRUE, *FALSE]}
OUTLETS = {report: report.rstrip("0123456789") for report in PUBLISHED}


def test_outlet_that_others_agree_with_is_more_reliable_and_its_errors_are_listed():
    controls = infer_control(ControlInput([*TRUE, *FALSE], published=PUBLISHED))
    found = {
        one.source: one
        for one in estimate_reliability(ControlInput([*TRUE, *FALSE], outlets=OUTLETS, published=PUBLISHED), controls)
        if one.side is None
    }
    assert found["herald"].estimate < 0.5 < 0.8 < found["wire"].estimate
    assert set(found["herald"].claims) == {one.id for one in FALSE} and found["wire"].claims == ()


def test_weighting_by_reliability_raises_the_probability_of_the_consensus():
    plain = infer_control(ControlInput([*TRUE, *FALSE], published=PUBLISHED))
    weighed = infer_control(ControlInput([*TRUE, *FALSE], published=PUBLISHED, outlets=OUTLETS))
    assert all(one.intervals[-1].p < other.intervals[-1].p for one, other in zip(plain, weighed, strict=True))


def test_outlet_that_nobody_else_confirms_is_not_judged():
    controls = infer_control(ControlInput(TRUE[:1], published=PUBLISHED))
    assert estimate_reliability(ControlInput(TRUE[:1], outlets=OUTLETS, published=PUBLISHED), controls) == []


def test_named_speaker_is_judged_and_not_the_outlet_that_quotes_them():
    false_statements = [
        claim(f"wire9{i}", "holds", IRAQ, place=town, source=SourceRef(text="General Amin")) for i, town in enumerate(TOWNS)
    ]
    published = {**PUBLISHED, **{one.report: day("2017-10-01") for one in false_statements}}
    sources = {report: report.rstrip("0123456789") for report in published}
    controls = infer_control(ControlInput([*TRUE, *false_statements], published=published))
    records = estimate_reliability(ControlInput([*TRUE, *false_statements], outlets=sources, published=published), controls)
    found = {(one.kind, one.source): one for one in records if one.side is None}
    assert found["speaker", "General Amin"].estimate < 0.5 < 0.8 < found["outlet", "wire"].estimate
    assert found["outlet", "wire"].against == 0


def test_anonymous_speakers_are_not_separate_sources():
    someone = SourceRef(text="A Rawa man", kind="anonymous")
    secret = [claim(f"wire9{i}", "holds", IRAQ, place=town, source=someone) for i, town in enumerate(TOWNS)]
    published = {**PUBLISHED, **{one.report: day("2017-10-01") for one in secret}}
    controls = infer_control(ControlInput([*TRUE, *secret], published=published))
    found = estimate_reliability(
        ControlInput([*TRUE, *secret], outlets={r: r.rstrip("0123456789") for r in published}, published=published), controls
    )
    assert {one.kind for one in found} == {"outlet"}


def test_reliability_set_by_a_person_replaces_the_estimate():
    plain = infer_control(ControlInput([*TRUE, *FALSE], published=PUBLISHED, outlets=OUTLETS))
    reliability = {"Herald": 1.0, "wire": 0.2, "daily": 0.2, "radio": 0.2}
    fixed = infer_control(ControlInput([*TRUE, *FALSE], published=PUBLISHED, outlets=OUTLETS, reliability=reliability))
    assert plain[0].intervals[-1].side == "islamic-state" and fixed[0].intervals[-1].side == "government-of-iraq"
