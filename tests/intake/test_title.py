"""Tests of finding the headline of a text."""

from __future__ import annotations

from pathlib import Path

from intake_helpers import BODY, only


def test_first_line_that_is_set_apart_is_the_title(tmp_path: Path) -> None:
    assert only(tmp_path, "a.txt", f"Army enters Tell Amar\n\n{BODY}").report.title == "Army enters Tell Amar"
    assert only(tmp_path, "a.txt", BODY).report.title is None
    assert only(tmp_path, "a.txt", "Army enters Tell Amar").report.title is None
    assert only(tmp_path, "a.md", f"# Army enters Tell Amar #\n\n{BODY}").report.title == "Army enters Tell Amar"
