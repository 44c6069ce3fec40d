"""Read HTML pages: the article, the entries of a live page, and the posts that the page shows, each with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from heldby.errors import Unreadable
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.decoding import decode
from heldby.intake.formats import telegram_html
from heldby.intake.html.data_tables import write_out_tables
from heldby.intake.html.flat_text import flat_text
from heldby.intake.html.left_out import restore_items
from heldby.intake.html.live import Entry, linked_entries, says_live, take_entries
from heldby.intake.html.page_dates import page_date
from heldby.intake.html.posts import take_posts
from heldby.intake.html.regions import drop_notices
from heldby.intake.html.tree import declared_charset, drop_unread, is_too_complex, page_fields, parse_page, plain_text
from heldby.intake.item import Draft, Item, reader_name
from heldby.intake.limits import megabytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement


TOO_COMPLEX = "the page is too deep or too large to find its article; all its visible text is kept"

ROWS_WRITTEN = "rows of tables are written as lines with the names of their columns"

POSTS = "posts of social networks in the page are reports of their own"


def read(item: Item) -> Iterator[Draft]:
    """Yield a report with the main text of the page, one for each entry of a live page, and one for each post that it shows.

    Scripts, styles and short forms are left out.

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
    if telegram_html.is_export(decoded.text):
        yield from telegram_html.read_export(page, item.name, (decoded.note,) if decoded.note else ())
        return
    fields = page_fields(page)
    url = item.url or fields.get("url")
    too_complex = is_too_complex(page)
    published = page_date(page, url, stated_only=too_complex)
    whole = Draft(
        item.name, "", data, reader_name("html", "trafilatura"), title=fields.get("title"), metadata_date=published, own_lines=False,
        source=fields.get("source"), url=url, notes=(decoded.note,) if decoded.note else (),
    )  # fmt: skip
    if too_complex:
        text = flat_text(decoded.text)
        if not text.strip():
            raise Unreadable("the page has no text")
        yield replace(whole, text=text, notes=(*whole.notes, TOO_COMPLEX))
        return
    yield from _parts(page, whole)


def _parts(page: HtmlElement, whole: Draft) -> Iterator[Draft]:
    """Yield the drafts of a page: its main text, the entries if it is a live page, and the posts that it shows.

    `whole` is the draft of the page without its text.

    Raises:
        Unreadable: the page has no text.
    """
    live, linked = says_live(page), linked_entries(page)
    drop_unread(page)
    posts = take_posts(page)
    entries = take_entries(page, whole.metadata_date.day, live=live) or linked
    counts = (("entries of a live page are reports of their own", len(entries)), (POSTS, len(posts)))
    notes = tuple(f"{what}: {count}" for what, count in counts if count)
    text, more = _main_text(page, whole.url, fallback=not (posts or entries))
    if _is_only_title(text, whole.title) and (posts or entries):
        text = ""
    if not text.strip() and not posts and not entries:
        raise Unreadable("the page has no text")
    if text.strip():
        yield replace(whole, text=text, notes=(*whole.notes, *notes, *more))
        notes = ()
    for number, draft in enumerate([_entry_draft(entry, whole) for entry in entries], 1):
        yield replace(draft, name=f"{whole.name} entry {number}", notes=(*draft.notes, *notes))
        notes = ()
    for number, post in enumerate(posts, 1):
        date = PublicationDate(post.day, "meta") if post.day else UNDATED
        yield Draft(
            f"{whole.name} post {number}", post.text, post.original, whole.reader, metadata_date=date, source=post.author, url=None,
            notes=notes,
        )  # fmt: skip
        notes = ()


def _entry_draft(entry: Entry, whole: Draft) -> Draft:
    doubt = "the entry states only a time of day; the page is of this day" if entry.dated_by_page else None
    date = PublicationDate(entry.day, "meta", doubt) if entry.day else UNDATED
    return Draft(
        whole.name, entry.text, entry.original, whole.reader, title=entry.title, metadata_date=date, own_lines=False, source=whole.source,
        url=None, notes=(),
    )  # fmt: skip


def _is_only_title(text: str, title: str | None) -> bool:
    return " ".join(re.findall(r"\w+", text.casefold())) == " ".join(re.findall(r"\w+", (title or "").casefold()))


def _main_text(page: HtmlElement, url: str | None, *, fallback: bool) -> tuple[str, tuple[str, ...]]:
    """Return the text of the article, and notes.

    If trafilatura fails or finds no article, return all visible text with a note. Without `fallback`, return no text instead: the reports
    in the page were already taken out.
    """
    import logging
    from copy import deepcopy

    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):  # they log every page without an article, which our note states already
        logging.getLogger(name).setLevel(logging.CRITICAL)
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
