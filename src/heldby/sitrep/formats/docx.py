"""Situation reports as Word documents. The template is a Word document too (docxtpl), so that anybody can change it in Word."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from heldby.errors import HeldbyError
from heldby.sitrep.document import Evidence, Section, SituationReport, Statement
from heldby.sitrep.formats.templates import environment

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

MISSING = "Word documents need docxtpl, resvg-py and font-roboto. Install them with: pip install 'heldby[word]'"
MAP_WIDTH_MM = 160
MAP_ZOOM = 2
"""Pixels of a map picture for each unit of its drawing."""


def check() -> None:
    """Check that the libraries of the extra `word` are installed."""
    try:
        import docxtpl  # noqa: F401
        import font_roboto  # noqa: F401
        import resvg_py  # noqa: F401
    except ImportError as error:
        raise HeldbyError(MISSING) from error


def default_template() -> bytes:
    """Return the built-in template."""
    from heldby.sitrep.formats.docx_template import build_template

    return build_template()


def render(report: SituationReport, template: bytes | None, name: str) -> Mapping[str, bytes]:
    """Return the document."""
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    out = BytesIO()
    try:
        document = DocxTemplate(BytesIO(template or default_template()))
        document.init_docx()
        values = {**report.model_dump(), "sections": [_section(document, one) for one in report.sections]}
        values["annex"] = [_entry(document, one) for one in report.annex]
        document.render({"report": values}, environment(autoescape=True), autoescape=True)
        document.save(out)
    except (TemplateError, PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise HeldbyError(f"the template cannot be used: {error}") from error
    return {name: out.getvalue()}


def _section(document: DocxTemplate, section: Section) -> dict[str, Any]:
    from docx.shared import Mm
    from docxtpl import InlineImage

    picture = InlineImage(document, BytesIO(picture_of(section.map)), width=Mm(MAP_WIDTH_MM)) if section.map else None
    statements = [{**one.model_dump(), "cited": _cited(one)} for one in section.statements]
    return {**section.model_dump(), "map": picture, "statements": statements}


def _cited(statement: Statement) -> Any:
    """Return the numbers of a statement's evidence in brackets, each a link to the annex."""
    from docxtpl import RichText

    text = RichText("[")
    for index, number in enumerate(statement.evidence):
        run = RichText(str(number), color="00568a")
        text.xml += f'<w:hyperlink w:anchor="evidence{number}">{run.xml}</w:hyperlink>'
        text.add(", " if index < len(statement.evidence) - 1 else "")
    text.add(f" and {statement.more} more]" if statement.more else "]")
    return text


def _entry(document: DocxTemplate, entry: Evidence) -> dict[str, Any]:
    from docxtpl import RichText

    anchor = RichText(str(entry.number))
    anchor.xml = (
        f'<w:bookmarkStart w:id="{entry.number}" w:name="evidence{entry.number}"/>{anchor.xml}<w:bookmarkEnd w:id="{entry.number}"/>'
    )
    address = RichText()
    if entry.url:
        address.add(entry.url, url_id=document.build_url_id(entry.url), color="00568a")
    else:
        address.add(f"No address; report {entry.report[:19]}")
    return {**entry.model_dump(), "anchor": anchor, "address": address}


def picture_of(svg: str) -> bytes:
    """Return an SVG map as a PNG picture. Its font comes from a package, because a server may have none."""
    import font_roboto
    import resvg_py

    fonts = [font_roboto.RobotoMedium, font_roboto.RobotoBold]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=MAP_ZOOM, background="white", font_files=fonts, sans_serif_family="Roboto"))
