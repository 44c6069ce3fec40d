"""The type of a quantity: a number phrase with its value."""

from __future__ import annotations

from dataclasses import dataclass

from heldby.model.mention import Value

__all__ = ["Quantity"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase with its bounding words, and its value.

    Attributes:
        start: first character.
        end: character after the last one.
        head: token of the number.
        noun: token of the noun that it counts, or None.
        value: the bounds, unit and category.
    """

    start: int
    end: int
    head: int
    noun: int | None
    value: Value
