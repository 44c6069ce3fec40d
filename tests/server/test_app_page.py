"""The app's page: made once, sent packed, and not sent again to a browser that has it."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from heldby.report import BundleMissingError
from heldby.report.page import template

ROOT = "http://127.0.0.1:8000/"
EARLY = 'rel="preload" as="fetch" crossorigin href="api/v1/scene"'


@pytest.fixture(autouse=True)
def built() -> None:
    try:
        template()
    except BundleMissingError as error:
        pytest.skip(str(error))


def test_it_comes_packed_or_as_it_stands(api: TestClient) -> None:
    packed, plain = (api.get(ROOT, headers={"Accept-Encoding": one}) for one in ("gzip", "identity"))
    assert packed.text == plain.text
    assert (packed.headers["content-encoding"], plain.headers["content-encoding"]) == ("gzip", "identity")
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2


def test_a_browser_that_has_it_gets_its_policy_again_and_not_the_page(api: TestClient) -> None:
    first = api.get(ROOT)
    again = api.get(ROOT, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_the_scene_is_asked_for_beforehand_where_no_token_has_to_go_along(api: TestClient, shared_api: TestClient) -> None:
    assert EARLY in api.get(ROOT).text
    assert EARLY not in shared_api.get("http://192.0.2.7:8000/").text
