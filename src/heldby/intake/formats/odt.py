"""Read OpenDocument texts (.odt): paragraphs, lists and tables in document order, with tracked changes accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.parse_date import Ambiguous, parse_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.export_parts import drafts_of_parts
from heldby.intake.formats.odt_text import changes_in, heading_of, left_out_of, lines_of
from heldby.intake.formats.zip_safety import checked_members, open_zip
from heldby.intake.item import Draft, Item, reader_name
from heldby.intake.safe_xml import local_name, parse_xml
from heldby.intake.title import find_title

if TYPE_CHECKING:
    from lxml.etree import _Element

MIME_TYPE = b"application/vnd.oasis.opendocument.text"
"""The member `mimetype` of a text, and the beginning of that of its template (OpenDocument 1.3, part 2, section 3.3)."""
TEMPLATE_DATE = "2013-12-23"
"""The creation date of python-docx's template, which a converted Word document keeps."""


def read(item: Item) -> Iterator[Draft]:
    """Yield one report, or one for each document if it is the export of a press archive.

    Raises:
        Unreadable: the document is broken, encrypted, exceeds the limits or has no text.
    """
    data = item.data()
    for _ in checked_members(item, io.BytesIO(data)):
        pass
    with open_zip(io.BytesIO(data)) as archive:
        if b"encryption-data" in _member(archive, "META-INF/manifest.xml", item):
            raise Unreadable("it is encrypted with a password; open it and save it without one")
        content = parse_xml(_member(archive, "content.xml", item), "OpenDocument text")
        meta = _member(archive, "meta.xml", item)
    body = next((element for element in content.iter("{*}text") if local_name(element.getparent()) == "body"), None)
    if body is None:
        raise Unreadable("broken OpenDocument text: it has no body")
    text = storable("\n".join(lines_of(body)).strip("\n")) or ""
    if not text.strip():
        raise Unreadable("the document has no text")
    title, created = _about(meta)
    yield from drafts_of_parts(Draft(
        item.name, text, data, reader_name("odt", "lxml"), title=title or heading_of(body) or find_title(text), metadata_date=created,
        url=item.url, notes=(*changes_in(body), *left_out_of(body)),
    ))  # fmt: skip


def _member(archive: zipfile.ZipFile, name: str, item: Item) -> bytes:
    """Return a member of the archive; nothing if there is none."""
    try:
        with archive.open(name) as member:
            data = member.read(item.limits.file + 1)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable(f"broken OpenDocument text: {error}") from None
    if len(data) > item.limits.file:
        raise Unreadable("too large: its text has more than the limit for a file")
    return data


def _about(meta: bytes) -> tuple[str | None, PublicationDate]:
    """Return the title of a document, and the day on which it was made, with a doubt: its text may be older."""
    try:
        root = parse_xml(meta, "metadata") if meta else None
    except Unreadable:
        return None, UNDATED
    title = storable((_value(root, "title") or "")[:300])
    try:
        day = parse_date(_value(root, "creation-date") or "")
    except Ambiguous:
        day = None
    if day is None or day.isoformat() == TEMPLATE_DATE:
        return title, UNDATED
    return title, PublicationDate(day, "meta", "it is when the document was made")


def _value(root: _Element | None, name: str) -> str | None:
    found = next(root.iter(f"{{*}}{name}"), None) if root is not None else None
    return found.text if found is not None else None
