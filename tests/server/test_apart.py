"""What reads a whole large record is done in a process of its own, and answers the same."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from heldby import pipeline
from heldby.server import apart
from heldby.store import Dossier, UnknownRecord

WHOLE = ("actors", "sources", "known/2017-11-10", "places/pl-rawa/why", "timeline?known=2017-11-10")


def test_a_large_record_is_answered_as_a_small_one(api: TestClient, record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    small = [pipeline.argue(record, record.conclusions(), "pl-rawa"), api.get("known/2017-11-03").json()]
    monkeypatch.setattr(apart, "MANY", 0)
    assert all(api.get(url).status_code == 200 for url in WHOLE)
    large = [apart.apart(record, pipeline.argue, record.shelved(), "pl-rawa"), api.get("known/2017-11-03").json()]
    assert large == small


def test_what_goes_wrong_apart_is_told_here(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MANY", 0)
    with pytest.raises(UnknownRecord, match="no judgement 999"):
        apart.apart(record, Dossier.undo, 999, "a slip")
