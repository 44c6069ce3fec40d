"""Tests of reports from text, Markdown and records: the text and the original are kept, the text of documents as a reader sees it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heldby.base.readable_text import readable
from heldby.intake.wrong_encoding import needs_repair, repair
from intake_helpers import BODY, only

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(lambda text: text.strip())
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


def as_seen(text: str) -> str:
    """Return a readable text; a text of invisible characters alone is unchanged."""
    seen = readable(repair(text) if needs_repair(text) else text)
    return seen if seen.strip() else text


@SAME_FOLDER
@given(TEXTS)
def test_text_of_a_row_is_kept(tmp_path: Path, text: str) -> None:
    for ascii_only in (True, False):
        line = json.dumps({"text": text}, ensure_ascii=ascii_only)
        accepted = only(tmp_path, "rows.jsonl", line + "\n")
        assert accepted.report.text == text
        assert accepted.original == line.encode()


@SAME_FOLDER
@given(TEXTS.map(lambda text: "Report. " + text))
def test_text_of_a_file_is_kept(tmp_path: Path, text: str) -> None:
    for name in ("a.txt", "a.md"):
        accepted = only(tmp_path, name, text)
        assert accepted.report.text == as_seen(text)
        assert accepted.original == text.encode()
        assert accepted.report.sha256 == hashlib.sha256(text.encode()).hexdigest()


@SAME_FOLDER
@given(TEXTS, st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]))))
def test_boilerplate_passages_are_in_order_without_overlaps(tmp_path: Path, text: str, title: str | None) -> None:
    report = only(tmp_path, "rows.jsonl", json.dumps({"text": text, "title": title})).report
    end = 0
    for passage in report.boilerplate:
        assert end <= passage.start < passage.end <= len(report.text)
        end = passage.end


def test_same_bytes_get_the_same_id_and_a_stated_id_is_kept(tmp_path: Path) -> None:
    first, second = only(tmp_path, "a.txt", BODY).report, only(tmp_path, "b.txt", BODY).report
    assert first.id == second.id == f"sha256:{first.sha256}"
    assert only(tmp_path, "a.jsonl", json.dumps({"id": "x/1 ", "text": BODY})).report.id == "x/1 "
    assert only(tmp_path, "a.jsonl", json.dumps({"id": 1205, "text": BODY})).report.id == "1205"


def test_long_text_is_announced(tmp_path: Path) -> None:
    accepted = only(tmp_path, "long.txt", "The army took Homs. " * 60_000)
    assert "it has 1,200,000 characters, so reading it takes about 2 minutes" in accepted.notes
