"""Tests of finding the headline of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intake_helpers import BODY, only


def test_first_line_that_is_set_apart_is_the_title(tmp_path: Path) -> None:
    assert only(tmp_path, "a.txt", f"Army enters Tell Amar\n\n{BODY}").report.title == "Army enters Tell Amar"
    assert only(tmp_path, "a.txt", BODY).report.title is None
    assert only(tmp_path, "a.txt", "Army enters Tell Amar").report.title is None
    assert only(tmp_path, "a.md", f"# Army enters Tell Amar #\n\n{BODY}").report.title == "Army enters Tell Amar"


SENTENCE = "The army entered Tell Amar."


@pytest.mark.parametrize("title", ["ARMY ENTERS TELL AMAR", "Army Enters Tell Amar and Its Mill", "ARMY ENTERS TELL AMAR, 12 DEAD"])
def test_headline_is_known_by_its_capitals(tmp_path: Path, title: str) -> None:
    for name, data in (("a.txt", f"{title}\n{SENTENCE}"), ("a.jsonl", json.dumps({"text": f"{title}\n{SENTENCE}"}))):
        report = only(tmp_path, name, data).report
        assert report.title == title
        assert [report.text[one.start : one.end] for one in report.boilerplate] == [title]


@pytest.mark.parametrize(
    "first",
    ["Army enters Tell Amar on", "The army entered Tell Amar.", "- Army Enters Tell Amar", "Published: 3 November 2017"],
)
def test_other_first_line_is_no_headline(tmp_path: Path, first: str) -> None:
    assert only(tmp_path, "a.txt", f"{first}\n{SENTENCE}").report.title is None


def test_headline_above_a_date_is_the_title(tmp_path: Path) -> None:
    assert only(tmp_path, "a.txt", f"Army enters Tell Amar\n3 November 2017\n{SENTENCE}\n").report.title == "Army enters Tell Amar"


def test_title_in_capitals_at_the_beginning_of_the_text_is_marked(tmp_path: Path) -> None:
    record = {"title": "Army enters Tell Amar", "text": f"ARMY ENTERS TELL AMAR. {SENTENCE}"}
    report = only(tmp_path, "a.jsonl", json.dumps(record)).report
    assert [report.text[one.start : one.end] for one in report.boilerplate] == ["ARMY ENTERS TELL AMAR."]
