"""The app page: compressed, cached by browsers, and preloading the map."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from heldby.errors import BundleMissingError
from heldby.report.page import load_template

ROOT = "http://127.0.0.1:8000/"
PRELOAD = 'rel="preload" as="fetch" crossorigin href="api/v1/scene"'


@pytest.fixture(autouse=True)
def _page_built() -> None:
    try:
        load_template()
    except BundleMissingError as error:
        pytest.skip(str(error))


def test_page_is_gzipped_if_the_browser_accepts_it(api: TestClient) -> None:
    gzipped, plain = (api.get(ROOT, headers={"Accept-Encoding": one}) for one in ("gzip", "identity"))
    assert gzipped.text == plain.text
    assert (gzipped.headers["content-encoding"], plain.headers["content-encoding"]) == ("gzip", "identity")
    assert int(gzipped.headers["content-length"]) < int(plain.headers["content-length"]) / 2


def test_cached_page_gets_its_policy_again_but_no_body(api: TestClient) -> None:
    first = api.get(ROOT)
    again = api.get(ROOT, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_scene_is_preloaded_only_without_a_token(api: TestClient, shared_api: TestClient) -> None:
    assert PRELOAD in api.get(ROOT).text
    assert PRELOAD not in shared_api.get("http://192.0.2.7:8000/").text
