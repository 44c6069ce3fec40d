"""Readers get no response with anything that was redacted."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from dossier_samples import add_capture
from heldby import pipeline
from heldby.release.policy import ReleasePolicy
from heldby.server import public_copy
from heldby.server.app import create_app
from heldby.server.audience_router import AudienceRouter
from heldby.server.public_copy import PublicCopy
from heldby.server.settings import ServerSettings
from heldby.store import Dossier

OWNER, READER = ({"Authorization": f"Bearer {token}"} for token in ("owners", "readers"))
SENSITIVE = 'places = ["Rawa"]\nsources = ["Agency C"]\nwords = ["engineers"]\n'
REDACTED = re.compile(
    r"rawa|qaim|kamal|agency c|engineers|anah|secret\.example|(?<![\d.])(34\.48|41\.91|34\.37|41\.09|34\.45|40\.92)(?!\d)", re.IGNORECASE
)
"""Names in sensitive.toml, names of coarsened places, a report of yesterday, the address of a redacted report, and exact coordinates."""


@pytest.fixture
def server(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server with a second audience of readers, who see reports fourteen days after publication."""
    monkeypatch.setattr(public_copy, "CHECK_INTERVAL_S", 0.0)
    copies = record.folder.parent / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    (record.folder / "sensitive.toml").write_text(SENSITIVE)
    add_capture(record, "Iraqi forces took Anah from IS. It was quiet.", "Anah", str(dt.date.today() - dt.timedelta(days=1)))
    add_capture(record, "Rebels took Rawa from IS. A bridge fell.", "Rawa", "2017-11-20", url="https://secret.example/1", title="On Rawa")
    pipeline.conclude(record)
    settings = ServerSettings(host="192.0.2.7", token="owners", readers_token="readers")
    copy = PublicCopy(record, settings, ReleasePolicy(delay=14, coarsen=50))
    owner = create_app(record, settings)
    with TestClient(AudienceRouter(owner, copy, settings), base_url="http://192.0.2.7:8000/api/v1/") as client:
        yield client
    assert not list(copies.iterdir())


def ids_of(api: TestClient, who: dict[str, str]) -> dict[str, list[str]]:
    """Return the ids of all records that an audience can list, by kind."""
    listed = {
        name: api.get(f"collections/{name}/items?limit=1000", headers=who).json()["features"] for name in ("places", "events", "claims")
    }
    reports = api.get("reports", headers=who).json()["reports"]
    return {**{name: [one["id"] for one in found] for name, found in listed.items()}, "reports": [one["id"] for one in reports]}


def addresses(api: TestClient, ids: dict[str, list[str]]) -> Iterator[str]:
    """Yield every GET path of the API, filled in with the ids."""
    known = {"claims": ids["claims"], "reports": ids["reports"], "places": ids["places"], "jobs": ["1"]}
    for path, methods in api.get("openapi.json", headers=OWNER).json()["paths"].items():
        if "get" not in methods:
            continue
        plain = path.removeprefix("/api/v1/")
        kind = plain.partition("/")[0]
        for name in ("places", "control", "events", "claims") if "{name}" in plain else ("",):
            inside = {"places": ids["places"], "control": [f"{id}@0" for id in ids["places"]]}.get(name, ids.get(name, []))
            for id in (inside if name else known[kind]) if "{id}" in plain else ("",):
                yield plain.replace("{name}", name).replace("{id}", id).replace("{day}", "2017-11-21")


def text_without_basemap(answer: Response) -> str:
    """Return a response without the rivers of the base map, which are public knowledge."""
    return answer.text if "rivers" not in answer.text else json.dumps({**answer.json(), "rivers": []})


QUERIES = (
    "?seconds=0.3",
    "?q=took&seconds=0.3&since=2017-11-01&size=50",
    "?q=took&known=2017-11-25&seconds=0.3&of=places",
    "?q=took&in=reports&seconds=0.3&of=events",
)


def test_no_response_to_readers_has_redacted_content(server: TestClient) -> None:
    ids = ids_of(server, READER)
    assert len(ids["reports"]) == 4 and len(ids["claims"]) == 4 and len(ids["places"]) == 2
    asked = [path + query for path in addresses(server, ids) for query in QUERIES]
    asked += ["search?q=Rawa", "search?q=Anah&in=reports", "search?q=engineers", "search?q=quiet"]
    seen = {url: server.get(url, headers=READER) for url in asked}
    assert sum(answer.status_code == 200 for answer in seen.values()) > 100
    assert not {url: found for url, answer in seen.items() if (found := REDACTED.findall(text_without_basemap(answer)))}


def test_owner_sees_everything(server: TestClient) -> None:
    text = " ".join(server.get(url, headers=OWNER).text for url in ("scene", "claims", "reports", "collections/places/items"))
    assert set(re.findall(r"Rawa|Agency C|Engineers|Anah|34\.48", text)) == {"Rawa", "Agency C", "Engineers", "Anah", "34.48"}


def test_records_of_the_owner_only_are_404_for_readers(server: TestClient) -> None:
    mine, theirs = ids_of(server, OWNER), ids_of(server, READER)
    for kind in ("claims", "reports"):
        hidden = [id for id in mine[kind] if id not in theirs[kind]]
        assert hidden and all(server.get(f"{kind}/{id}", headers=READER).status_code == 404 for id in hidden)
    assert server.get("places/pl-rawa/evidence", headers=READER).status_code == 404


def test_readers_cannot_write(server: TestClient) -> None:
    for url, sent in (("judgements", {"subject": "x", "verdict": "accept"}), ("intake", {"text": "A text."}), ("audits", {})):
        assert server.post(url, json=sent, headers=READER).status_code == 403


def test_requests_without_a_valid_token_are_refused(server: TestClient) -> None:
    assert server.get("scene").status_code == 401
    assert server.get("scene", headers={"Authorization": "Bearer other"}).status_code == 401


def test_retracted_and_newly_sensitive_reports_are_gone_at_once(server: TestClient, record: Dossier) -> None:
    qaim = next(one["id"] for one in server.get("reports?q=mines", headers=READER).json()["reports"])
    (record.folder / "sensitive.toml").write_text(
        SENSITIVE + 'reports = ["' + next(iter(one["id"] for one in server.get("reports?q=Qaim", headers=OWNER).json()["reports"])) + '"]\n'
    )
    assert server.get(f"reports/{qaim}", headers=READER).status_code == 404
    kamal = next(one["id"] for one in server.get("reports?q=Kamal", headers=OWNER).json()["reports"])
    record.retract(kamal, "a hoax")
    assert "Syrian army" not in server.get("claims", headers=READER).text


def test_readers_wait_while_no_copy_can_be_made(server: TestClient, record: Dossier) -> None:
    assert server.get("scene", headers=READER).status_code == 200
    (record.folder / "sensitive.toml").write_text("places = 3")
    answer = server.get("scene", headers=READER)
    assert answer.status_code == 503 and answer.headers["retry-after"]


def test_new_report_reaches_readers(server: TestClient, record: Dossier) -> None:
    before = server.get("reports", headers=READER).json()["reports"]
    add_capture(record, "Iraqi forces took Akashat from IS. It rained.", "Akashat", "2017-11-24")
    pipeline.conclude(record)
    server.get("reports", headers=READER)
    assert len(server.get("reports", headers=READER).json()["reports"]) == len(before) + 1
