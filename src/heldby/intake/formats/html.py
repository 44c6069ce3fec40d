"""HTML pages: their text and metadata by trafilatura, their date by what the page itself states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from heldby.errors import Unreadable
from heldby.intake.dates.html_dates import page_date
from heldby.intake.decoding import decode
from heldby.intake.html.flat_text import flat_text
from heldby.intake.html.tree import DEEP, MANY, declared_charset, drop_unread, page_fields, parse_page, plain_text, shape
from heldby.intake.item import Draft, Item, reader_name
from heldby.intake.limits import megabytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement


ODD = "the page is too deep or too large for its article to be told from the rest; all its visible text is kept"


def read(item: Item) -> Iterator[Draft]:
    """One report with the page's main text. Scripts, styles and hidden forms are never text. Raises Unreadable for a page without text."""
    if item.size is not None and item.size > item.limits.page:
        raise Unreadable(f"too large: {megabytes(item.size)}, and the limit for a page is {megabytes(item.limits.page)}")
    data = item.data()
    found = decode(data, item.charset or declared_charset(data))
    page = parse_page(found.text)
    if page is None:
        raise Unreadable("it has no HTML that can be read")
    fields = page_fields(page)
    url = item.url or fields.get("url")
    deep, many = shape(page)
    odd = deep > DEEP or many > MANY
    dated = page_date(page, url, stated_only=odd)
    text, notes = (flat_text(found.text), (ODD,)) if odd else _main_text(page, url)
    if not text.strip():
        raise Unreadable("the page has no text")
    yield Draft(
        item.name,
        text,
        data,
        reader_name("html", "trafilatura"),
        title=fields.get("title"),
        given=item.published,
        dated=dated,
        own_lines=False,
        source=fields.get("source"),
        url=url,
        notes=(*((found.note,) if found.note else ()), *notes),
    )


def _main_text(page: HtmlElement, url: str | None) -> tuple[str, tuple[str, ...]]:
    """The article's text; all visible text, with a note, where trafilatura finds no article or fails on the page."""
    import logging
    from copy import deepcopy

    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):  # they speak of every page without an article; ours is to note it
        logging.getLogger(name).setLevel(logging.CRITICAL)
    drop_unread(page)
    document: Any = None
    try:
        document = bare_extraction(deepcopy(page), url=url, include_comments=False, include_tables=True)
    except Exception as error:  # hostile trees break it in many ways; the page's plain text is still there
        return plain_text(page), (f"the article could not be told from the rest of the page ({type(error).__name__})",)
    text = (document.text if document else None) or ""
    if text.strip():
        return text, ()
    return plain_text(page), ("no article was found in the page; all its visible text is kept",)
