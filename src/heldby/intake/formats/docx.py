"""Word documents (.docx): paragraphs and tables in the order they stand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from heldby.errors import Unreadable
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.formats.zip import checked
from heldby.intake.item import Draft, Item, reader_name
from heldby.intake.record_fields import clean
from heldby.intake.title import find_title

if TYPE_CHECKING:
    from docx.document import Document


def read(item: Item) -> Iterator[Draft]:
    """One report. Raises Unreadable if the package is broken, unpacks beyond the limits or has no text."""
    import docx

    data = item.data()
    for _ in checked(item, io.BytesIO(data)):
        pass
    document = docx.Document(io.BytesIO(data))
    text = clean("\n".join(_blocks(document)).strip("\n")) or ""
    if not text.strip():
        raise Unreadable("the document has no text")
    title = clean((document.core_properties.title or "")[:300])
    yield Draft(
        item.name, text, data, reader_name("docx", "python-docx"), title=title or find_title(text), dated=_created(document),
        url=item.url, given=item.published,
    )  # fmt: skip


def _blocks(document: Document) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from ("\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows)
        else:
            yield block.text


def _created(document: Document) -> PublicationDate:
    """When the document was made, in doubt: it is often typed from an older report, or made from an older document."""
    created = document.core_properties.created
    # python-docx's own template says 2013-12-23; documents made by programs from it keep that day.
    if created is None or created.date().isoformat() == "2013-12-23":
        return UNDATED
    return PublicationDate(created.date(), "meta", "it is when the Word document was made")
