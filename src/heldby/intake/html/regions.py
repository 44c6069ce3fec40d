"""Tell the parts of a page that belong to its text from those around it, such as menus, footers and comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from heldby.intake.html.tree import brief

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ASIDE_TAGS = {"footer", "aside", "nav", "form", "dialog"}
_ASIDE_MARKS = re.compile(
    r"\b(?:foot(?:er)?|copyright|comments?|related|side-?bar|widget|menu|nav(?:bar|igation)?|breadcrumbs?|share|social|cookies?|consent|gdpr"
    r"|modal|pop-?up|newsletter|subscri\w*|promo\w*|advert\w*|recommended|trending|most-?read|tags|author-?bio|disclaimer)\b",
    re.I,
)
_NOTICE_MARKS = re.compile(r"cookie|consent|gdpr|privacy|modal|pop-?up|overlay|banner", re.I)
_MAX_ANCESTORS = 30


def is_aside(element: HtmlElement) -> bool:
    """Check whether an element is, or lies in, a part of the page outside its text. At most 30 levels of ancestors are checked."""
    for _ in range(_MAX_ANCESTORS):
        marks = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}".replace("_", " ")
        if element.tag in _ASIDE_TAGS or _ASIDE_MARKS.search(marks):
            return element.tag not in {"body", "html"}
        element = element.getparent()
        if element is None:
            return False
    return False


def is_mostly_links(element: HtmlElement) -> bool:
    """Check whether more than half of the text of an element is in links, as in lists of other pages."""
    words = len(brief(element, 2_000))
    return 2 * sum(len(brief(link, 2_000)) for link in element.iter("a")) > words


def drop_notices(page: HtmlElement) -> int:
    """Remove boxes that ask for consent to cookies, and return their number. A box that holds an article stays."""
    found = 0
    for box in list(page.iter("div", "section", "aside", "dialog")):
        marks = f"{box.get('class') or ''} {box.get('id') or ''}"
        if (
            box.getparent() is None
            or not _NOTICE_MARKS.search(marks)
            or not re.search(r"\b(?:cookies?|consent)\b", brief(box, 3_000), re.I)
        ):
            continue
        if next(box.iter("article", "main", "h1"), None) is None:
            box.drop_tree()
            found += 1
    return found
