"""Read HTML pages: the article of a page, its metadata and its publication date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from heldby.errors import Unreadable
from heldby.intake.dates.html_dates import page_date
from heldby.intake.decoding import decode
from heldby.intake.html.data_tables import write_out_tables
from heldby.intake.html.flat_text import flat_text
from heldby.intake.html.left_out import restore_items
from heldby.intake.html.regions import drop_notices
from heldby.intake.html.tree import declared_charset, drop_unread, is_too_complex, page_fields, parse_page, plain_text
from heldby.intake.item import Draft, Item, reader_name
from heldby.intake.limits import megabytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement


TOO_COMPLEX = "the page is too deep or too large to find its article; all its visible text is kept"

ROWS_WRITTEN = "rows of tables are written as lines with the names of their columns"


def read(item: Item) -> Iterator[Draft]:
    """Yield one report with the main text of the page. Scripts, styles and short forms are left out.

    Raises:
        Unreadable: the page is too large, contains no HTML or has no text.
    """
    if item.size is not None and item.size > item.limits.page:
        raise Unreadable(f"too large: it has {megabytes(item.size)}, and a web page may have at most {megabytes(item.limits.page)}")
    data = item.data()
    decoded = decode(data, item.charset or declared_charset(data))
    page = parse_page(decoded.text)
    if page is None:
        raise Unreadable("it contains no HTML that can be read")
    fields = page_fields(page)
    url = item.url or fields.get("url")
    too_complex = is_too_complex(page)
    published = page_date(page, url, stated_only=too_complex)
    text, notes = (flat_text(decoded.text), (TOO_COMPLEX,)) if too_complex else _main_text(page, url)
    if not text.strip():
        raise Unreadable("the page has no text")
    yield Draft(
        item.name,
        text,
        data,
        reader_name("html", "trafilatura"),
        title=fields.get("title"),
        metadata_date=published,
        own_lines=False,
        source=fields.get("source"),
        url=url,
        notes=(*((decoded.note,) if decoded.note else ()), *notes),
    )


def _main_text(page: HtmlElement, url: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the text of the article, and notes. If trafilatura fails or finds no article, return all visible text with a note."""
    import logging
    from copy import deepcopy

    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):  # they log every page without an article, which our note states already
        logging.getLogger(name).setLevel(logging.CRITICAL)
    drop_unread(page)
    counts = (("notices about cookies are left out", drop_notices(page)), (ROWS_WRITTEN, write_out_tables(page)))
    notes = tuple(f"{what}: {count}" for what, count in counts if count)
    document: Any = None
    try:
        document = bare_extraction(deepcopy(page), url=url, include_comments=False, include_tables=True)
    except Exception as error:  # trafilatura raises many errors on hostile pages, whose plain text can still be read
        return plain_text(page), (
            *notes,
            f"the article could not be extracted ({type(error).__name__}); all visible text of the page is kept",
        )
    text = (document.text if document else None) or ""
    if text.strip():
        text, left_out = restore_items(page, text)
        return text, (*notes, *left_out)
    return plain_text(page), (
        *notes,
        "no article was found in the page; all its visible text is kept",
    )
