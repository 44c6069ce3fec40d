"""Tests of reading Markdown."""

from __future__ import annotations

from pathlib import Path

from intake_helpers import BODY, only


def test_front_matter_gives_the_fields_and_is_boilerplate(tmp_path: Path) -> None:
    front = '---\ntitle: "Army enters Tell Amar"\ndate: 2017-11-03\noutlet: Valley Post\nurl: https://valley.example/1\nid: vp-1\n---\n'
    report = only(tmp_path, "a.md", front + BODY).report
    assert (report.id, report.title, report.source, report.url) == (
        "vp-1",
        "Army enters Tell Amar",
        "Valley Post",
        "https://valley.example/1",
    )
    assert (str(report.published), report.published_how) == ("2017-11-03", "text")
    assert report.text == front + BODY
    assert report.boilerplate[0].end == len(front)
