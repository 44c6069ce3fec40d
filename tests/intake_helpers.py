"""Helpers of the intake tests: sample files, and short ways to read them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

from heldby.intake import Accepted, Refused, read_paths

TODAY = dt.date(2026, 1, 15)
BODY = (
    "Government forces entered the hill town of Tell Amar on Tuesday after two days of clashes, residents and a hospital official said.\n\n"
    "The fighters who had held it since spring withdrew to the villages across the river, leaving behind two damaged vehicles."
)
"""A report about a place that does not exist, written for these tests."""
PAGE = f"<html><head><meta name='date' content='2017-11-03'></head><body><article><p>{BODY}</p></article></body></html>"
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))


def read(path: Path | str, **options: object) -> tuple[list[Accepted], list[Refused]]:
    """Return the reports and refusals of one path."""
    found = list(read_paths([path], today=TODAY, **options))  # type: ignore[arg-type]
    return [one for one in found if isinstance(one, Accepted)], [one for one in found if isinstance(one, Refused)]


def read_bytes(folder: Path, name: str, data: bytes | str) -> tuple[list[Accepted], list[Refused]]:
    """Return the reports and refusals of a new file with this name and content."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path)


def only(folder: Path, name: str, data: bytes | str) -> Accepted:
    """Return the only report of a new file with this name and content."""
    accepted, refused = read_bytes(folder, name, data)
    assert not refused, refused
    assert len(accepted) == 1
    return accepted[0]


def reason(folder: Path, name: str, data: bytes | str) -> str:
    """Return the reason for which a new file with this name and content is refused; the refusal must name it."""
    accepted, refused = read_bytes(folder, name, data)
    assert not accepted
    assert len(refused) == 1
    assert name in refused[0].name
    return refused[0].reason


def zipped(members: dict[str, bytes | str], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of these members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return written.getvalue()


def pdf(lines: list[str], *, password: str | None = None, date: str | None = None) -> bytes:
    """Return a one-page PDF with these lines in Helvetica."""
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


def word(title: str = "") -> bytes:
    """Return a Word document with three paragraphs and a table."""
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


def page(head: str = "", body: str = "", foot: str = "", title: str = "Army enters Tell Amar") -> str:
    """Return a news page around BODY."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title} | Valley Post</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>{title}</h1>{body}{PARAGRAPHS}</article></main><footer>{foot}</footer></body></html>"
    )
