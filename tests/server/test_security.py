"""Which requests are allowed to read and to write."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

JUDGEMENT = {"subject": "any", "verdict": "accept"}


def test_foreign_host_name_is_rejected(api: TestClient) -> None:
    assert api.get("scene", headers={"Host": "attacker.example"}).status_code == 421
    assert api.get("scene", headers={"Host": "localhost:8000"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://attacker.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
def test_page_of_another_site_cannot_write(api: TestClient, headers: dict[str, str]) -> None:
    assert api.post("judgements", json=JUDGEMENT, headers=headers).status_code == 403


def test_own_page_can_write(api: TestClient) -> None:
    headers = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert api.post("intake", json={"url": "ftp://nowhere"}, headers=headers).status_code == 400


def test_shared_server_requires_a_token_that_is_not_in_the_page(shared_api: TestClient) -> None:
    assert shared_api.get("scene").status_code == 401
    assert shared_api.get("scene", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert shared_api.get("scene", headers={"Authorization": "Bearer secret-token"}).status_code == 200
    assert "secret-token" not in shared_api.get("http://192.0.2.7:8000/").text


def test_shared_server_fetches_nothing_from_its_own_network(shared_api: TestClient) -> None:
    for url in ("http://127.0.0.1:22/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest"):
        answer = shared_api.post("intake", json={"url": url}, headers={"Authorization": "Bearer secret-token"})
        assert answer.status_code == 400, url


def test_every_response_has_security_headers(api: TestClient) -> None:
    for url in ("scene", "nothing-here", "http://127.0.0.1:8000/"):
        headers = api.get(url).headers
        assert "default-src 'none'" in headers["content-security-policy"] and "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"


def test_no_response_has_a_path_of_this_machine(api: TestClient) -> None:
    for url in ("reports", "claims", "scene", "collections/claims/items"):
        assert '"path"' not in api.get(url).text
