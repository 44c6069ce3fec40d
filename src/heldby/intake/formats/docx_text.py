"""Read the text of a Word document as it reads with its tracked changes accepted: inserted text is in it, deleted text is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from heldby.intake.table_lines import lines_of_table

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {
    f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}delText", f"{_W}sectPr",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
"""Elements without text of the document: deleted and moved text, formats, and second versions of drawings."""
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}
MAX_DEPTH = 60
"""Greatest depth of nested content controls and tables that is read."""


@dataclass(slots=True)
class Changes:
    """Numbers of tracked insertions and deletions."""

    inserted: int
    deleted: int

    def note(self) -> tuple[str, ...]:
        """Return a note that says how the changes were read; none if there are none."""
        if not self.inserted and not self.deleted:
            return ()
        return (f"tracked changes: inserted passages are read ({self.inserted}), deleted passages are left out ({self.deleted})",)


def changes_in(body: _Element) -> Changes:
    """Count the tracked changes of a document."""
    moved = [sum(1 for _ in body.iter(f"{_W}{name}")) for name in ("ins", "moveTo", "del", "moveFrom")]
    return Changes(moved[0] + moved[1], moved[2] + moved[3])


def lines_of(parent: _Element, depth: int = 0) -> Iterator[str]:
    """Yield the paragraphs and the rows of tables in an element, in order."""
    merged = ""
    for element in parent if depth < MAX_DEPTH else ():
        if element.tag == f"{_W}p":
            merged += "".join(_words(element))
            if not _mark_deleted(element):  # a deleted paragraph mark joins two paragraphs
                yield merged
                merged = ""
        elif element.tag == f"{_W}tbl":
            yield from _table(element)
        elif element.tag not in _SKIPPED and isinstance(element.tag, str):
            yield from lines_of(element, depth + 1)
    if merged:
        yield merged


def _mark_deleted(paragraph: _Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _words(element: _Element) -> Iterator[str]:
    """Yield the pieces of text in an element. Works without recursion, because hostile documents may be nested deeply."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in _SIGNS:
            yield _SIGNS[one.tag]
        elif one.tag == f"{_W}p" and one is not element:  # a paragraph in a text box
            yield "\n"
            waiting.extend(child for child in reversed(one) if child.tag not in _SKIPPED)
        else:
            waiting.extend(child for child in reversed(one) if child.tag not in _SKIPPED)


def _table(table: _Element) -> Iterator[str]:
    """Yield the rows of a table: as lines with the heads of the columns if it names them, else with tabs between the cells."""
    rows = [_row(row) for row in _own(table, "tr") if not _row_deleted(row)]
    yield from lines_of_table(rows) or ["\t".join(row) for row in rows]


def _row_deleted(row: _Element) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _row(row: _Element) -> list[str]:
    return [" ".join(" ".join("".join(_words(p)) for p in cell.iter(f"{_W}p")).split()) for cell in _own(row, "tc")]


def _own(parent: _Element, name: str) -> list[_Element]:
    """Return the rows of a table or the cells of a row, without those of tables inside it."""
    return [one for one in parent.iter(f"{_W}{name}") if next(one.iterancestors(parent.tag), None) is parent]
