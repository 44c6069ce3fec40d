"""Outlets and their reliability."""

from __future__ import annotations

from heldby import pipeline, views
from heldby.store import Dossier


def test_outlet_without_comparable_statements_is_listed_without_an_estimate(record: Dossier) -> None:
    found = views.sources(record, pipeline.rate_sources(record, record.conclusions()))
    assert {(one.source, one.reports) for one in found if one.kind == "outlet"} == {("Agency A", 1), ("Agency B", 1), ("Agency C", 1)}
    assert all(one.estimate is None for one in found if one.agreed + one.against == 0)
