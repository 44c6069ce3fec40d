"""Lists of claims."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_claims_are_paged_newest_first(api: TestClient) -> None:
    first = api.get("claims?limit=2").json()
    rest = api.get(f"claims?limit=2&after={first['next']}").json()
    days = [one["when"]["first"] for one in first["claims"] + rest["claims"]]
    assert days == sorted(days, reverse=True) and len(days) == 3 and first["total"] == 3
    assert api.get("claims?after=rubbish").status_code == 400
