"""Tests of reading PDF files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from heldby.intake.formats.pdf_lines import join_lines
from intake_helpers import only, pdf, reason

THIRD = dt.date(2017, 11, 3)


def test_lines_become_paragraphs(tmp_path: Path) -> None:
    lines = [
        "Army enters Tell Amar",
        "",
        "Government forces entered the town of Tell Amar on",
        "Tuesday, residents said. Kurdish-",
        "led fighters left it.",
    ]
    report = only(tmp_path, "a.pdf", pdf(lines, date="D:20171103101500+03'00'")).report
    assert "Tell Amar on Tuesday, residents said." in report.text
    assert (report.published, report.published_doubt) == (THIRD, "it is when the PDF file was made")
    assert report.reader.startswith("pdf (pypdf ")


def test_divided_words_are_joined_and_compounds_keep_their_hyphen() -> None:
    wide = "x" * 40
    assert join_lines(f"{wide} recap-\ntured the town") == f"{wide} recaptured the town"
    assert join_lines(f"{wide} Kurdish-\nled forces") == f"{wide} Kurdish-led forces"
    assert join_lines(f"{wide} in al-\nQaim now") == f"{wide} in al-Qaim now"
    assert join_lines("Short line\nAnother") == "Short line\nAnother"


def test_encrypted_file_and_scan_are_refused(tmp_path: Path) -> None:
    assert "password" in reason(tmp_path, "a.pdf", pdf(["Text"], password="x"))
    assert reason(tmp_path, "b.pdf", pdf([""])).startswith("it has no text: scanned")


def test_broken_file_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.pdf", b"%PDF-1.4 nothing").startswith("broken PDF: ")
