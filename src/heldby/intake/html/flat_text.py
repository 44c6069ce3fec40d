"""Extract the visible text of a page without building a tree, for broken or hostile pages that are too deep or too large."""

from __future__ import annotations

import re
from html import unescape

_INVISIBLE = re.compile(r"<(script|style|noscript|template|iframe|object|svg|select)\b", re.I)
_HEAD = re.compile(r"<head\b.*?(?:</head\b|<body\b)|<title\b.*?</title\b", re.I | re.S)
_BREAKS = re.compile(
    r"/?(?:address|article|blockquote|br|dd|div|dl|dt|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul)\b", re.I
)


def flat_text(html: str) -> str:
    """Return the visible text of a page, one line for each block. Takes time linear in the length of the page."""
    parts: list[str] = []
    head = _HEAD.search(html)
    at, close = head.end() if head else 0, -1
    while (start := html.find("<", at)) >= 0:
        parts.append(html[at:start])
        if close < start:  # search once, however many tags open before the next ">"
            close = html.find(">", start)
        at = _after(html, start, close, parts)
    parts.append(html[at:])
    lines = (" ".join(line.split()) for line in unescape("".join(parts)).split("\n"))
    return "\n".join(line for line in lines if line)


def _after(html: str, start: int, close: int, parts: list[str]) -> int:
    """Return the offset at which the text continues after the "<" at `start`, and append what replaces the tag to `parts`.

    `close` is the offset of the next ">"; -1 if there is none.
    """
    if html.startswith("<!--", start):
        end = html.find("-->", start)
        return end + 3 if end >= 0 else len(html)
    if invisible := _INVISIBLE.match(html, start):
        closing = re.compile(rf"</{invisible[1]}\b[^>]*>?", re.I).search(html, invisible.end())
        # An element that is never closed hides the rest of the page, as in a browser.
        return closing.end() if closing else len(html)
    begins = html[start + 1 : start + 2]
    if close < 0 or not (begins.isalpha() or begins in {"/", "!", "?"}):
        parts.append("<")
        return start + 1
    parts.append("\n" if _BREAKS.match(html, start + 1) else "")
    return close + 1
