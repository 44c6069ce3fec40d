"""The visible text of a page without building a tree: for pages that are too deep or too large for one, made so or broken so."""

from __future__ import annotations

import re
from html import unescape

_UNSEEN = re.compile(r"<(script|style|noscript|template|iframe|object|svg|select)\b", re.I)
_HEAD = re.compile(r"<head\b.*?(?:</head\b|<body\b)|<title\b.*?</title\b", re.I | re.S)
_BREAKS = re.compile(
    r"/?(?:address|article|blockquote|br|dd|div|dl|dt|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul)\b", re.I
)


def flat_text(html: str) -> str:
    """The text of a page, a line a block, in one pass: tags go, unseen elements go with what is in them."""
    parts: list[str] = []
    head = _HEAD.search(html)
    at, close = head.end() if head else 0, -1
    while (start := html.find("<", at)) >= 0:
        parts.append(html[at:start])
        if close < start:  # looked for once, however many tags are opened before it
            close = html.find(">", start)
        at = _after(html, start, close, parts)
    parts.append(html[at:])
    lines = (" ".join(line.split()) for line in unescape("".join(parts)).split("\n"))
    return "\n".join(line for line in lines if line)


def _after(html: str, start: int, close: int, parts: list[str]) -> int:
    """Where the text goes on after the mark at `start`, whose tag would end at `close` (-1: nowhere)."""
    if html.startswith("<!--", start):
        end = html.find("-->", start)
        return end + 3 if end >= 0 else len(html)
    if unseen := _UNSEEN.match(html, start):
        closing = re.compile(rf"</{unseen[1]}\b[^>]*>?", re.I).search(html, unseen.end())
        # An element that is never closed takes the rest of the page with it, as it does in a browser.
        return closing.end() if closing else len(html)
    begins = html[start + 1 : start + 2]
    if close < 0 or not (begins.isalpha() or begins in {"/", "!", "?"}):
        parts.append("<")
        return start + 1
    parts.append("\n" if _BREAKS.match(html, start + 1) else "")
    return close + 1
