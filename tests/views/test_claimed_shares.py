"""Shares of places, people and land."""

from __future__ import annotations

import datetime as dt

from heldby import views
from heldby.store import Dossier


def test_shares_count_places_and_land_with_bounds(record: Dossier) -> None:
    snapshot = record.conclusions()
    found = views.shares(snapshot, dt.date(2017, 11, 20))
    assert {one.measure for one in found} >= {"places", "land"}
    assert all(one.low <= one.likeliest <= one.high <= one.of for one in found)
    iraq = next(one for one in found if one.measure == "places" and one.side == "government-of-iraq")
    assert (iraq.high, iraq.of) == (2, 3)
