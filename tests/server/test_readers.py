"""What readers may not see is in no answer that they get."""

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
from heldby.release.redaction import ReleasePolicy
from heldby.server import public_copy as readers_of
from heldby.server.app import create_app
from heldby.server.public_copy import AudienceRouter, Readers
from heldby.server.settings import Options
from heldby.store import Dossier

OWNER, READER = ({"Authorization": f"Bearer {token}"} for token in ("owners", "readers"))
SENSITIVE = 'places = ["Rawa"]\nsources = ["Agency C"]\nwords = ["engineers"]\n'
CUT = re.compile(r"rawa|agency c|engineers|anah|secret\.example|(?<![\d.])(34\.48|41\.91|34\.37|41\.09|34\.45|40\.92)(?!\d)", re.IGNORECASE)
"""What is named in the file, what was published yesterday, the address of a report that was cut, and where the places are exactly."""


@pytest.fixture
def doors(record: Dossier, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server with a door for readers; of what was published yesterday they are to know in thirteen days."""
    monkeypatch.setattr(readers_of, "LOOK_S", 0.0)
    copies = record.folder.parent / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    (record.folder / "sensitive.toml").write_text(SENSITIVE)
    add_capture(record, "Iraqi forces took Anah from IS. It was quiet.", "Anah", str(dt.date.today() - dt.timedelta(days=1)))
    add_capture(record, "Rebels took Rawa from IS. A bridge fell.", "Rawa", "2017-11-20", url="https://secret.example/1", title="On Rawa")
    pipeline.conclude(record)
    options = Options(host="192.0.2.7", token="owners", readers="readers")
    behind = Readers(record, options, ReleasePolicy(delay=14, coarsen=50))
    owner = create_app(record, options)
    with TestClient(AudienceRouter(owner, behind, options), base_url="http://192.0.2.7:8000/api/v1/") as client:
        yield client
    assert not list(copies.iterdir())


def ids_of(api: TestClient, who: dict[str, str]) -> dict[str, list[str]]:
    """Ids of every kind of thing that somebody is told of."""
    listed = {
        name: api.get(f"collections/{name}/items?limit=1000", headers=who).json()["features"] for name in ("places", "events", "claims")
    }
    reports = api.get("reports", headers=who).json()["reports"]
    return {**{name: [one["id"] for one in found] for name, found in listed.items()}, "reports": [one["id"] for one in reports]}


def addresses(api: TestClient, ids: dict[str, list[str]]) -> Iterator[str]:
    """Every address that can be got, with whatever it can be asked for."""
    ways = {"claims": ids["claims"], "reports": ids["reports"], "places": ids["places"], "jobs": ["1"]}
    for path, methods in api.get("openapi.json", headers=OWNER).json()["paths"].items():
        if "get" not in methods:
            continue
        plain = path.removeprefix("/api/v1/")
        kind = plain.partition("/")[0]
        for name in ("places", "control", "events", "claims") if "{name}" in plain else ("",):
            inside = {"places": ids["places"], "control": [f"{id}@0" for id in ids["places"]]}.get(name, ids.get(name, []))
            for id in (inside if name else ways[kind]) if "{id}" in plain else ("",):
                yield plain.replace("{name}", name).replace("{id}", id).replace("{day}", "2017-11-21")


def told_in(answer: Response) -> str:
    """What an answer says of the record; rivers and large towns are drawn for orientation, from maps that everybody has."""
    return answer.text if "rivers" not in answer.text else json.dumps({**answer.json(), "rivers": [], "landmarks": []})


QUERIES = (
    "?seconds=0.3",
    "?q=took&seconds=0.3&since=2017-11-01&size=50",
    "?q=took&known=2017-11-25&seconds=0.3&of=places",
    "?q=took&in=reports&seconds=0.3&of=events",
)


def test_no_answer_to_readers_holds_what_is_cut(doors: TestClient) -> None:
    ids = ids_of(doors, READER)
    assert len(ids["reports"]) == 4 and len(ids["claims"]) == 4 and "pl-al-qaim" in ids["places"]
    asked = [path + query for path in addresses(doors, ids) for query in QUERIES]
    asked += ["search?q=Rawa", "search?q=Anah&in=reports", "search?q=engineers", "search?q=quiet"]
    seen = {url: doors.get(url, headers=READER) for url in asked}
    assert sum(answer.status_code == 200 for answer in seen.values()) > 100
    assert not {url: found for url, answer in seen.items() if (found := CUT.findall(told_in(answer)))}


def test_the_owner_is_told_all_of_it(doors: TestClient) -> None:
    told = " ".join(doors.get(url, headers=OWNER).text for url in ("scene", "claims", "reports", "collections/places/items"))
    assert set(re.findall(r"Rawa|Agency C|Engineers|Anah|34\.48", told)) == {"Rawa", "Agency C", "Engineers", "Anah", "34.48"}


def test_what_only_the_owner_knows_is_not_there_for_readers(doors: TestClient) -> None:
    mine, theirs = ids_of(doors, OWNER), ids_of(doors, READER)
    for kind in ("claims", "reports"):
        hidden = [id for id in mine[kind] if id not in theirs[kind]]
        assert hidden and all(doors.get(f"{kind}/{id}", headers=READER).status_code == 404 for id in hidden)
    assert doors.get("places/pl-rawa/evidence", headers=READER).status_code == 404


def test_readers_change_nothing(doors: TestClient) -> None:
    for url, sent in (("judgements", {"subject": "x", "verdict": "accept"}), ("intake", {"text": "A text."}), ("audits", {})):
        assert doors.post(url, json=sent, headers=READER).status_code == 403


def test_without_either_token_nobody_is_let_in(doors: TestClient) -> None:
    assert doors.get("scene").status_code == 401
    assert doors.get("scene", headers={"Authorization": "Bearer other"}).status_code == 401


def test_what_is_taken_back_or_newly_named_is_gone_at_once(doors: TestClient, record: Dossier) -> None:
    qaim = next(one["id"] for one in doors.get("reports?q=Qaim", headers=READER).json()["reports"])
    (record.folder / "sensitive.toml").write_text(
        SENSITIVE + 'reports = ["' + next(iter(one["id"] for one in doors.get("reports?q=Qaim", headers=OWNER).json()["reports"])) + '"]\n'
    )
    assert doors.get(f"reports/{qaim}", headers=READER).status_code == 404
    kamal = next(one["id"] for one in doors.get("reports?q=Kamal", headers=OWNER).json()["reports"])
    record.retract(kamal, "a hoax")
    assert "Kamal" not in doors.get("claims", headers=READER).text


def test_while_nothing_can_be_shown_readers_wait(doors: TestClient, record: Dossier) -> None:
    assert doors.get("scene", headers=READER).status_code == 200
    (record.folder / "sensitive.toml").write_text("places = 3")
    answer = doors.get("scene", headers=READER)
    assert answer.status_code == 503 and answer.headers["retry-after"]


def test_a_new_report_reaches_readers_in_time(doors: TestClient, record: Dossier) -> None:
    before = doors.get("reports", headers=READER).json()["reports"]
    add_capture(record, "Iraqi forces took Akashat from IS. It rained.", "Akashat", "2017-11-24")
    pipeline.conclude(record)
    doors.get("reports", headers=READER)
    assert len(doors.get("reports", headers=READER).json()["reports"]) == len(before) + 1
