"""Read the text of an OpenDocument text. Deleted passages stand apart from it, so what is left reads as with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from heldby.intake.safe_xml import local_name
from heldby.intake.table_lines import lines_of_table

if TYPE_CHECKING:
    from lxml.etree import _Element

_APART = {
    "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "annotation", "annotation-end", "note", "ruby-text",
    "table-of-content", "alphabetical-index", "bibliography", "illustration-index", "table-index", "user-index", "object-index", "desc",
    "title",
}  # fmt: skip
"""Elements without running text of the report: deleted text, notes, comments, indexes and descriptions of pictures."""
_NOTES = {"note": "footnotes and endnotes are left out", "annotation": "comments are left out"}
MAX_SPACES = 20
"""Greatest number of spaces that one element stands for. More would only serve to make a text grow without limit."""
MAX_REPEATS = 50
"""Greatest number of columns that one cell of a table stands for."""


def changes_in(body: _Element) -> tuple[str, ...]:
    """Return a note that says how tracked changes were read; none if there are none."""
    inserted, deleted = (sum(1 for _ in body.iter(f"{{*}}{name}")) for name in ("insertion", "deletion"))
    if not inserted and not deleted:
        return ()
    return (f"tracked changes: inserted passages are read ({inserted}), deleted passages are left out ({deleted})",)


def left_out_of(body: _Element) -> Iterator[str]:
    """Yield a note for each kind of text beside that of the report."""
    for name, said in _NOTES.items():
        if count := sum(1 for _ in body.iter(f"{{*}}{name}")):
            yield f"{said}: {count}"


def heading_of(body: _Element) -> str | None:
    """Return the heading with which a document begins; None if it begins with other text."""
    first = next((one for one in body.iter("{*}p", "{*}h") if _is_read(one) and "".join(_words(one)).strip()), None)
    if first is None or local_name(first) != "h":
        return None
    return " ".join("".join(_words(first)).split())[:300]


def _is_read(paragraph: _Element) -> bool:
    return not any(local_name(above) in _APART for above in paragraph.iterancestors())


def lines_of(parent: _Element) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables in an element, in order."""
    for element in parent:
        name = local_name(element)
        if name in ("p", "h"):
            yield "".join(_words(element)).strip(" ")
            for frame in element.iter("{*}text-box"):
                if next(frame.iterancestors("{*}text-box", "{*}note", "{*}annotation"), None) is None:
                    yield from lines_of(frame)
        elif name == "table":
            yield from _table(element)
        elif name and name not in _APART:
            yield from lines_of(element)


def _words(element: _Element) -> Iterator[str]:
    """Yield the pieces of a paragraph's text."""
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name == "s":
            yield " " * _number(child, "c", MAX_SPACES)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name and name not in _APART and name != "text-box":
            yield from _words(child)
        yield child.tail or ""


def _table(table: _Element) -> Iterator[str]:
    """Yield a line for each row: with the names of the columns if the table has data, else with tabs between the cells."""
    rows = [_row(row) for row in _own(table, "table-row")]
    yield from lines_of_table(rows) or ["\t".join(row).rstrip("\t") for row in rows]


def _row(row: _Element) -> list[str]:
    cells: list[str] = []
    for cell in _own(row, "table-cell"):
        words = " ".join(" ".join("".join(_words(paragraph)) for paragraph in cell.iter("{*}p", "{*}h")).split())
        cells += [words] * (_number(cell, "number-columns-repeated", MAX_REPEATS) if words else 1)
    return cells


def _own(parent: _Element, name: str) -> list[_Element]:
    """Return the rows of a table or the cells of a row, without those of tables inside it."""
    return [one for one in parent.iter(f"{{*}}{name}") if next(one.iterancestors(parent.tag), None) is parent]


def _number(element: _Element, name: str, most: int) -> int:
    """Return a number in an attribute, at most `most`; 1 if there is none."""
    written = next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "1")
    return min(int(written[:9]), most) if written.isdecimal() else 1
