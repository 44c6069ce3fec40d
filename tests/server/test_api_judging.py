"""Judgements through the API: the picture follows, the evidence stays, everything can be undone."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from heldby.store import Dossier


def rawa(api: TestClient) -> dict[str, object]:
    return api.get("collections/places/items?place=Rawa").json()["features"][0]["properties"]  # type: ignore[no-any-return]


def claim_of(api: TestClient, place: str) -> str:
    return str(api.get(f"claims?place={place}").json()["claims"][0]["id"])


def test_a_rejected_claim_leaves_the_picture_and_comes_back(api: TestClient) -> None:
    before, claim = rawa(api), claim_of(api, "Rawa")
    number = api.post("judgements", json={"subject": claim, "verdict": "reject", "why": "misread"}).json()["number"]
    assert api.get("collections/places/items?place=Rawa").json()["features"] == []
    assert api.get("judgements").json()["judgements"][0]["why"] == "misread"
    assert api.post(f"judgements/{number}/undo", json={}).status_code == 200
    assert rawa(api) == before


def test_a_correction_moves_the_claim_and_not_its_sentence(api: TestClient) -> None:
    claim = claim_of(api, "Rawa")
    correction = {"status": "attempted"}
    assert api.post("judgements", json={"subject": claim, "verdict": "correct", "correction": correction}).status_code == 201
    assert next(one for one in api.get("claims").json()["claims"] if one["id"] == claim)["status"] == "attempted"
    assert api.get(f"collections/claims/items/{claim}").json()["properties"]["status"] == "happened", "what was read stays"


@pytest.mark.parametrize(
    "given",
    [
        {"verdict": "correct", "correction": {"quote": "other words"}},
        {"verdict": "correct", "correction": {"no_such_field": 1}},
        {"verdict": "correct"},
        {"verdict": "accept", "correction": {"status": "denied"}},
        {"verdict": "correct", "correction": {"place": [{"text": "Rawa", "lat": 912.0, "lon": 0.0}]}},
    ],
)
def test_what_cannot_be_right_is_refused_and_not_kept(api: TestClient, record: Dossier, given: dict[str, object]) -> None:
    answer = api.post("judgements", json={"subject": claim_of(api, "Rawa"), **given})
    assert answer.status_code == 400 and answer.json()["detail"]
    assert record.judgements() == []


def test_a_place_is_corrected_to_where_it_is_or_not_at_all(api: TestClient) -> None:
    bad = {"kind": "place", "subject": "Rawa", "verdict": "correct", "correction": {"lat": "north"}}
    assert api.post("judgements", json=bad).status_code == 400
    good = {**bad, "correction": {"lat": 34.5, "lon": 41.9}}
    assert api.post("judgements", json=good).status_code == 201
    assert api.get("collections/places/items?place=Rawa").json()["features"][0]["geometry"]["coordinates"] == [41.9, 34.5]


def test_the_weightiest_waits_first_and_goes_when_judged(api: TestClient) -> None:
    waiting = api.get("review/queue").json()["waiting"]
    assert len(waiting) == 3 and waiting == sorted(waiting, key=lambda one: -one["weight"])
    api.post("judgements", json={"subject": waiting[0]["claim"], "verdict": "accept"})
    assert waiting[0]["claim"] not in [one["claim"] for one in api.get("review/queue").json()["waiting"]]


def test_an_audit_tells_precision_with_its_interval_and_is_remembered(api: TestClient, record: Dossier) -> None:
    sample = api.get("audit/sample?of=claims&size=3&seed=7").json()
    assert [one["id"] for one in sample["items"]] == [one["id"] for one in api.get("audit/sample?of=claims&size=3&seed=7").json()["items"]]
    verdicts = dict(zip([one["id"] for one in sample["items"]], ["right", "right", "wrong"], strict=True))
    audit = api.post("audits", json={"of": "claims", "size": 3, "seed": 7, "verdicts": verdicts}).json()
    overall = audit["overall"]
    assert overall["share"] == pytest.approx(2 / 3)
    # Wilson's interval of 2 in 3, as statsmodels' proportion_confint gives it.
    assert (overall["low"], overall["high"]) == (pytest.approx(0.2077, abs=1e-3), pytest.approx(0.9385, abs=1e-3))
    assert "audit" in [one["action"] for one in api.get("changes").json()["acts"]]
    strange = api.post("audits", json={"of": "claims", "size": 3, "seed": 7, "verdicts": {"not-in-it": "right"}})
    assert strange.status_code == 400
