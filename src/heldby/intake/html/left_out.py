"""Put list items back that the extraction of an article left out, and name the other passages that it left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from heldby.intake.html.regions import is_aside, is_mostly_links
from heldby.intake.html.tree import BLOCKS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_BLOCKS = 3_000
"""Greatest number of blocks of a page that are compared with the extracted text."""
SHOWN_CHARS = 60
"""Number of characters of a passage that a note quotes."""
_LEAVES = ("p", "li", "dd")


def restore_items(page: HtmlElement, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of an article with the list items that belong to it, and a note on passages of the page that are not in it."""
    lines = text.split("\n")
    folded = [_fold(line) for line in lines]
    whole = "".join(folded)
    ends = list(accumulate(map(len, folded)))
    added: dict[int, list[str]] = {}
    omitted: list[str] = []
    last = 0
    for block, words in _blocks(page):
        at = whole.find(_fold(words))
        if at >= 0:
            last = bisect_right(ends, at) + 1
        elif not _is_sentence(words):
            continue
        elif _belongs(block):
            added.setdefault(last, []).append(f"- {words}" if block.tag == "li" else words)
        elif not is_mostly_links(block):
            omitted.append(words)
    result = list(added.get(0, ()))
    for number, line in enumerate(lines, 1):
        result += [line, *added.get(number, ())]
    return "\n".join(result), _note(omitted)


def _note(omitted: list[str]) -> tuple[str, ...]:
    if not omitted:
        return ()
    first = omitted[0] if len(omitted[0]) <= SHOWN_CHARS else f"{omitted[0][:SHOWN_CHARS].rstrip()}…"
    return (f"passages of the page outside its article are left out: {len(omitted)}, the first is “{first}”",)


def _blocks(page: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Return the paragraphs and list items of a page that contain no other block, with their words."""
    found: list[tuple[HtmlElement, str]] = []
    for element in page.iter(*_LEAVES):
        if len(found) >= MAX_BLOCKS:
            break
        if next((inner for inner in element.iter() if inner is not element and inner.tag in BLOCKS - {"br"}), None) is not None:
            continue
        for line_end in element.iter("br"):
            line_end.tail = f" {line_end.tail or ''}"
        if words := " ".join("".join(element.itertext()).split()):
            found.append((element, words))
    return found


def _fold(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


def _is_sentence(words: str) -> bool:
    return len(words.split()) >= 4 and words.rstrip("\"'”’) ")[-1:] in {".", "!", "?"}


def _belongs(block: HtmlElement) -> bool:
    return block.tag in {"li", "dd"} and not is_aside(block) and not is_mostly_links(block)
