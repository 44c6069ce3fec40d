"""Parse HTML pages, even broken ones, into trees, and read their metadata and visible text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from heldby.intake.characters import storable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
UNREAD_TAGS = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "select", "button")
"""Elements whose content never belongs to the text of a report."""
SHORT_FORM_CHARS = 400
"""Forms with less text than this are removed, because they are search boxes and log-ins. Longer ones may contain the whole page."""
BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
MAX_DEPTH = 150
"""Greatest depth of a page whose article is searched. News pages are nested 15 to 60 deep; the time grows with the square of the depth."""
MAX_ELEMENTS = 40_000
"""Largest number of elements of a page whose article is searched. News pages have 500 to 10,000."""
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_SITES = ("og:site_name", "application-name", "dc.publisher", "publisher")


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that the first bytes of a page declare, or None."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii", errors="ignore") if match else None


def parse_page(text: str) -> HtmlElement | None:
    """Return the tree of a page, even of a broken one, or None if the text contains no HTML."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # The text is already decoded, so an encoding declaration in it is no longer true, and lxml rejects strings that have one.
    text = re.sub(r"^\s*<\?xml[^>]{0,300}\?>", "", text, count=1)
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]", " ", text)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def is_too_complex(page: HtmlElement) -> bool:
    """Check whether a page is nested deeper than `MAX_DEPTH` or has more than `MAX_ELEMENTS` elements."""
    from lxml import etree

    depth = deepest = count = 0
    for event, _ in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        count += event == "start"
        if deepest > MAX_DEPTH or count > MAX_ELEMENTS:
            return True
    return False


def meta_values(page: HtmlElement) -> dict[str, str]:
    """Return the content of the meta elements of a page, keyed by name, property or itemprop in lower case.

    If several elements have the same key, the first counts.
    """
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and (value := storable(element.get("content") or "")):
            found.setdefault(name.strip().lower(), " ".join(value.split()))
    return found


def page_fields(page: HtmlElement) -> dict[str, str]:
    """Return the `title`, `source` and `url` (canonical address) of a page. Fields that the page does not state are left out."""
    meta = meta_values(page)
    title = next((meta[name] for name in _TITLES if name in meta), None) or _heading(page)
    source = next((meta[name] for name in _SITES if name in meta), None)
    canonical = next((link.get("href") for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    url = meta.get("og:url") or canonical
    stated = {"title": title, "source": source, "url": url if url and url.startswith(("http://", "https://")) else None}
    return {key: value for key, value in stated.items() if value}


def _heading(page: HtmlElement) -> str | None:
    """Return the h1 heading if there is exactly one, else the title element, without a site name after a bar or dash at its end."""
    headings = [words for element in page.iter("h1") if (words := brief(element))]
    if len(headings) == 1:
        return headings[0]
    titles = [words for element in page.iter("title") if (words := brief(element))]
    return re.split(r"\s[|–—»-]\s(?=[^|–—»]{1,40}$)", titles[0])[0] if titles else None


def brief(element: HtmlElement, limit: int = 500) -> str:
    """Return the text of an element, cut soon after `limit` characters. Reading all nested elements in full would take quadratic time."""
    parts: list[str] = []
    left = limit
    for words in element.itertext():
        parts.append(words)
        left -= len(words.strip())
        if left < 0:
            break
    return " ".join("".join(parts).split())


def drop_unread(page: HtmlElement) -> None:
    """Remove elements that never belong to the text of a report, and short forms on a page with enough other text.

    The text after a removed element stays.
    """
    from lxml import etree

    etree.strip_elements(page, *UNREAD_TAGS, with_tail=False)
    if len(brief(page, 4 * SHORT_FORM_CHARS)) > 2 * SHORT_FORM_CHARS:
        for form in [form for form in page.iter("form") if len(brief(form, SHORT_FORM_CHARS)) < SHORT_FORM_CHARS]:
            if form.getparent() is not None:
                form.drop_tree()


def text_of_html(html: str) -> str:
    """Return the visible text of a piece of HTML, such as the body of a mail or a feed entry, one line for each block."""
    if "<" not in html and "&" not in html:
        return html.strip()
    page = parse_page(html)
    if page is None:
        return ""
    drop_unread(page)
    return plain_text(page)


def plain_text(page: HtmlElement) -> str:
    """Return all visible text of a page, one line for each block.

    Works without recursion, because hostile pages may be nested more deeply than Python can recurse.
    """
    from lxml import etree

    body = page.find("body")
    parts: list[str] = []
    for event, element in etree.iterwalk(page if body is None else body, events=("start", "end")):
        if element.tag in BLOCKS:
            parts.append("\n")
        words = element.text if event == "start" else element.tail
        if words:
            parts.append(re.sub(r"\s+", " ", words))
    lines = (re.sub(r" {2,}", " ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
