"""Find the publication date of a web page.

These are tried in order: the metadata, the elements that show a date, the address, a guess by htmldate.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from heldby.intake.dates.dateline import is_date_line
from heldby.intake.dates.parse_date import DAY, Ambiguous, date_in_url, date_of_match, parse_date
from heldby.intake.dates.publication_date import UNDATED, PublicationDate
from heldby.intake.html.tree import brief, meta_values

if TYPE_CHECKING:
    from lxml.html import HtmlElement

STATED = (
    "article:published_time", "og:published_time", "datepublished", "date.published", "published_time", "publish_date", "publication_date",
    "parsely-pub-date", "sailthru.date", "article.published", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
    "dcterms.date", "citation_publication_date", "pubdate", "publishdate", "article_date_original", "originalpublicationdate", "date",
)  # fmt: skip
"""Names of the meta elements that hold a publication date, most reliable first.

They come from Open Graph, schema.org, Parse.ly, Dublin Core and content management systems.
"""
_DATE_CLASS = re.compile(r"date|time(?!line)|publish|posted|byline|dateline", re.I)
_FOOTER = re.compile(r"foot|copyright|comment|related|sidebar|widget", re.I)
BLOCKS_BELOW_TITLE = 8
"""Number of elements below the title of a page of which one may hold nothing but the date of the page."""
_MAX_JSON_CHARS = 500_000


def page_date(page: HtmlElement, url: str | None, *, stated_only: bool = False) -> PublicationDate:
    """Return the publication date of a page, with a doubt if its dates disagree or its metadata state no date.

    A date that only the visible page shows is not doubted if the address contains the same date. Call this function before scripts are
    removed from the tree, because JSON-LD metadata are in a script.

    Args:
        page: the tree of the page.
        url: the address of the page.
        stated_only: use the metadata only, for pages that are too large to search.
    """
    stated = [day for written in _stated(page) if (day := _day(written))]
    if stated:
        others = sorted({day for day in stated if day != stated[0]})
        doubt = f"the page also says {', '.join(map(str, others[:3]))}" if others else None
        return PublicationDate(stated[0], "meta", doubt)
    if stated_only:
        return UNDATED
    shown = list(_shown(page)) or list(_below_title(page))
    if shown:
        others = sorted(set(shown) - {shown[0]})
        doubt = "only a date shown on the page says so" + (f", which also shows {', '.join(map(str, others[:3]))}" if others else "")
        return PublicationDate(shown[0], "meta", None if url and date_in_url(url) == shown[0] else doubt)
    if url and (day := date_in_url(url)):
        return PublicationDate(day, "url", "only the address says so")
    guess = _guess(page)
    return PublicationDate(guess, "meta", "only guessed from the page's marks by htmldate") if guess else UNDATED


def _day(written: str) -> dt.date | None:
    try:
        return parse_date(written)
    except Ambiguous:
        return None


def _stated(page: HtmlElement) -> Iterator[str]:
    """Yield the publication dates in a page's metadata, as written: JSON-LD, then meta elements, then marked elements."""
    for script in page.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text and len(script.text) < _MAX_JSON_CHARS:
            yield from _linked_data(script.text)
    meta = meta_values(page)
    yield from (meta[name] for name in STATED if name in meta)
    for element in page.iter("time", "span", "abbr", "div", "p"):
        if "datepublished" in (element.get("itemprop") or "").lower() or element.get("pubdate") is not None:
            yield element.get("datetime") or element.get("content") or brief(element, 100)


def _linked_data(text: str) -> Iterator[str]:
    """Yield the `datePublished` of each item in a JSON-LD block, except lists of other pages."""
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    graph = value.get("@graph", [value]) if isinstance(value, dict) else value
    for node in graph[:50] if isinstance(graph, list) else ():
        if isinstance(node, dict) and isinstance(node.get("datePublished"), str) and "List" not in str(node.get("@type")):
            yield node["datePublished"]


def _shown(page: HtmlElement) -> Iterator[dt.date]:
    """Yield the dates in the elements of a page that are marked as dates. Footers, comments and lists of other pages are left out."""
    for element in page.iter("time", "span", "p", "div", "li", "abbr", "small", "em", "b", "i"):
        marks = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop"))))
        if (element.tag != "time" and not _DATE_CLASS.search(marks)) or _aside(element):
            continue
        written = brief(element, 130)
        if len(written) <= 120 and (day := _day(element.get("datetime") or "") or _only_date_in(written)):
            yield day


def _below_title(page: HtmlElement) -> Iterator[dt.date]:
    """Yield the date that stands alone in one of the first blocks below the title, unless the page has such dates of several days."""
    titles = list(page.iter("h1"))
    lines = [
        (element, brief(element, 130)) for element in page.iter("p", "div", "span", "h2", "h3", "h4", "em", "strong", "small", "address")
    ]
    alone = {element: day for element, words in lines if len(words) < 100 and is_date_line(words) and (day := _only_date_in(words))}
    if len(titles) != 1 or len(set(alone.values())) != 1:
        return
    below = titles[0].xpath(
        "following::*[self::p or self::div or self::span or self::h2 or self::h3 or self::h4 or self::em or self::small]"
    )
    for element in below[:BLOCKS_BELOW_TITLE]:
        if element in alone and not _aside(element):
            yield alone[element]
            return


def _only_date_in(written: str) -> dt.date | None:
    """Return the date in a short text that has exactly one ("Published: 3 November 2017, 10:15 by the foreign desk"), else None."""
    days = {day for match in re.finditer(DAY, written) if (day := date_of_match(match))}
    return days.pop() if len(days) == 1 else None


def _aside(element: HtmlElement) -> bool:
    """Check whether an element is, or lies in, a footer or another part outside the report. At most 30 levels of ancestors are checked."""
    for _ in range(30):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in {"footer", "aside", "nav"} or _FOOTER.search(marks):
            return True
        element = element.getparent()
        if element is None:
            return False
    return False


def _holds_other_dates(element: HtmlElement) -> bool:
    words = brief(element, 130)
    return len(words) > 120 or "©" in words or "opyright" in words or bool(_FOOTER.search(f"{element.get('class')} {element.get('id')}"))


def _guess(page: HtmlElement) -> dt.date | None:
    """Return the date that htmldate guesses. The page is copied without paragraphs and footers, which hold other dates."""
    from htmldate import find_date

    rest = deepcopy(page)
    for element in list(rest.iter("p", "footer", "aside", "nav", "article", "script", "li", "td", "blockquote", "h1", "h2", "h3")):
        if element.getparent() is not None:
            element.drop_tree()
    for element in list(rest.iter("div", "span", "section", "small", "center")):
        if element.getparent() is not None and _holds_other_dates(element):
            element.drop_tree()
    body = rest.find("body")
    if body is not None:  # remove text outside leaf elements: it is running text
        for element in [body, *body.iter("div", "section", "main", "center")]:
            element.text = None
        for element in body.iter():
            element.tail = None
    try:
        found = find_date(rest, extensive_search=False, original_date=True)
    except Exception:  # htmldate raises many errors on hostile pages; the page then has no date
        return None
    return _day(found) if found else None
