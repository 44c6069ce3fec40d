"""Whatever a model answers, claims quote the report, and no answer raises an error."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heldby.model import Report
from heldby.model.claim import TYPES, Claim
from heldby.reading.claims.analysed_report import AnalysedReport
from heldby.reading.claims.analysis import ReportAnalyser
from heldby.reading.llm.answer import parse_answer
from heldby.reading.llm.claim_builder import ClaimBuilder
from heldby.reading.llm.no_answer import NoAnswer

TEXT = (
    "AL-QAIM 🏙 – “We took it,” he said on Friday. Iraqi forces, backed by the U.S.-led coalition, left the  town of\nRawa, 80 km east of "
    "al-Qaim, in 2017. A source said 20 to 30 fighters of the Islamic State (IS) died. "
)
PIECES = st.builds(lambda a, b: TEXT[min(a, b) : max(a, b)], st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
WORDS = st.one_of(PIECES, st.sampled_from(TEXT.split()), st.text(max_size=5))
TIMES = st.one_of(
    st.none(), WORDS, st.fixed_dictionaries({"text": WORDS, "date": st.sampled_from([None, "2017", "2017-11-17", "..", "x"])})
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS, lambda inner: st.lists(inner, max_size=3), max_leaves=5
)
CLAIMS = st.sampled_from([(kind, type) for kind, types in TYPES.items() for type in types]).flatmap(
    lambda label: st.fixed_dictionaries(
        {"quote": WORDS, "kind": st.just(label[0]), "type": st.just(label[1])},
        optional={
            "actor": st.lists(WORDS, max_size=2), "target": WORDS, "place": st.lists(WORDS, max_size=2), "when": TIMES, "source": WORDS,
            "value": WORDS, "held_as": st.sampled_from(["last", None]), "status": st.sampled_from(["happened", "planned"]),
        },
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def analysed(analyser: ReportAnalyser) -> AnalysedReport:
    return analyser.analyse(Report.from_text(TEXT, id="r", published="2017-11-18"))


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(answer=st.one_of(st.lists(st.one_of(CLAIMS, JSON), max_size=4).map(lambda found: {"claims": found}), JSON))
def test_claims_quote_the_report(analysed: AnalysedReport, answer: Any) -> None:
    builder = ClaimBuilder(analysed, "llm test")
    try:
        builder.add(parse_answer(json.dumps(answer)), (0, len(TEXT)))
    except NoAnswer:
        return
    for claim in builder.claims:
        assert claim.quote == TEXT[claim.start : claim.end] and claim.quote
        assert Claim.model_validate_json(claim.model_dump_json()) == claim
        for ref in (*claim.actor, *claim.target, *claim.place):
            assert ref.start is not None and ref.text == TEXT[ref.start : ref.end] and ref.text
        assert claim.source is None or claim.source.text in TEXT
    assert len(builder.claims) + len(builder.notes()) > 0 or not answer["claims"]
