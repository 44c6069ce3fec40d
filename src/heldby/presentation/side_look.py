"""How a side is drawn on a map: by its colour, and always by a shape too, so that nobody has to tell colours apart.

Colours and shapes are those of the app (`ui/src/side_look.ts`), so that a side looks the same in both.
"""

from __future__ import annotations

from typing import NamedTuple

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#e69f00", "#cc79a7", "#56b4e9", "#b8a800")
"""The colours of Okabe and Ito, which can be distinguished with any colour vision, in the order in which sides get them."""
NO_SIDE = "#7d8590"

SHAPES = (
    "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0z",
    "M-8-8h16v16h-16z",
    "M0-11L11 0 0 11-11 0z",
    "M0-10L10.5 8.5H-10.5z",
    "M-10.5 0L-5.25-9 5.25-9 10.5 0 5.25 9-5.25 9z",
    "M0 10L10.5-8.5H-10.5z",
    "M-4-10h8v6h6v8h-6v6h-8v-6h-6v-8h6z",
    "M0-10.5L10-3.2 6.2 8.5-6.2 8.5-10-3.2z",
)
"""Outlines around 0,0 within a radius of 11, as SVG paths."""


class Look(NamedTuple):
    """The colour (#rrggbb) and the shape (an SVG path around 0,0) of a side."""

    colour: str
    shape: str


def look_of(number: int | None) -> Look:
    """Return the look of a side by its number in the legend; None stands for no side."""
    if number is None:
        return Look(NO_SIDE, SHAPES[0])
    return Look(COLOURS[number % len(COLOURS)], SHAPES[number % len(SHAPES)])
