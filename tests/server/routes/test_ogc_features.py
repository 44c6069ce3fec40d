"""Places, control, events and claims as GeoJSON features."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


def ids(api: TestClient, query: str) -> list[str]:
    return [one["id"] for one in api.get(f"collections/{query}").json()["features"]]


def names(api: TestClient, query: str) -> set[str]:
    return {one["properties"]["place"] for one in api.get(f"collections/{query}").json()["features"]}


def test_bounding_box_selects_the_features_in_it(api: TestClient) -> None:
    assert names(api, "places/items?bbox=40.5,34,41.5,35") == {"Abu Kamal", "al-Qaim"}
    assert names(api, "places/items?bbox=0,0,1,1") == set()
    assert len(ids(api, "claims/items?bbox=41.5,34,42,35")) == 1


def test_bounding_box_may_cross_the_date_line(api: TestClient) -> None:
    assert names(api, "places/items?bbox=170,-90,41,90") == {"Abu Kamal"}


def test_datetime_selects_the_holder_on_that_day(api: TestClient) -> None:
    def holder(day: str) -> str | None:
        features = api.get(f"collections/places/items?place=Rawa&datetime={day}").json()["features"]
        return features[0]["properties"].get("holder")

    assert holder("2017-11-20") == "Government of Iraq" or holder("2017-11-20") == "Iraqi forces"
    assert holder("2017-11-20") != holder("2017-11-01")


def test_pages_have_every_feature_once(api: TestClient) -> None:
    found, url = [], "collections/claims/items?limit=1"
    while url:
        page = api.get(url).json()
        found += [one["id"] for one in page["features"]]
        url = next((one["href"] for one in page["links"] if one["rel"] == "next"), None)
    assert sorted(found) == sorted(ids(api, "claims/items")) and len(set(found)) == len(found) == 3


def test_geometry_is_a_point_or_null(api: TestClient) -> None:
    for feature in api.get("collections/places/items").json()["features"]:
        assert feature["geometry"] is None or feature["geometry"]["type"] == "Point"


@pytest.mark.parametrize("query", ["bbox=1,2,3", "bbox=a,b,c,d", "bbox=1,9,2,3", "datetime=yesterday", "datetime=2018-01-01/2017-01-01"])
def test_invalid_parameter_is_refused_with_a_reason(api: TestClient, query: str) -> None:
    answer = api.get(f"collections/places/items?{query}")
    assert answer.status_code == 400 and answer.json()["detail"]


def test_feature_is_found_by_its_id(api: TestClient) -> None:
    for kind in ("places", "control", "events", "claims"):
        first = ids(api, f"{kind}/items")[0]
        assert api.get(f"collections/{kind}/items/{first}").json()["id"] == first
    assert api.get("collections/claims/items/nothing").status_code == 404


def test_unchanged_response_is_not_sent_again(api: TestClient) -> None:
    first = api.get("scene")
    again = api.get("scene", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    claim = ids(api, "claims/items")[0]
    assert api.post("judgements", json={"subject": claim, "verdict": "reject"}).status_code == 201
    assert api.get("scene", headers={"If-None-Match": first.headers["etag"]}).status_code == 200
