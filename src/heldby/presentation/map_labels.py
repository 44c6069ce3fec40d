"""Labels on a small map, placed so that they cover neither marks nor one another."""

from __future__ import annotations

from typing import Literal
from xml.sax.saxutils import escape

LabelKind = Literal["place", "town"]

MAX_LABEL = 32
"""Longest label in characters. Only hostile or broken reports have longer names."""
SIZES: dict[LabelKind, float] = {"place": 12.5, "town": 10.5}
CHAR_WIDTH = 0.56
"""Mean width of a letter, as a share of the font size."""
MARK_RADIUS = 8.0

Rect = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


class LabelSpace:
    """The free space of a map. A label that fits at none of its positions is left out; the mark stays."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._taken: list[Rect] = []

    def block(self, x: float, y: float) -> None:
        """Keep labels away from a mark."""
        self.reserve((x - MARK_RADIUS, y - MARK_RADIUS, x + MARK_RADIUS, y + MARK_RADIUS))

    def reserve(self, rect: Rect) -> None:
        """Keep labels away from a part of the map."""
        self._taken.append(rect)

    def text(self, name: str, x: float, y: float, kind: LabelKind) -> str:
        """Return an SVG text element with a name beside a point, or an empty text if there is no room for it."""
        label = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        label = label if len(label) <= MAX_LABEL else label[: MAX_LABEL - 1] + "…"
        size = SIZES[kind]
        wide, gap = len(label) * size * CHAR_WIDTH, MARK_RADIUS + 2 if kind == "place" else 5.0
        for left, top in (
            (x + gap, y - size / 2), (x - gap - wide, y - size / 2), (x - wide / 2, y - gap - size), (x - wide / 2, y + gap),
        ):  # fmt: skip
            rect = (left, top, left + wide, top + size)
            if self._is_free(rect):
                self._taken.append(rect)
                return _text(label, left, top + size * 0.82, size, kind)
        return ""

    def _is_free(self, rect: Rect) -> bool:
        left, top, right, bottom = rect
        inside = left >= 2 and top >= 2 and right <= self._width - 2 and bottom <= self._height - 2
        return inside and not any(left < r and l < right and top < b and t < bottom for l, t, r, b in self._taken)  # noqa: E741


def _text(label: str, x: float, y: float, size: float, kind: LabelKind) -> str:
    style = 'fill="#1c2126" font-weight="bold"' if kind == "place" else 'fill="#5a6169"'
    halo = 'stroke="#f3f1ec" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" {style} {halo}>{escape(label)}</text>'
