"""Tests of the files of situation reports, read back by other programs: lxml, a Markdown parser, python-docx and pypdf."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from lxml import html as lxml_html

from heldby.errors import HeldbyError
from heldby.sitrep import SituationReport, check_format, write_situation_report
from heldby.sitrep.formats import pdf
from heldby.sitrep.formats.docx_template import build_template
from heldby.sitrep.formats.markdown import escape

HOSTILE_TITLE = "</td><script>alert(1)</script> | **bold** =SUM(A1) {{ 7 * 7 }}"


def statements(made: SituationReport) -> list[str]:
    return [one.text for section in made.sections for one in section.statements]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_html_has_every_sentence_and_every_citation_leads_to_the_annex(made: SituationReport, tmp_path: Path) -> None:
    (file,) = write_situation_report(made, tmp_path / "s.html")
    page = lxml_html.fromstring(file.read_bytes())
    items = [flat(one.text_content()) for one in page.iter("li")]
    assert [item.rpartition(" [")[0] for item in items] == statements(made)
    targets = {one.get("id") for one in page.iter("tr")}
    links = [one.get("href") for one in page.iter("a")]
    assert all(link[1:] in targets for link in links if link.startswith("#")) and "https://a.example/rawa" in links
    assert not any(link.startswith("javascript") for link in links)
    assert not list(page.iter("script")) and HOSTILE_TITLE in flat(page.text_content())
    assert len(list(page.iter("figure"))) == sum(one.map is not None for one in made.sections)


def test_markdown_shows_hostile_text_as_text_and_its_maps_as_files(made: SituationReport, tmp_path: Path) -> None:
    file, *maps = write_situation_report(made, tmp_path / "s.md")
    text = file.read_text("utf-8")
    assert [one.name for one in maps] == re.findall(r"\]\(<(s-map-\d\.svg)>\)", text) and all(
        "<svg" in one.read_text("utf-8") for one in maps
    )
    assert "<script" not in text.replace("\\<script", "") and "**bold**" not in text
    for sentence in statements(made):
        assert f"- {escape(sentence)} " in text
    rows = [line for line in text.splitlines() if line.startswith("| <a id=")]
    assert len(rows) == len(made.annex) and all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows)


def test_docx_opens_in_python_docx_with_sentences_maps_links_and_annex(made: SituationReport, tmp_path: Path) -> None:
    (file,) = write_situation_report(made, tmp_path / "s.docx")
    document = docx.Document(str(file))
    shown = [flat(one.text) for one in document.paragraphs if one.style is not None and one.style.name == "List Bullet"]
    assert [one.rpartition(" [")[0] for one in shown] == statements(made)
    assert len(document.inline_shapes) == sum(one.map is not None for one in made.sections)
    (table,) = document.tables
    assert len(table.rows) == 1 + len(made.annex) and HOSTILE_TITLE in table.rows[-1].cells[2].text
    xml = zipfile.ZipFile(file).read("word/document.xml").decode()
    assert set(re.findall(r'w:anchor="(\w+)"', xml)) == set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', xml))
    assert "https://a.example/rawa" in zipfile.ZipFile(file).read("word/_rels/document.xml.rels").decode()
    assert "{{" not in xml.replace("{{ 7 * 7 }}", "") and "{%" not in xml


@pytest.mark.skipif(
    not (shutil.which("chromium") or shutil.which("google-chrome")), reason="needs a Chromium browser: apt-get install chromium"
)
def test_pdf_has_every_sentence(made: SituationReport, tmp_path: Path) -> None:
    (file,) = write_situation_report(made, tmp_path / "s.pdf")
    reader = pypdf.PdfReader(file)
    text = flat(" ".join(page.extract_text() for page in reader.pages))
    squeezed = text.replace(" ", "")
    assert all(one.replace(" ", "") in squeezed for one in statements(made))
    assert reader.metadata is not None and reader.metadata.title == made.title


def test_without_a_browser_a_pdf_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "COMMANDS", ())
    monkeypatch.setattr(pdf, "APPLICATIONS", ())
    with pytest.raises(HeldbyError, match="needs Chromium, Chrome, Edge or Brave, and none is installed here"):
        check_format(tmp_path / "s.pdf")
    monkeypatch.setenv("HELDBY_BROWSER", "no-such-browser")
    with pytest.raises(HeldbyError, match="HELDBY_BROWSER is no-such-browser"):
        check_format(tmp_path / "s.pdf")


@pytest.mark.parametrize("script", ["exit 3", "echo broken >&2; exit 1"])
def test_browser_that_prints_nothing_is_an_error(
    script: str, made: SituationReport, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = tmp_path / "browser"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("HELDBY_BROWSER", str(fake))
    old = tmp_path / "s.pdf"
    old.write_bytes(b"old")
    with pytest.raises(HeldbyError, match="printed no PDF"):
        write_situation_report(made, old)
    assert old.read_bytes() == b"old"


def test_own_templates_are_used(made: SituationReport, tmp_path: Path) -> None:
    own = tmp_path / "own.html"
    own.write_text("<h1>{{ report.title }}</h1>{{ report.annex | length }}")
    (file,) = write_situation_report(made, tmp_path / "s.html", own)
    assert file.read_text() == f"<h1>{made.title}</h1>{len(made.annex)}"
    word = docx.Document(io.BytesIO(build_template()))
    word.sections[0].header.paragraphs[0].text = "Desk of {{ report.generator }}"
    word.save(str(tmp_path / "own.docx"))
    (file,) = write_situation_report(made, tmp_path / "s.docx", tmp_path / "own.docx")
    assert docx.Document(str(file)).sections[0].header.paragraphs[0].text == f"Desk of {made.generator}"


@pytest.mark.parametrize(
    "template",
    ["{{ report.nothing }}", "{% for %}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ report.made + 'x' }}", b"\xff\xfe\xff"],
)
def test_mistake_in_a_template_is_an_error_and_code_in_it_does_not_run(
    template: str | bytes, made: SituationReport, tmp_path: Path
) -> None:
    own = tmp_path / "own.html"
    own.write_bytes(template if isinstance(template, bytes) else template.encode())
    with pytest.raises(HeldbyError, match="the template cannot be used"):
        write_situation_report(made, tmp_path / "s.html", own)


def test_template_that_is_not_a_word_document_is_an_error(made: SituationReport, tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_bytes(b"not a zip")
    with pytest.raises(HeldbyError, match="the template cannot be used"):
        write_situation_report(made, tmp_path / "s.docx", tmp_path / "own.docx")


def test_unknown_ending_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(HeldbyError, match=r"one of \.html, \.md, \.docx, \.pdf"):
        check_format(tmp_path / "s.odt")
