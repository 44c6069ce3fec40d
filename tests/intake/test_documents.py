"""PDF, Word and mail: the text they hold, with their dates in doubt where the file and not the report is dated."""

from __future__ import annotations

import datetime as dt
import io
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from intake_helpers import BODY, only, read_bytes, reason

from heldby.intake.formats.pdf import join_lines

THIRD = dt.date(2017, 11, 3)


def pdf(lines: list[str], *, password: str | None = None, date: str | None = None) -> bytes:
    """A one-page PDF with these lines in Helvetica."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    stream = DecodedStreamObject()
    stream.set_data(("BT /F1 10 Tf 14 TL 40 800 Td " + " T* ".join(f"({line}) Tj" for line in lines) + " ET").encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    if date:
        writer.add_metadata({"/CreationDate": date})
    if password:
        writer.encrypt(password)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_pdf_lines_become_paragraphs(tmp_path: Path) -> None:
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


def test_words_divided_at_the_margin_become_whole_and_compounds_stay() -> None:
    wide = "x" * 40
    assert join_lines(f"{wide} recap-\ntured the town") == f"{wide} recaptured the town"
    assert join_lines(f"{wide} Kurdish-\nled forces") == f"{wide} Kurdish-led forces"
    assert join_lines(f"{wide} in al-\nQaim now") == f"{wide} in al-Qaim now"
    assert join_lines("Short line\nAnother") == "Short line\nAnother"


def test_pdf_that_is_locked_or_a_scan_is_refused(tmp_path: Path) -> None:
    assert "password" in reason(tmp_path, "a.pdf", pdf(["Text"], password="x"))
    assert reason(tmp_path, "b.pdf", pdf([""])).startswith("it has no text: scanned")


def test_missing_library_is_named_with_the_way_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(["Text"])
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert reason(tmp_path, "a.pdf", data) == "it needs pypdf, which is not installed: pip install 'heldby[documents]'"


def word(title: str = "") -> bytes:
    """A Word document with two paragraphs and a table."""
    import docx

    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.created = dt.datetime(2017, 11, 3, 9)
    for paragraph in BODY.split("\n\n"):
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "killed", "12"
    document.add_paragraph("The last line.")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_word_document_is_read_in_order_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("a.docx", "a.zip", "a.txt"):
        report = only(tmp_path, name, word("Army enters Tell Amar")).report
        assert report.text == BODY.replace("\n\n", "\n") + "\nkilled\t12\nThe last line."
        assert (report.title, report.published, report.published_doubt) == (
            "Army enters Tell Amar",
            THIRD,
            "it is when the Word document was made",
        )


def mail(subject: str = "Army enters Tell Amar") -> EmailMessage:
    """A mail from an outlet."""
    message = EmailMessage()
    message["From"] = "Valley Post <desk@news.valley.example>"
    message["Date"] = "Fri, 03 Nov 2017 23:30:00 +0300"
    message["Subject"] = subject
    return message


def test_mail_gives_its_body_sender_and_day(tmp_path: Path) -> None:
    message = mail("Armée à Tell Amar")
    message.set_content(BODY)
    report = only(tmp_path, "a.eml", message.as_bytes()).report
    assert report.text == BODY
    assert (report.title, report.source) == ("Armée à Tell Amar", "news.valley.example")
    assert (report.published, report.published_how, report.published_doubt) == (THIRD, "meta", None)


def test_mail_that_is_passed_on_is_dated_in_doubt(tmp_path: Path) -> None:
    message = mail("Fwd: Army enters Tell Amar")
    message.set_content(BODY)
    assert "passes something on" in (only(tmp_path, "a.eml", message.as_bytes()).report.published_doubt or "")


def test_mail_in_html_alone_and_its_attachments(tmp_path: Path) -> None:
    message = mail()
    message.set_content(f"<html><body><script>bad()</script><p>{BODY.replace(chr(10) * 2, '<p>')}</p></body></html>", subtype="html")
    message.add_attachment(b"The army left Tell Amar again.", maintype="text", subtype="plain", filename="second.txt")
    message.add_attachment(word(), maintype="application", subtype="octet-stream", filename="third.docx")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    taken, refused = read_bytes(tmp_path, "a.eml", message.as_bytes())
    assert [one.report.text.split("\n")[0] for one in taken] == [BODY.split("\n")[0], "The army left Tell Amar again.", BODY.split("\n")[0]]
    assert not refused
    assert taken[1].report.path == f"{tmp_path}/a.eml attachment second.txt"
    assert "bad()" not in taken[0].report.text


def test_mail_without_a_header_or_text_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, "a.eml", b"\n\nno header") == "it is no mail: it has no header"
    assert reason(tmp_path, "b.eml", mail().as_bytes()) == "the mail has no text"
