"""PDF: the text of its pages, with lines joined to paragraphs."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from heldby.errors import Unreadable
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.item import Draft, Item
from heldby.intake.record_fields import clean
from heldby.intake.title import find_title

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 2_000
FULL_LINE = 0.7
"""A line at least this long, beside the page's longest, ran to the margin: its paragraph goes on in the next."""
_KEEPS_HYPHEN = re.compile(r"(?:led|backed|held|run|controlled|based|affiliated|linked|aligned|occupied|made|old|general|in-chief)\b")


def read(item: Item) -> Iterator[Draft]:
    """One report. Raises Unreadable for encrypted files and for scans, which have no text."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it speaks of every slip in a file; ours is to say what was not read
    data = item.data()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    except pypdf.errors.PyPdfError as error:
        raise Unreadable(f"broken PDF: {error}") from error
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("it is encrypted and needs a password")
    pages, notes = _pages(reader, item.limits.seconds)
    text = clean("\n\n".join(page for page in pages if page)) or ""
    if not text.strip():
        raise Unreadable("it has no text: scanned pages must go through text recognition first")
    meta: Any = reader.metadata or {}
    title = clean(str(meta.get("/Title") or "")[:300])
    yield Draft(
        item.name, text, data, f"pdf (pypdf {pypdf.__version__})", title=title or find_title(text), dated=_created(meta), url=item.url,
        given=item.published, notes=notes,
    )  # fmt: skip


def _pages(reader: PdfReader, seconds: float) -> tuple[list[str], tuple[str, ...]]:
    """The text of each page until time or pages run out; a broken page is noted and passed over."""
    end = time.monotonic() + seconds
    pages: list[str] = []
    notes: list[str] = []
    for number in range(1, len(reader.pages) + 1):
        if number > MOST_PAGES or time.monotonic() > end:
            notes.append(f"only the first {number - 1} of {len(reader.pages)} pages were read, for their number or the time they took")
            break
        try:
            pages.append(join_lines(reader.pages[number - 1].extract_text() or ""))
        except Exception as error:  # pypdf raises many kinds on broken pages; the other pages are still to be read
            notes.append(f"page {number} could not be read ({type(error).__name__})")
    return pages, tuple(notes)


def join_lines(text: str) -> str:
    """Text that was set in lines, as paragraphs: a line that ran to the margin goes on in the next."""
    lines = [re.sub(r"[ \t]{2,}", " ", line).strip() for line in text.split("\n")]
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line and joined:
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
        goes_on = len(line) >= FULL_LINE * width and len(line) > 30
    return re.sub(r"\n{3,}", "\n\n", "\n".join(joined)).strip()


def _join(before: str, after: str) -> str:
    """Two lines of one paragraph; a word divided at the margin becomes whole, a name or compound keeps its hyphen."""
    if not before.endswith("-") or before.endswith((" -", "--")):
        return f"{before} {after}"
    divided = re.search(r"(?<![\w-])[a-z]{2,}-$", before) and re.match(r"[a-z]{2,}", after) and not _KEEPS_HYPHEN.match(after)
    return (before[:-1] if divided else before) + after


def _created(meta: Any) -> PublicationDate:
    """The file's creation date, in doubt: a report may have been printed to PDF long after it was published."""
    try:
        created = meta.creation_date
    except Exception:  # broken dates raise; the report is merely undated then
        return UNDATED
    return PublicationDate(created.date(), "meta", "it is when the PDF file was made") if created else UNDATED
