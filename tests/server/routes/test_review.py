"""Judgements change the conclusions, leave the evidence as it is, and can be undone."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from heldby.store import Dossier


def rawa(api: TestClient) -> dict[str, object]:
    return api.get("collections/places/items?place=Rawa").json()["features"][0]["properties"]  # type: ignore[no-any-return]


def claim_of(api: TestClient, place: str) -> str:
    return str(api.get(f"claims?place={place}").json()["claims"][0]["id"])


def test_rejected_claim_leaves_control_and_returns_when_undone(api: TestClient) -> None:
    before, claim = rawa(api), claim_of(api, "Rawa")
    number = api.post("judgements", json={"subject": claim, "verdict": "reject", "why": "misread"}).json()["number"]
    assert api.get("collections/places/items?place=Rawa").json()["features"] == []
    assert api.get("judgements").json()["judgements"][0]["why"] == "misread"
    assert api.post(f"judgements/{number}/undo", json={}).status_code == 200
    assert rawa(api) == before


def test_correction_changes_the_claim_and_not_what_was_read(api: TestClient) -> None:
    claim = claim_of(api, "Rawa")
    correction = {"status": "attempted"}
    assert api.post("judgements", json={"subject": claim, "verdict": "correct", "correction": correction}).status_code == 201
    assert next(one for one in api.get("claims").json()["claims"] if one["id"] == claim)["status"] == "attempted"
    assert api.get(f"collections/claims/items/{claim}").json()["properties"]["status"] == "happened", "the claim as read has changed"


@pytest.mark.parametrize(
    "invalid",
    [
        {"verdict": "correct", "correction": {"quote": "other words"}},
        {"verdict": "correct", "correction": {"no_such_field": 1}},
        {"verdict": "correct"},
        {"verdict": "accept", "correction": {"status": "denied"}},
        {"verdict": "correct", "correction": {"place": [{"text": "Rawa", "lat": 912.0, "lon": 0.0}]}},
    ],
)
def test_invalid_judgement_is_refused_and_not_recorded(api: TestClient, record: Dossier, invalid: dict[str, object]) -> None:
    answer = api.post("judgements", json={"subject": claim_of(api, "Rawa"), **invalid})
    assert answer.status_code == 400 and answer.json()["detail"]
    assert record.judgements() == []


def test_correction_of_a_place_needs_numbers(api: TestClient) -> None:
    bad = {"kind": "place", "subject": "Rawa", "verdict": "correct", "correction": {"lat": "north"}}
    assert api.post("judgements", json=bad).status_code == 400
    good = {**bad, "correction": {"lat": 34.5, "lon": 41.9}}
    assert api.post("judgements", json=good).status_code == 201
    assert api.get("collections/places/items?place=Rawa").json()["features"][0]["geometry"]["coordinates"] == [41.9, 34.5]


def test_queue_is_sorted_by_weight_and_drops_judged_claims(api: TestClient) -> None:
    waiting = api.get("review/queue").json()["waiting"]
    assert len(waiting) == 3 and waiting == sorted(waiting, key=lambda one: -one["weight"])
    api.post("judgements", json={"subject": waiting[0]["claim"], "verdict": "accept"})
    assert waiting[0]["claim"] not in [one["claim"] for one in api.get("review/queue").json()["waiting"]]
