"""The built-in Word template of situation reports. `heldby report --save-template` writes it, to be changed in Word."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

GREY = "5A6169"


def build_template() -> bytes:
    """Return the template: a Word document with tags that docxtpl fills (https://docxtpl.readthedocs.io)."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    _fit_headings(document)
    document.core_properties.author, document.core_properties.comments = "", ""
    document.core_properties.title = "Situation report"

    document.add_paragraph("{{ report.title }}", style="Title")
    _grey(document.add_paragraph("Made on {{ report.made | day }} by {{ report.generator }}"))
    _loop(document, "line in report.basis", lambda: document.add_paragraph("{{ line }}", style="Intense Quote"))
    _loop(document, "section in report.sections", lambda: _add_section(document))
    document.add_paragraph("Annex: evidence", style="Heading 1")
    _add_annex(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _fit_headings(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 11), ("Intense Quote", 9), ("List Bullet", 10)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.italic = "Arial", Pt(size), False
        style.font.color.rgb = RGBColor.from_string("1C2126")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme font would win over the font set above
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    quote = document.styles["Intense Quote"].paragraph_format
    quote.left_indent = quote.right_indent = Pt(0)
    quote.space_before, quote.space_after = Pt(0), Pt(3)
    document.styles["Intense Quote"].font.bold = False


def _add_section(document: Any) -> None:
    def add(tag: str, style: str | None = None) -> Callable[[], Any]:
        return lambda: document.add_paragraph(f"{{{{ {tag} }}}}", style=style)

    _when(document, "section.level == 1", add("section.title", "Heading 1"))
    _when(document, "section.level != 1", add("section.title", "Heading 2"))
    _when(document, "section.map", add("section.map"))
    _when(document, "section.map", lambda: _grey(document.add_paragraph("{{ section.caption }}")))
    _loop(
        document, "statement in section.statements",
        lambda: document.add_paragraph("{{ statement.text }} {{r statement.cited }}", style="List Bullet"),
    )  # fmt: skip
    _when(document, "section.empty", add("section.empty"))
    _when(document, "section.note", lambda: _grey(document.add_paragraph("{{ section.note }}")))


def _add_annex(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    widths = (Mm(12), Mm(94), Mm(60))
    for cell, text in zip(table.rows[0].cells, ("No.", "Words of the report", "Outlet, date and address"), strict=True):
        cell.text = text
        cell.paragraphs[0].runs[0].bold = True
    table.add_row().cells[0].text = "{%tr for item in report.annex %}"
    row = table.add_row().cells
    row[0].text = "{{r item.anchor }}"
    row[1].text = (
        "{% if item.quote %}“{{ item.quote }}”{% else %}(the whole report){% endif %}"
        "{% if item.speaker %} Speaker: {{ item.speaker }}{% endif %}"
    )
    row[2].text = (
        '{{ item.outlet or "Unknown outlet" }}{% if item.title %}, “{{ item.title }}”{% endif %}, '
        "{% if item.published %}{{ item.published | day }}{% else %}undated, added on {{ item.known | day }}{% endif %}. "
        "{{r item.address }}"
    )
    table.add_row().cells[0].text = "{%tr endfor %}"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for line in table.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = width
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _loop(document: Any, over: str, body: Callable[[], Any]) -> None:
    document.add_paragraph(f"{{%p for {over} %}}")
    body()
    document.add_paragraph("{%p endfor %}")


def _when(document: Any, condition: str, body: Callable[[], Any]) -> None:
    document.add_paragraph(f"{{%p if {condition} %}}")
    body()
    document.add_paragraph("{%p endif %}")


def _grey(paragraph: Any) -> None:
    from docx.shared import Pt, RGBColor

    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(GREY)
