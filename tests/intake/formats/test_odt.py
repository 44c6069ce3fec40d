"""Tests of reading OpenDocument texts."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from intake_helpers import BODY, only, read, read_bytes, reason, zipped

SAMPLE = Path(__file__).parent / "samples" / "libreoffice.odt"
LINES = [
    "Army enters Tell Amar",
    "TELL AMAR, Nov 3, 2017 (Valley Wire) - Government forces entered the hill town of Tell Amar on Friday after two days of clashes, "
    "residents said.",
    "The fighters withdrew to the villages across the river, leaving two vehicles behind.",
    "A bridge was blown up.",
    "Three families fled\tto the mill — “at once”, an officer said. Café Aleppo: تل عمر",
    "Al-Sur: 4 killed, 9 wounded.",
    "Qasr: 2 killed, 1 wounded.",
    "The last line.",
]
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def odt(body: str, head: str = "", manifest: str = "<m/>") -> bytes:
    """Return an OpenDocument text with this body."""
    content = (
        f"{head}<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "META-INF/manifest.xml": manifest,
    })  # fmt: skip


def test_document_of_libreoffice_is_read_in_order_with_its_changes() -> None:
    (found,), _ = read(SAMPLE)
    assert found.report.text.split("\n") == LINES
    assert (found.report.title, str(found.report.published), found.report.source) == ("Army enters Tell Amar", "2017-11-03", "Valley Wire")
    assert found.report.reader.startswith("odt")
    assert found.notes == ("tracked changes: inserted passages are read (1), deleted passages are left out (1)",)


def test_template_name_and_wrong_suffix_do_not_matter(tmp_path: Path) -> None:
    for name in ("a.ott", "a.zip", "a.doc"):
        assert only(tmp_path, name, SAMPLE.read_bytes()).report.text.split("\n") == LINES


def test_heading_at_the_beginning_is_the_title(tmp_path: Path) -> None:
    assert only(tmp_path, "a.odt", odt(f"<text:h>Army enters mill</text:h><text:p>{BODY}</text:p>")).report.title == "Army enters mill"
    assert only(tmp_path, "b.odt", odt(f"<text:p>{BODY}</text:p><text:h>Background</text:h><text:p>x</text:p>")).report.title is None


def test_text_in_frames_and_notes(tmp_path: Path) -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>secret note</text:p></text:note-body></text:note>"
    frame = "<draw:frame><draw:text-box><text:p>Boxed words.</text:p></draw:text-box></draw:frame>"
    body = f'<text:p>Army<text:s text:c="3"/>took{note} Rawa.{frame}</text:p><text:section><text:p>Then Qaim.</text:p></text:section>'
    found = only(tmp_path, "a.odt", odt(body))
    assert found.report.text == "Army   took Rawa.\nBoxed words.\nThen Qaim."
    assert found.notes == ("footnotes and endnotes are left out: 1",)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (odt(f"<text:p>{BODY}"), "broken OpenDocument text"),
        (odt("<text:p/>"), "no text"),
        (odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"), "encrypted"),
        (SAMPLE.read_bytes()[:9000], "broken archive"),
        (odt("<text:p>&x;</text:p>", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares entities"),
        (odt("<text:p>&b;</text:p>", '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'), "declares entities"),
        (odt("<text:section>" * 5000 + "<text:p>x</text:p>" + "</text:section>" * 5000), "broken OpenDocument text"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": bytes(60_000_000)}), "like a ZIP bomb"),
    ],
    ids=["cut", "empty", "encrypted", "half", "outside", "bomb of entities", "deep", "zip bomb"],
)
def test_broken_and_hostile_documents_are_refused(tmp_path: Path, data: bytes, why: str) -> None:
    assert why in reason(tmp_path, "a.odt", data)


def test_spaces_and_columns_cannot_grow_without_limit(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="900000000"><text:p>x</text:p></table:table-cell>'
    body = (
        f'<text:p>Army<text:s text:c="900000000"/>took Rawa.</text:p><table:table><table:table-row>{cell}</table:table-row></table:table>'
    )
    assert len(only(tmp_path, "a.odt", odt(body)).report.text) < 300


def test_other_opendocument_files_are_refused(tmp_path: Path) -> None:
    sheet = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, zipfile.ZIP_STORED)
    assert "OpenDocument file other than a text" in reason(tmp_path, "a.ods", sheet)


def test_export_of_a_press_archive_is_split(tmp_path: Path) -> None:
    parts = "".join(
        f"<text:p>{line}</text:p>" for n in (1, 2) for line in (f"Document {n} of 2", f"Title: Note {n}", f"Date: {n} May 2017", BODY)
    )
    accepted, _ = read_bytes(tmp_path, "a.odt", odt(parts))
    assert [str(one.report.published) for one in accepted] == ["2017-05-01", "2017-05-02"]
