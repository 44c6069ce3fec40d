"""Read Word documents (.docx): paragraphs and tables in document order, with tracked changes accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.export_parts import drafts_of_parts
from heldby.intake.formats.docx_text import changes_in, lines_of
from heldby.intake.formats.zip_safety import checked_members
from heldby.intake.item import Draft, Item, reader_name
from heldby.intake.title import find_title

if TYPE_CHECKING:
    from docx.document import Document

TEMPLATE_DATE = "2013-12-23"
"""The creation date of python-docx's template. Documents made with python-docx keep it, so it does not tell when they were created."""


def read(item: Item) -> Iterator[Draft]:
    """Yield one report, or one for each document if it is the export of a press archive.

    Raises:
        Unreadable: the document is broken, exceeds the limits or has no text.
    """
    import docx

    data = item.data()
    for _ in checked_members(item, io.BytesIO(data)):
        pass
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    text = storable("\n".join(lines_of(body)).strip("\n")) or ""
    if not text.strip():
        raise Unreadable("the document has no text")
    title = storable((document.core_properties.title or "")[:300])
    yield from drafts_of_parts(Draft(
        item.name, text, data, reader_name("docx", "python-docx"), title=title or find_title(text), metadata_date=_created(document),
        url=item.url, notes=(*changes_in(body).note(), *_left_out(document)),
    ))  # fmt: skip


def _left_out(document: Document) -> Iterator[str]:
    """Yield a note for each part beside the text that has words: footnotes, endnotes and comments."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if (
            kind in {"footnotes", "endnotes", "comments"}
            and not relation.is_external
            and b"<w:t>" in _without_space(relation.target_part.blob)
        ):
            yield f"its {kind} are left out"


def _without_space(xml: bytes) -> bytes:
    return xml.replace(b' xml:space="preserve"', b"")


def _created(document: Document) -> PublicationDate:
    """Return the creation date of the document, with a doubt: its text may be older, and so may the document that it was made from."""
    created = document.core_properties.created
    if created is None or created.date().isoformat() == TEMPLATE_DATE:
        return UNDATED
    return PublicationDate(created.date(), "meta", "it is when the Word document was made")
