"""Tests of detecting formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake_helpers import BODY, only, read_bytes, reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256))),
        ("program", b"\x7fELF" + bytes(500)),
        ("nul.txt", b"The army took\0 Tell Amar."),
        ("noise.txt", bytes(range(256)) * 20),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_binary_files_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    assert reason(tmp_path, name, data).startswith("binary: ")


def test_text_that_begins_like_a_binary_file_is_read(tmp_path: Path) -> None:
    assert only(tmp_path, "a.txt", "MZ Brigade takes Tell Amar").report.text.startswith("MZ")


def test_content_decides_if_the_suffix_is_wrong(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><body><p>{BODY}</p></body></html>"
    assert only(tmp_path, "page.txt", page).report.reader.startswith("html")
    assert only(tmp_path, "plain.html", BODY).report.reader == "text"
    assert only(tmp_path, "rows.json", '{"text": "One."}\n').report.text == "One."
    assert [one.report.text for one in read_bytes(tmp_path, "rows.json", '{"text": "One."}\n{"text": "Two."}\n')[0]] == ["One.", "Two."]
    assert only(tmp_path, "pretty.jsonl", '{\n "text": "One."\n}\n').report.text == "One."
    assert only(tmp_path, "odd.suffix", BODY).report.text == BODY
