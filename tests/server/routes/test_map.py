"""Control histories as known on a day."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_as_known_on_a_day_nothing_later_is_used(api: TestClient) -> None:
    known = api.get("known/2017-11-10").json()
    assert known["ready"] and set(known["spans"]) == {"pl-al-qaim", "pl-abu-kamal"}
    assert api.get("known/2017-01-01").json()["spans"] == {}
    assert api.get("timeline?known=2017-11-10").json()["total"] == 2
