"""Tests of reading Rich Text Format."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.formats.test_odt import LINES
from intake_helpers import BODY, only, read, read_bytes, reason

SAMPLE = Path(__file__).parent / "samples" / "libreoffice.rtf"


def rtf(body: str, page: str = "1252") -> bytes:
    """Return a document with this body."""
    return f"{{\\rtf1\\ansi\\ansicpg{page}\\deff0{{\\fonttbl{{\\f0 Arial;}}}} {body}}}".encode(f"cp{page}")


def test_document_of_libreoffice_is_read_in_order_without_deleted_words() -> None:
    (found,), _ = read(SAMPLE)
    assert found.report.text.split("\n") == LINES
    assert (found.report.title, str(found.report.published), found.report.source) == ("Army enters Tell Amar", "2017-11-03", "Valley Wire")
    assert found.notes == ("passages that were deleted with tracked changes are left out: 1",)


def test_content_decides_if_the_suffix_is_wrong(tmp_path: Path) -> None:
    assert only(tmp_path, "a.doc", SAMPLE.read_bytes()).report.reader.startswith("rtf")


def test_code_pages_and_characters_beyond_them(tmp_path: Path) -> None:
    assert only(tmp_path, "a.rtf", rtf("Армия заняла Раву и Каим. \\u26143? \\'c0", "1251")).report.text.startswith(
        "Армия заняла Раву и Каим. 星"
    )
    assert "\U0001f600" in only(tmp_path, "b.rtf", rtf("Army took Rawa \\u-10179?\\u-8704?.")).report.text


def test_what_is_not_the_text_is_left_out(tmp_path: Path) -> None:
    body = (
        "Army took Rawa.{\\footnote secret note}{\\*\\annotation{\\pard a comment}}{\\header running head}{\\pict\\bin5 }{{{}}\\par "
        "{\\field{\\*\\fldinst{HYPERLINK \"http://x.org\"}}{\\fldrslt a link}} \\deleted gone\\deleted0  kept.{\\object{\\*\\objdata 00}}"
    )  # fmt: skip
    found = only(tmp_path, "a.rtf", rtf(body))
    assert found.report.text.split("\n") == ["Army took Rawa.", "a link  kept."]
    assert "footnotes and endnotes are left out: 1" in found.notes and "comments are left out: 1" in found.notes


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{\\rtf1 }", "no text"),
        (b"{\\rtf1 {\\pict 00112233", "no text"),
        (b"{\\rtf", "no text"),
        (rtf("a" * 11_000_000), "too large"),
    ],
    ids=["empty", "cut", "start", "large"],
)
def test_broken_and_large_documents_are_refused(tmp_path: Path, data: bytes, why: str) -> None:
    assert why in reason(tmp_path, "a.rtf", data)


@pytest.mark.parametrize(
    "body",
    [
        "{\\b " * 100_000 + BODY + "}" * 100_000,
        BODY + "}" * 100_000,
        BODY + "{" * 100_000,
        "\\u99999999999999999999? \\'zz \\bin99999999 " + BODY,
        BODY + "{\\pict " + "ab" * 2_000_000 + "}",
        BODY + '{\\field{\\*\\fldinst HYPERLINK "' * 20_000,
        BODY + "\\cell" * 50_000 + "\\row" * 50_000,
        BODY + "\\cell a" * 20_000,
    ],
    ids=["deep", "closed", "open", "numbers", "picture", "links", "cells", "cells without rows"],
)
def test_hostile_documents_are_read_or_refused_quickly(tmp_path: Path, body: str) -> None:
    accepted, refused = read_bytes(tmp_path, "a.rtf", rtf(body))
    assert len(accepted) + len(refused) == 1
    assert all("Tell Amar" in one.report.text for one in accepted)


def test_export_of_a_press_archive_is_split(tmp_path: Path) -> None:
    parts = "\\par ".join(
        line for n in (1, 2) for line in (f"Document {n} of 2", f"Title: Note {n}", f"Date: {n} May 2017", BODY.replace("\n", " "))
    )
    accepted, _ = read_bytes(tmp_path, "a.rtf", rtf(parts))
    assert [str(one.report.published) for one in accepted] == ["2017-05-01", "2017-05-02"]
