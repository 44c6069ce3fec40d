"""Extract the text of a mail in HTML, with a > before the lines that it quotes, as in plain mails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from heldby.intake.html.tree import drop_unread, parse_page, plain_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_QUOTES = 200
"""Greatest number of quoted passages that are marked."""
_QUOTE_CLASS = re.compile(r"gmail_quote|yahoo_quoted|moz-cite|protonmail_quote|cite", re.I)


def text_of_mail(html: str) -> str:
    """Return the visible text of a mail, one line for each block."""
    page = parse_page(html)
    if page is None:
        return ""
    drop_unread(page)
    # Inner quotes come first, so that their lines get one > for each mail that quotes them.
    for quote in [quote for quote in page.iter("blockquote") if _is_quote(quote)][:MAX_QUOTES][::-1]:
        _mark(quote)
    return plain_text(page)


def _is_quote(element: HtmlElement) -> bool:
    return (element.get("type") or "").lower() == "cite" or bool(_QUOTE_CLASS.search(element.get("class") or ""))


def _mark(quote: HtmlElement) -> None:
    """Replace a quoted passage by its lines with a > before each."""
    from lxml.html import Element

    box = Element("div")
    for line in plain_text(quote).split("\n"):
        block = Element("p")
        block.text = f"> {line}"
        box.append(block)
    box.tail = quote.tail
    if quote.getparent() is not None:
        quote.getparent().replace(quote, box)
