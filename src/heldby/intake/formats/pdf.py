"""Read PDF files: the text of the pages, with lines joined into paragraphs."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from heldby.errors import Unreadable
from heldby.intake.characters import storable
from heldby.intake.dates.parse_date import DAY, date_of_match
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.export_parts import drafts_of_parts
from heldby.intake.formats.pdf_layout import in_columns, without_heads
from heldby.intake.formats.pdf_lines import join_lines, join_parts, tidy
from heldby.intake.item import Draft, Item
from heldby.intake.title import find_title

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 2_000
NO_TITLES = {"anonymous", "untitled", "untitled document", "document", "microsoft word"}
"""Titles that programs write into a PDF whose author gave none."""
MIN_COLUMN_CHARS = 100
"""Least number of characters of a page whose columns are looked for."""
MIN_BROKEN_CHARS = 40
"""Least length of a paragraph that may go on on the next page. Shorter ones are headings."""


def read(item: Item) -> Iterator[Draft]:
    """Yield one report, or one for each document if it is the export of a press archive.

    Raises:
        Unreadable: the file is broken, is encrypted, or has no text because its pages are scanned pictures.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # pypdf logs every small defect; notes say what could not be read
    data = item.data()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    except pypdf.errors.PyPdfError as error:
        raise Unreadable(f"broken PDF: {error}") from error
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("it is encrypted; save a copy without a password")
    raw, columns, notes = _pages(reader, item.limits.seconds)
    pages, heads = without_heads(raw)
    text = storable(join_parts([tidy(page) if n in columns else join_lines(page) for n, page in enumerate(pages)], MIN_BROKEN_CHARS)) or ""
    if not text.strip():
        raise Unreadable("it has no text: scanned pages need text recognition (OCR) first")
    meta: Any = reader.metadata or {}
    title = storable(str(meta.get("/Title") or "")[:300])
    title = None if (title or "").strip("()").lower() in NO_TITLES else title
    if heads:
        notes = (*notes, f"running heads and page numbers are left out: {'; '.join(heads[:3])}")
    whole = Draft(
        item.name, text, data, f"pdf (pypdf {pypdf.__version__})", title=title or find_title(text),
        metadata_date=_date_in_heads(heads) or _created(meta), url=item.url, notes=notes,
    )  # fmt: skip
    yield from drafts_of_parts(whole)


def _pages(reader: PdfReader, seconds: float) -> tuple[list[str], set[int], tuple[str, ...]]:
    """Return the text of each page, up to the limits on pages and seconds, which of them were in columns, and notes on the others."""
    end = time.monotonic() + seconds
    pages: list[str] = []
    notes: list[str] = []
    columns: set[int] = set()
    for number in range(1, len(reader.pages) + 1):
        if number > MAX_PAGES or time.monotonic() > end:
            limit = f"{MAX_PAGES} pages or {seconds:.0f} seconds"
            notes.append(f"only the first {number - 1} of {len(reader.pages)} pages were read; the limit is {limit}")
            break
        try:
            text = reader.pages[number - 1].extract_text() or ""
            ordered = _in_columns(reader, number, text)
            columns |= {len(pages)} if ordered else set()
            pages.append(ordered or text)
        except Exception as error:  # pypdf raises many errors on broken pages, and the other pages must still be read
            notes.append(f"page {number} could not be read ({type(error).__name__})")
    if columns:
        notes.append(f"pages with columns, which are read one after the other: {len(columns)}")
    return pages, columns, tuple(notes)


def _in_columns(reader: PdfReader, number: int, text: str) -> str | None:
    """Return the text of a page with its columns in order; None if it has none, or if its layout cannot be read."""
    if len(text) < MIN_COLUMN_CHARS:
        return None
    try:
        return in_columns(text, reader.pages[number - 1].extract_text(extraction_mode="layout") or "")
    except Exception:  # pypdf raises many errors on odd fonts; the plain text is still right for most pages
        return None


def _date_in_heads(heads: list[str]) -> PublicationDate | None:
    days = {day for head in heads for match in re.finditer(DAY, head) if (day := date_of_match(match))}
    return PublicationDate(days.pop(), "meta", "it is in the running head of the pages") if len(days) == 1 else None


def _created(meta: Any) -> PublicationDate:
    """Return the creation date of the file, with a doubt: a report may be saved as PDF long after its publication."""
    try:
        created = meta.creation_date
    except Exception:  # a broken date raises; the report then has no date
        return UNDATED
    return PublicationDate(created.date(), "meta", "it is when the PDF file was made") if created else UNDATED
