"""The map's encoding of control histories."""

from __future__ import annotations

import datetime as dt

from fastapi.testclient import TestClient

from heldby.model import Interval
from heldby.server.map_scene import NameIndex, encode_interval

BY = Interval(
    first=dt.date(2017, 11, 9), last=dt.date(2017, 11, 30), holder="Islamic State", side="islamic-state", status="held", p=0.8, onset="by"
)
REPORTED = BY.model_copy(update={"onset": "told"})
LATER = BY.model_copy(update={"first": dt.date(2017, 12, 1), "last": None, "p": 0.9, "onset": None})
HINDSIGHT = BY.model_copy(update={"first": None, "last": dt.date(2017, 11, 8), "inferred": True, "onset": None})


def test_last_number_of_an_interval_is_its_basis() -> None:
    encoded = [encode_interval(one, NameIndex(), NameIndex()) for one in (REPORTED, HINDSIGHT, BY, LATER)]
    assert [numbers[-1] for numbers in encoded] == [0, 1, 2, 0]


def test_scene_has_every_place_and_counts_every_claim(api: TestClient) -> None:
    scene = api.get("scene").json()
    assert {one["name"] for one in scene["places"]} == {"Rawa", "al-Qaim", "Abu Kamal"}
    assert sum(one[2] for one in scene["told"]) == scene["claims"] == 3


def test_scene_encodes_each_history_as_numbers(api: TestClient) -> None:
    scene = api.get("scene").json()
    rawa = next(one for one in scene["places"] if one["name"] == "Rawa")
    first, last, holder, side, status, p, basis = rawa["spans"][-7:]
    assert dt.date(1970, 1, 1) + dt.timedelta(days=first) == dt.date(2017, 11, 17) and last is None
    assert scene["holders"][holder] in ("Government of Iraq", "Iraqi forces") and scene["sides"][side]["id"] == "government-of-iraq"
    assert scene["statuses"][status] == "held" and 50 < p <= 100 and basis == 0
    assert None not in rawa.values()
