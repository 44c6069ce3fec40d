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
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.item import Draft, Item
from heldby.intake.title import find_title

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 2_000
FULL_LINE = 0.7
"""Least length of a full line, as a share of the longest line. A full line reaches the margin, so the next line continues it."""
_KEEPS_HYPHEN = re.compile(r"(?:led|backed|held|run|controlled|based|affiliated|linked|aligned|occupied|made|old|general|in-chief)\b")


def read(item: Item) -> Iterator[Draft]:
    """Yield one report.

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
    pages, notes = _pages(reader, item.limits.seconds)
    text = storable("\n\n".join(page for page in pages if page)) or ""
    if not text.strip():
        raise Unreadable("it has no text: scanned pages need text recognition (OCR) first")
    meta: Any = reader.metadata or {}
    title = storable(str(meta.get("/Title") or "")[:300])
    yield Draft(
        item.name, text, data, f"pdf (pypdf {pypdf.__version__})", title=title or find_title(text), metadata_date=_created(meta),
        url=item.url, notes=notes,
    )  # fmt: skip


def _pages(reader: PdfReader, seconds: float) -> tuple[list[str], tuple[str, ...]]:
    """Return the text of each page, up to the limits on pages and seconds, and notes on pages that were not read."""
    end = time.monotonic() + seconds
    pages: list[str] = []
    notes: list[str] = []
    for number in range(1, len(reader.pages) + 1):
        if number > MAX_PAGES or time.monotonic() > end:
            limit = f"{MAX_PAGES} pages or {seconds:.0f} seconds"
            notes.append(f"only the first {number - 1} of {len(reader.pages)} pages were read; the limit is {limit}")
            break
        try:
            pages.append(join_lines(reader.pages[number - 1].extract_text() or ""))
        except Exception as error:  # pypdf raises many errors on broken pages, and the other pages must still be read
            notes.append(f"page {number} could not be read ({type(error).__name__})")
    return pages, tuple(notes)


def join_lines(text: str) -> str:
    """Return a text with its lines joined into paragraphs. The line after one that reaches the margin belongs to the same paragraph."""
    lines = [re.sub(r"[ \t]{2,}", " ", line).strip() for line in text.split("\n")]
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    continues = False
    for line in lines:
        if continues and line and joined:
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        continues = len(line) >= FULL_LINE * width and len(line) > 30
    return re.sub(r"\n{3,}", "\n\n", "\n".join(joined)).strip()


def _join(before: str, after: str) -> str:
    """Join two lines of a paragraph. A hyphen at the end is removed if it divides a word, and kept in a name or compound."""
    if not before.endswith("-") or before.endswith((" -", "--")):
        return f"{before} {after}"
    divided = re.search(r"(?<![\w-])[a-z]{2,}-$", before) and re.match(r"[a-z]{2,}", after) and not _KEEPS_HYPHEN.match(after)
    return (before[:-1] if divided else before) + after


def _created(meta: Any) -> PublicationDate:
    """Return the creation date of the file, with a doubt: a report may be saved as PDF long after its publication."""
    try:
        created = meta.creation_date
    except Exception:  # a broken date raises; the report then has no date
        return UNDATED
    return PublicationDate(created.date(), "meta", "it is when the PDF file was made") if created else UNDATED
