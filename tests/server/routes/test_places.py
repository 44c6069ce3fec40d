"""The evidence about a place, and the explanation of the answer about it."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_evidence_has_sentences_and_the_claims_of_each_interval(api: TestClient) -> None:
    found = api.get("places/pl-rawa/evidence").json()
    claim = found["batch"]["claims"][0]
    report = found["batch"]["reports"][0]
    stretch = report["text"][0]
    assert stretch["text"][claim["start"] - stretch["start"] : claim["end"] - stretch["start"]].startswith("Iraqi forces took Rawa")
    assert claim["id"] in found["rests"][-1]
    assert api.get("places/nowhere/evidence").status_code == 404


def test_place_not_yet_known_has_no_evidence_but_is_found(api: TestClient) -> None:
    found = api.get("places/pl-rawa/evidence?known=2017-11-10")
    assert found.status_code == 200 and found.json()["rests"] == [] and found.json()["batch"]["claims"] == []


def test_explanation_has_the_reasons_for_the_answer(api: TestClient) -> None:
    why = api.get("places/pl-rawa/why").json()
    assert why["voices_for"] == 1 and why["reasons"][0]["bearing"] == "for"
