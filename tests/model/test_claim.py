"""Claims: ids that hash their content, and families."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from heldby.model import Claim, claim_id, family_of
from sample_claims import IRAQ, STATE, claim


def test_id_follows_from_the_content_and_not_from_reader_or_confidence():
    one = claim("a", "holds", IRAQ)
    assert claim_id(one.model_dump(mode="json")) == one.id
    assert claim_id(one.model_copy(update={"reader": "other 2", "confidence": 0.1}).model_dump(mode="json")) == one.id
    assert claim("a", "holds", STATE).id != one.id != claim("b", "holds", IRAQ).id


def test_family_is_the_claims_own_then_its_reports_then_the_report():
    one = claim("a", "holds", IRAQ)
    assert family_of(one, {one.id: "x", "a": "y"}) == "x"
    assert family_of(one, {"a": "y"}) == "y"
    assert family_of(one, {}) == "a"


def test_unknown_fields_are_refused():
    with pytest.raises(ValidationError):
        Claim.model_validate({**claim("a", "holds", IRAQ).model_dump(), "mood": "good"})
