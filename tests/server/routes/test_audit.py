"""Audits estimate the precision of the record from a sample."""

from __future__ import annotations

import datetime as dt

import pytest
from fastapi.testclient import TestClient

from heldby.model import Control, Interval
from heldby.server.routes.audit import place_item
from heldby.store import Dossier

BY = Interval(
    first=dt.date(2017, 11, 9), last=dt.date(2017, 11, 30), holder="Islamic State", side="islamic-state", status="held", p=0.8, onset="by"
)
REPORTED = BY.model_copy(update={"onset": "told"})
LATER = BY.model_copy(update={"first": dt.date(2017, 12, 1), "last": None, "p": 0.9, "onset": None})
HINDSIGHT = BY.model_copy(update={"first": None, "last": dt.date(2017, 11, 8), "inferred": True, "onset": None})


@pytest.mark.parametrize(("first", "words"), [(REPORTED, ", since 2017-11-09"), (BY, ", by 2017-11-09")])
def test_held_place_is_described_with_the_day_it_was_first_held(first: Interval, words: str) -> None:
    control = Control(place="Rawa", id="rawa", lat=None, lon=None, intervals=(HINDSIGHT, first, LATER))
    assert place_item(control).says == f"Rawa: Islamic State (held){words}"


def test_audit_gives_precision_with_its_interval_and_is_in_the_ledger(api: TestClient, record: Dossier) -> None:
    sample = api.get("audit/sample?of=claims&size=3&seed=7").json()
    assert [one["id"] for one in sample["items"]] == [one["id"] for one in api.get("audit/sample?of=claims&size=3&seed=7").json()["items"]]
    verdicts = dict(zip([one["id"] for one in sample["items"]], ["right", "right", "wrong"], strict=True))
    audit = api.post("audits", json={"of": "claims", "size": 3, "seed": 7, "verdicts": verdicts}).json()
    overall = audit["overall"]
    assert overall["share"] == pytest.approx(2 / 3)
    # The Wilson interval of 2 in 3, from proportion_confint of statsmodels.
    assert (overall["low"], overall["high"]) == (pytest.approx(0.2077, abs=1e-3), pytest.approx(0.9385, abs=1e-3))
    assert audit["agreement"] == {"people": [], "items": 0, "same": 0, "alpha": None, "low": None, "high": None}
    assert "audit" in [one["action"] for one in api.get("changes").json()["acts"]]
    unexpected = api.post("audits", json={"of": "claims", "size": 3, "seed": 7, "verdicts": {"not-in-it": "right"}})
    assert unexpected.status_code == 400


def test_audit_by_a_second_person_gives_their_agreement(api: TestClient, record: Dossier) -> None:
    ids = [one["id"] for one in api.get("audit/sample?of=claims&size=3&seed=7").json()["items"]]
    first = {"of": "claims", "seed": 7, "size": 3, "verdicts": dict(zip(ids, ["right", "wrong", "wrong"], strict=True))}
    with Dossier.open(record.folder, who="a colleague") as theirs:
        theirs.log_action("audit", "claims", first)
    audit = api.post("audits", json={**first, "verdicts": dict.fromkeys(ids, "right")}).json()
    found = audit["agreement"]
    assert (found["items"], found["same"], "a colleague" in found["people"]) == (3, 1, True)
    assert found["low"] <= found["alpha"] <= found["high"]
    assert found["alpha"] == pytest.approx(-0.25)  # 1 - 5 · 4 / 16, by hand
