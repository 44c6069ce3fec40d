"""What is new since a ledger entry or a day, and the event stream."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_changes_since_a_ledger_entry_are_those_after_it(api: TestClient) -> None:
    head = api.get("changes").json()["head"]
    assert head == 3 and len(api.get("changes").json()["reports"]) == 3
    assert api.get(f"changes?after={head}").json()["reports"] == []
    since = api.get("changes?since=2017-11-10").json()
    assert "Rawa" in {one["place"] for one in since["turns"]}
    assert [one["place"] for one in since["differences"]] == ["Rawa"]
