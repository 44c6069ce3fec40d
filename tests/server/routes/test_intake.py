"""Ingest of pasted texts and uploaded files."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient


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
    assert "<" not in answer.text and hostile in [one["title"] for one in answer.json()["reports"]]


def test_file_that_is_not_a_report_is_refused_by_name(api: TestClient) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    job = api.post("intake/files?name=../../photo.jpg", content=b"\xff\xd8\xff\xe0\x00\x10JFIF" * 20, headers=headers).json()
    assert job["name"] == "photo.jpg"
    job = finished(api, job)
    assert job["added"] == 0 and job["refused"][0]["name"] == "photo.jpg" and job["refused"][0]["reason"]
