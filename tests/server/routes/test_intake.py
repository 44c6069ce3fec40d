"""Ingest of pasted texts and uploaded files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from heldby.reading.readers import ChosenReader
from heldby.server.app import create_app
from heldby.store import Dossier
from plugin_package import install


def finished(api: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    """Return a job once it is done or has failed."""
    while job["state"] not in ("done", "failed"):
        job = api.get(f"jobs/{job['id']}").json()
    return job


def test_markup_in_a_report_stays_text(api: TestClient) -> None:
    hostile = "<script>alert(1)</script>\u202e & </title> took Rawa."
    pasted = {"text": hostile, "title": hostile, "source": hostile, "published": "2017-12-01"}
    job = finished(api, api.post("intake", json=pasted).json())
    assert job["state"] == "done" and job["added"] == 1
    answer = api.get("reports")
    seen = hostile.replace("\u202e", "")  # the direction mark is invisible
    assert "<" not in answer.text and seen in [one["title"] for one in answer.json()["reports"]]


def test_file_that_is_not_a_report_is_refused_by_name(api: TestClient) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    job = api.post("intake/files?name=../../photo.jpg", content=b"\xff\xd8\xff\xe0\x00\x10JFIF" * 20, headers=headers).json()
    assert job["name"] == "photo.jpg"
    job = finished(api, job)
    assert job["added"] == 0 and job["refused"][0]["name"] == "photo.jpg" and job["refused"][0]["reason"]


def test_report_about_something_else_is_counted_as_not_read_further(api: TestClient) -> None:
    pasted = {"text": "The pupils plant beans and tomatoes in the school garden, and cook soup for their parents in autumn. " * 8}
    job = finished(api, api.post("intake", json=pasted).json())
    assert (job["added"], job["skipped"], job["claims"]) == (1, 1, 0)


def test_private_address_is_refused(api: TestClient) -> None:
    job = finished(api, api.post("intake", json={"url": "http://127.0.0.1:9/latest"}).json())
    assert job["added"] == 0 and "private network" in job["refused"][0]["reason"]


def test_added_reports_are_read_with_the_chosen_reader(record: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    with TestClient(create_app(record, reader=ChosenReader("field")), base_url="http://127.0.0.1:8000/api/v1/") as api:
        job = finished(api, api.post("intake", json={"text": "Rebels took Rawa."}).json())
    assert job["claims"] == 1 and len(record.reports_read_by("field took")) == 1


def test_reader_that_cannot_be_started_fails_the_job_with_its_reason(record: Dossier) -> None:
    with TestClient(create_app(record, reader=ChosenReader("nobody")), base_url="http://127.0.0.1:8000/api/v1/") as api:
        job = finished(api, api.post("intake", json={"text": "Rebels took Rawa."}).json())
    assert job["state"] == "failed" and "no reader named nobody" in job["error"]
