"""Read Rich Text Format (.rtf): the text with tables, with tracked deletions, notes and pictures left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.parse_date import make_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.export_parts import drafts_of_parts
from heldby.intake.formats.rtf_groups import CELL, ROW, prune
from heldby.intake.item import Draft, Item, reader_name
from heldby.intake.limits import megabytes
from heldby.intake.table_lines import lines_of_table
from heldby.intake.title import find_title

START = b"{\\rtf"
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{1,4})\\mo(\d{1,2})\\dy(\d{1,2})")
_TITLE = re.compile(r"\{\\title\s([^{}]{1,1000})\}")
TEMPLATE_DATE = "2013-12-23"
"""The creation date of python-docx's template, which a converted Word document keeps."""


def read(item: Item) -> Iterator[Draft]:
    """Yield one report, or one for each document if it is the export of a press archive.

    Raises:
        Unreadable: the document is broken, exceeds the limits or has no text.
    """
    data = item.data()
    if not data.lstrip().startswith(START):
        raise Unreadable("it is not a document in Rich Text Format")
    written = _decoded(data)
    pruned = prune(written)
    if len(pruned.text) > item.limits.page:
        raise Unreadable(f"too large: without its pictures it has {megabytes(len(pruned.text))}, more than {megabytes(item.limits.page)}")
    text = storable("\n".join(_with_tables(_paired(_text_of(pruned.text)))).replace(CELL, "\t").strip()) or ""
    if not text.strip():
        raise Unreadable("the document has no text")
    title = _TITLE.search(written[:200_000])
    found = storable(_text_of("{\\rtf1 " + title[1] + "}")[:300]) if title else None
    yield from drafts_of_parts(Draft(
        item.name, text, data, reader_name("rtf", "striprtf"), title=found or find_title(text), metadata_date=_created(written),
        url=item.url, notes=pruned.notes(),
    ))  # fmt: skip


def _text_of(written: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(written, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError, LookupError, TypeError) as error:
        raise Unreadable(f"broken document: {error}") from None
    return text


def _decoded(data: bytes) -> str:
    """Return the file as text. It should be ASCII; other characters are in the code page that it names."""
    page = _CODE_PAGE.search(data[:2000])
    try:
        return data.decode(f"cp{page[1].decode()}" if page else "cp1252", errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")


def _paired(text: str) -> str:
    """Join the two halves of characters beyond U+FFFF, which the format writes one by one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _with_tables(text: str) -> Iterator[str]:
    """Yield the text with the rows of its tables as lines. A row ends with a mark and begins after the line break before its first cell."""
    rows: list[list[str]] = []
    *ended, rest = text.split(ROW)
    for part in ended:
        first = part.find(CELL)
        start = part.rfind("\n", 0, max(first, 0)) + 1 if first >= 0 else len(part)
        if part[:start].strip():
            yield from _lines(rows)
            rows = []
            yield part[:start].strip("\n")
        rows.append([" ".join(cell.split()) for cell in part[start:].split(CELL)[:-1]])
    yield from _lines(rows)
    yield rest.removeprefix("\n")


def _lines(rows: list[list[str]]) -> list[str]:
    """Return the rows of a table as lines."""
    filled = [row for row in rows if any(row)]
    return lines_of_table(filled) or ["\t".join(row) for row in filled]


def _created(written: str) -> PublicationDate:
    """Return the day on which the document was made, with a doubt: its text may be older."""
    match = _CREATED.search(written[:200_000])
    day = make_date(*match.groups()) if match else None
    if day is None or day.isoformat() == TEMPLATE_DATE:
        return UNDATED
    return PublicationDate(day, "meta", "it is when the document was made")
