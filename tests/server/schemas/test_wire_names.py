"""Schemas keep their published names when classes are renamed."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from heldby.server.schemas.wire_names import WIRE_NAMES, with_wire_names

PUBLISHED = [
    "Act", "Actor", "Agreement", "Audit", "Batch", "Collection", "Collections", "Conformance", "Course", "Difference", "Dispute",
    "Evidence",
    "Extent", "Feature", "Features", "HTTPValidationError", "Hit", "Hits", "Job", "Jobs", "Judged", "Judgement", "Judgements",
    "Judging", "Known", "Landing", "Landmark", "Link", "Moment", "Moments", "News", "Outlet", "Outlets", "PageClaim", "PageReport",
    "Party", "Passage", "Pasted", "Precision", "Problem", "Quarrels", "Queue", "QueueRow", "Reason", "Refusal", "ReportRow",
    "ReportRows", "Sample", "SampleItem", "Scene", "ScenePlace", "Side", "SourceRef", "Stretch", "Tie", "Ties", "Turn", "Undoing",
    "ValidationError", "Value", "Verdicts", "When", "Where", "WholeReport", "Why",
]  # fmt: skip
"""Names that clients refer to. A renamed class needs an entry in WIRE_NAMES; a new one is added here."""


def test_components_have_their_published_names(api: TestClient) -> None:
    assert sorted(api.get("openapi.json").json()["components"]["schemas"]) == sorted(PUBLISHED)


def test_references_and_titles_use_published_names(api: TestClient) -> None:
    document = api.get("openapi.json")
    schemas = document.json()["components"]["schemas"]
    assert set(re.findall(r'"#/components/schemas/(\w+)"', document.text)) <= schemas.keys()
    assert all(schema["title"] == name for name, schema in schemas.items())


def test_every_entry_is_of_a_published_schema() -> None:
    assert set(WIRE_NAMES.values()) <= set(PUBLISHED)


def test_two_schemas_cannot_share_a_published_name() -> None:
    with pytest.raises(ValueError, match="share a published name"):
        with_wire_names({"components": {"schemas": {"AsKnown": {}, "Known": {}}}})
