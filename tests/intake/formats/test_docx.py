"""Tests of reading Word documents."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from intake_helpers import BODY, only, word

THIRD = dt.date(2017, 11, 3)


def test_paragraphs_and_tables_are_read_in_order_under_any_suffix(tmp_path: Path) -> None:
    for name in ("a.docx", "a.zip", "a.txt"):
        report = only(tmp_path, name, word("Army enters Tell Amar")).report
        assert report.text == BODY.replace("\n\n", "\n") + "\nkilled\t12\nThe last line."
        assert (report.title, report.published, report.published_doubt) == (
            "Army enters Tell Amar",
            THIRD,
            "it is when the Word document was made",
        )


def tracked() -> bytes:
    """Return a document with an inserted and a deleted passage, a deleted paragraph mark, a link and a content control."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    body: Any = document.element.body
    mark = "w:id='1' w:author='x' w:date='2017-11-03T10:00:00Z'"

    def add(inside: str) -> None:
        body.insert(
            len(body) - 1, parse_xml(inside.replace("<w:p>", f"<w:p {nsdecls('w', 'r')}>", 1).replace("<w:sdt>", f"<w:sdt {nsdecls('w')}>"))
        )

    add(
        f"<w:p><w:r><w:t xml:space='preserve'>Fighters </w:t></w:r><w:del {mark}><w:r><w:delText>left</w:delText></w:r></w:del>"
        f"<w:ins {mark}><w:r><w:t>hold</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> the mill.</w:t></w:r></w:p>"
    )
    add(f"<w:p><w:pPr><w:rPr><w:del {mark}/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>The army shelled </w:t></w:r></w:p>")
    add("<w:p><w:hyperlink r:id='rId99'><w:r><w:t>Tell Amar</w:t></w:r></w:hyperlink><w:r><w:t>.</w:t></w:r></w:p>")
    add("<w:sdt><w:sdtContent><w:p><w:r><w:t>The bridge is open.</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("Village", "Killed", "Al-Sur", "4"), strict=True):
        cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    accepted = only(tmp_path, "a.docx", tracked())
    assert accepted.report.text == "Fighters hold the mill.\nThe army shelled Tell Amar.\nThe bridge is open.\nAl-Sur: 4 killed."
    assert accepted.notes == ("tracked changes: inserted passages are read (1), deleted passages are left out (2)",)
