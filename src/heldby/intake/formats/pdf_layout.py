"""Put the lines of PDF pages in reading order: columns one after the other, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from heldby.intake.formats.pdf_lines import join_lines, join_parts

GAP = re.compile(r" {3,}")
"""The space between two columns in a text that keeps the layout of its page."""
MIN_ROWS = 3
"""Least number of lines with text in both columns."""
MIN_ROW_SHARE = 0.4
"""Least share of such lines among the lines of the page."""
MIN_WORDS = 3
"""Least mean number of words in the lines of a column. The cells of a table have fewer."""
SHORTEST_IN_COLUMN = 15
"""Number of characters up to which a line of a column is short, like a heading."""
EDGE_LINES = 2
"""Number of lines at the top and at the bottom of a page that may be running heads or page numbers."""
MIN_HEAD_SHARE = 0.5
"""Least share of the pages on which a running head is repeated."""
_PAGE_NUMBER = re.compile(
    r"[-–—|\[( ]*(?:(?:page|pg\.?|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:of|/)\s*\d{1,4}|\d{1,4})[-–—|\]) ]*", re.I
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a page in two parts, with the offset at which the right part starts."""

    left: str
    right: str
    start: int


def in_columns(plain: str, layout: str) -> str | None:
    """Return the text of a page with its two columns one after the other; None if the plain text need not be changed.

    Args:
        plain: the text as the file stores it.
        layout: the text with spaces that keep the layout of the page.
    """
    lines = layout.split("\n")
    rows = [_row(line) for line in lines]
    double = [row for row in rows if row.left and row.right]
    filled = sum(1 for line in lines if line.strip())
    if len(double) < MIN_ROWS or len(double) < MIN_ROW_SHARE * filled or not _are_columns(double):
        return None
    stored = {_fold(line) for line in plain.split("\n")}
    if 2 * sum(_fold(row.left + row.right) in stored for row in double) < len(double):
        return None  # the file stores the columns one after the other
    gutter = median(row.start for row in double)
    first = next(n for n, row in enumerate(rows) if row.left and row.right)
    last = max(n for n, row in enumerate(rows) if row.left and row.right)
    while last + 1 < len(lines) and lines[last + 1].strip() and _side(lines[last + 1], gutter) != "both":
        last += 1
    body = lines[first : last + 1]
    return "\n".join([*_squeezed(lines[:first]), *_unfold(body, gutter), "", *_squeezed(lines[last + 1 :])])


def _row(line: str) -> _Row:
    parts = GAP.split(line.strip())
    if len(parts) != 2:
        return _Row(line.strip(), "", 0)
    return _Row(parts[0], parts[1], line.rindex(parts[1]))


def _are_columns(rows: list[_Row]) -> bool:
    words = [sum(len(part.split()) for part in side) / len(rows) for side in ([row.left for row in rows], [row.right for row in rows])]
    return min(words) >= MIN_WORDS


def _side(line: str, gutter: float) -> str:
    """Return the column of a line with one part: left, right, or both if it crosses the space between them."""
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    if start >= 0.8 * gutter:
        return "right"
    return "left" if end <= gutter + 5 else "both"


def _unfold(lines: list[str], gutter: float) -> list[str]:
    """Return the paragraphs of the left column before those of the right one. A line that crosses both columns ends them."""
    done: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        row = _row(line)
        if row.left and not row.right and (side := _side(line, gutter)) != "left":
            if side == "right":
                right.append(row.left)
                continue
            done += [_joined(left, right), row.left]
            left, right = [], []
            continue
        left.append(row.left)
        right += [row.right] if row.right or not row.left else []
    return [*done, _joined(left, right)]


def _joined(left: list[str], right: list[str]) -> str:
    return join_parts([join_lines("\n".join(column), SHORTEST_IN_COLUMN) for column in (left, right)], SHORTEST_IN_COLUMN)


def _squeezed(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


def _fold(line: str) -> str:
    return re.sub(r"\W+", "", line)


def without_heads(pages: list[str]) -> tuple[list[str], list[str]]:
    """Return the pages without running heads and page numbers, and the lines that were left out, each kind once."""
    edges = [_edges(page) for page in pages]
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines.values()})
    repeated = {key for key, count in counts.items() if len(pages) > 1 and count >= max(2, MIN_HEAD_SHARE * len(pages)) and key}
    kept: list[str] = []
    heads: dict[str, str] = {}
    for page, lines in zip(pages, edges, strict=True):
        numbers = list(lines)
        out = {n for side in (numbers, numbers[::-1]) for n in _leading_heads(side, lines, repeated)}
        for n in sorted(out):
            heads.setdefault(_key(lines[n]), lines[n].strip())
        kept.append("\n".join(line for n, line in enumerate(page.split("\n")) if n not in out))
    return kept, list(heads.values())


def _leading_heads(numbers: list[int], lines: dict[int, str], repeated: set[str]) -> Iterator[int]:
    """Yield the heads and page numbers among some lines until the first other line. At most `EDGE_LINES` are checked."""
    for n in numbers[:EDGE_LINES]:
        if _key(lines[n]) not in repeated and not _PAGE_NUMBER.fullmatch(lines[n].strip()):
            return
        yield n


def _edges(page: str) -> dict[int, str]:
    """Return the first and last filled lines of a page by their number. A page with few lines has none that are repeated by chance."""
    filled = [(n, line) for n, line in enumerate(page.split("\n")) if line.strip()]
    return dict(filled if len(filled) <= 2 * EDGE_LINES else [*filled[:EDGE_LINES], *filled[-EDGE_LINES:]])


def _key(line: str) -> str:
    """Return a line as it is compared between pages: without its numbers."""
    return " ".join(re.sub(r"\d+", "#", line).split()).casefold()
