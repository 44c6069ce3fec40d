"""The record by its views, and what could be known when."""

from __future__ import annotations

import datetime as dt
import json

from fastapi.testclient import TestClient

from heldby.store import Dossier


def test_the_scene_holds_every_place_and_counts_every_claim(api: TestClient) -> None:
    scene = api.get("scene").json()
    assert {one["name"] for one in scene["places"]} == {"Rawa", "al-Qaim", "Abu Kamal"}
    assert sum(one[2] for one in scene["told"]) == scene["claims"] == 3


def test_the_scene_tells_each_history_in_numbers(api: TestClient) -> None:
    scene = api.get("scene").json()
    rawa = next(one for one in scene["places"] if one["name"] == "Rawa")
    first, last, holder, side, status, p, inferred = rawa["spans"][-7:]
    assert dt.date(1970, 1, 1) + dt.timedelta(days=first) == dt.date(2017, 11, 17) and last is None
    assert scene["holders"][holder] in ("Government of Iraq", "Iraqi forces") and scene["sides"][side]["id"] == "government-of-iraq"
    assert scene["statuses"][status] == "held" and 50 < p <= 100 and inferred == 0
    assert None not in rawa.values()


def test_what_was_known_on_a_day_knows_nothing_later(api: TestClient) -> None:
    known = api.get("known/2017-11-10").json()
    assert known["ready"] and set(known["spans"]) == {"pl-al-qaim", "pl-abu-kamal"}
    assert api.get("known/2017-01-01").json()["spans"] == {}
    assert api.get("timeline?known=2017-11-10").json()["total"] == 2


def test_evidence_carries_its_sentences_and_what_the_answer_rests_on(api: TestClient) -> None:
    found = api.get("places/pl-rawa/evidence").json()
    claim = found["batch"]["claims"][0]
    report = found["batch"]["reports"][0]
    stretch = report["text"][0]
    assert stretch["text"][claim["start"] - stretch["start"] : claim["end"] - stretch["start"]].startswith("Iraqi forces took Rawa")
    assert claim["id"] in found["rests"][-1]
    assert api.get("places/nowhere/evidence").status_code == 404


def test_a_place_of_which_nothing_was_known_yet_has_no_evidence_and_is_there(api: TestClient) -> None:
    found = api.get("places/pl-rawa/evidence?known=2017-11-10")
    assert found.status_code == 200 and found.json()["rests"] == [] and found.json()["batch"]["claims"] == []


def test_an_answer_comes_with_its_argument(api: TestClient) -> None:
    why = api.get("places/pl-rawa/why").json()
    assert why["voices_for"] == 1 and why["reasons"][0]["bearing"] == "for"


def test_changes_since_an_act_are_those_after_it(api: TestClient) -> None:
    head = api.get("changes").json()["head"]
    assert head == 3 and len(api.get("changes").json()["reports"]) == 3
    assert api.get(f"changes?after={head}").json()["reports"] == []
    since = api.get("changes?since=2017-11-10").json()
    assert "Rawa" in {one["place"] for one in since["turns"]}
    assert [one["place"] for one in since["differences"]] == ["Rawa"]


def test_text_can_be_nothing_but_text(api: TestClient, record: Dossier) -> None:
    hostile = "<script>alert(1)</script>\u202e & </title> took Rawa."
    given = {"text": hostile, "title": hostile, "source": hostile, "published": "2017-12-01"}
    job = api.post("intake", json=given).json()
    while (job := api.get(f"jobs/{job['id']}").json())["state"] not in ("done", "failed"):
        pass
    assert job["state"] == "done" and job["added"] == 1
    answer = api.get("reports")
    assert "<" not in answer.text and hostile in [one["title"] for one in answer.json()["reports"]]


def test_a_file_that_is_none_is_refused_by_name(api: TestClient) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    job = api.post("intake/files?name=../../photo.jpg", content=b"\xff\xd8\xff\xe0\x00\x10JFIF" * 20, headers=headers).json()
    assert job["name"] == "photo.jpg"
    while (job := api.get(f"jobs/{job['id']}").json())["state"] not in ("done", "failed"):
        pass
    assert job["added"] == 0 and job["refused"][0]["name"] == "photo.jpg" and job["refused"][0]["reason"]


def test_the_stream_tells_where_the_record_stands(api: TestClient) -> None:
    lines = api.get("stream?seconds=0.2").text.splitlines()
    assert lines[0] == "event: picture" and "mark" in json.loads(lines[1].removeprefix("data: "))


def test_claims_page_newest_first(api: TestClient) -> None:
    first = api.get("claims?limit=2").json()
    rest = api.get(f"claims?limit=2&after={first['next']}").json()
    days = [one["when"]["first"] for one in first["claims"] + rest["claims"]]
    assert days == sorted(days, reverse=True) and len(days) == 3 and first["total"] == 3
    assert api.get("claims?after=rubbish").status_code == 400
