"""The parts of a card: escaped texts, a table and a small map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape

from heldby.presentation.map_picture import MappedPlace, Size, map_parts
from heldby.presentation.schema import Side
from heldby.presentation.wording import MAX_NAME, line

# Notebooks typeset what stands between dollar signs as mathematics, unless a class tells them not to.
CARD = (
    '<div class="tex2jax_ignore mathjax_ignore" style="max-width:{width}px;padding:12px;border:1px solid #d0d4d9;border-radius:4px;'
    'background:#ffffff;color:#1c2126;font:14px/1.45 Arial,Liberation Sans,DejaVu Sans,sans-serif">{body}</div>'
)
WIDTH = 660
CELL = "text-align:left;vertical-align:top;padding:2px 14px 2px 0;border:0;background:none;color:#1c2126"

LEAST_EXTENT_DEG = 2.5
"""Least extent of a map. The map of a single place then shows rivers and borders around it."""

UNKNOWN = "unknown"


def card(parts: Iterable[str]) -> str:
    """Return a card with some parts, which are HTML, below one another."""
    return CARD.format(width=WIDTH, body="".join(parts))


def text(value: object, most: int = MAX_NAME) -> str:
    """Return a value as one line of escaped text, cut to `most` characters."""
    return escape(line(str(value), most))


def heading(value: str) -> str:
    """Return the heading of a card. It has no level, so that it does not get into the outline of the notebook."""
    return f'<div style="font-size:16px;font-weight:bold">{text(value, 200)}</div>'


def note(value: str) -> str:
    """Return a line in small letters."""
    return f'<div style="font-size:12.5px;color:#5a6169;margin:2px 0">{text(value, 400)}</div>'


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of escaped cells; None and open values have to be in words."""
    names = "".join(f'<th style="{CELL};font-weight:bold">{text(name)}</th>' for name in head)
    lines = "".join("<tr>" + "".join(f'<td style="{CELL}">{text(cell)}</td>' for cell in row) + "</tr>" for row in rows)
    style = "border-collapse:collapse;margin:8px 0 0;font-size:13px"
    return f'<table style="{style}"><thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table>'


def picture(places: Sequence[MappedPlace], sides: Sequence[Side], title: str, size: Size, *, towns: bool) -> str:
    """Return a map of places, or an empty text if there are none. `towns` is as for `map_parts`."""
    if not places:
        return ""
    body, height = map_parts(places, sides, size, towns=towns, least=LEAST_EXTENT_DEG)
    width = size.width
    return (
        f'<svg viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}" role="img" aria-label="{text(title, 200)}" '
        f'style="display:block;max-width:100%;height:auto;margin-top:8px">{body}</svg>'
    )


def day_text(day: dt.date | None) -> str:
    """Return a day as YYYY-MM-DD, "open" if there is none."""
    return "open" if day is None else str(day)
